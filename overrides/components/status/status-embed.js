// <status-embed>: draws what status-store.js knows with the templates beside it. Text goes in as text.
import { isOn } from "./status-record.js";
import { currentStatus, settings, watchStatus } from "./status-store.js";

// What was announced; the tab keeps it for its next page.
let said;

// A copy of a template: `data-slot` takes text or nodes, `data-href` an address; `data-if` goes when its value is empty.
export function fill(template, values) {
  const piece = template.content.cloneNode(true);
  const each = (name, change) =>
    piece.querySelectorAll(`[data-${name}]`).forEach(node => change(node, values[node.dataset[name]]));
  each("if", (node, value) => (!value || value.length === 0) && node.remove());
  each("slot", (node, value) => node.replaceChildren(...[value || ""].flat()));
  each("href", (node, value) => (node.href = value));
  return piece;
}

class StatusEmbed extends HTMLElement {
  async connectedCallback() {
    this.view ??= this.querySelector(".status-view");
    if (this.template("issue")) this.panel ??= (await import("./status-panel.js")).panel;
    if (this.isConnected) this.stop = watchStatus(this, state => this.draw(state));
  }

  disconnectedCallback() {
    this.stop?.();
  }

  template(name) {
    return this.querySelector(`template[data-name="${name}"]`);
  }

  piece(name, values) {
    return fill(this.template(name), values);
  }

  level(level, form = "short") {
    return this.piece(level, { word: this.template(level).dataset[form] });
  }

  moment(time, timeZone, form = settings.clock) {
    return time && new Date(time).toLocaleString(settings.locale, { ...form, timeZone });
  }

  draw(state) {
    const record = currentStatus();
    const { notice } = state;
    const calm = record?.indicator === "operational" && !record.incidents.length && "quiet" in this.dataset;
    const name = (!calm && (record ? "reported" : notice ? "message" : state.done && "unavailable")) || "plain";
    const key = JSON.stringify([name, record, state]);
    if (key === this.key) return;
    this.key = key;
    this.show(this.piece(name, record ? this.report(record, state) : this.absence(state)));
    if (record || notice) this.announce(record, notice);
  }

  show(piece) {
    const open = [...this.view.querySelectorAll("details[open]")].map(node => node.dataset.if);
    const focused = this.view.contains(document.activeElement) && document.activeElement.href;
    this.view.replaceChildren(piece);
    for (const node of this.view.querySelectorAll("details")) node.open = open.includes(node.dataset.if);
    if (focused) [...this.view.querySelectorAll("a")].find(({ href }) => href === focused)?.focus();
  }

  absence({ record, notice }) {
    return { ...notice, level: this.level("unknown", "unavailable"), checked: this.moment(record?.fetchedAt) };
  }

  report(record, { failures }) {
    const open = [...record.incidents, ...record.maintenances.filter(item => isOn(item))];
    const fetched = this.moment(record.fetchedAt);
    return {
      level: this.level(record.indicator, "headline"),
      title: open[0]?.title,
      more: open.slice(1).length,
      fetched,
      late: failures && fetched,
      ...this.panel?.(this, record),
    };
  }

  // Through the page's first role=status node, and only when level, open incidents or their phases change.
  announce(record, notice) {
    const node = this.querySelector(".status-said");
    const { indicator, incidents: open = [] } = record ?? {};
    const calm = !open.length && indicator;
    if (node !== document.querySelector(".status-said") || calm === "unknown") return;
    const key = JSON.stringify([indicator ?? notice.text, open.map(({ id, phase }) => [id, phase])]);
    let before = said;
    said = key;
    // Storage may be full or forbidden.
    try {
      before ??= sessionStorage.getItem("status said");
      sessionStorage.setItem("status said", key);
    } catch {}
    if (key === before || (!before && calm === "operational")) return;
    const level = record ? this.template(indicator).dataset.headline : notice.text;
    node.textContent = [level, ...open.map(({ title }) => title)].join(". ");
  }
}

customElements.define("status-embed", StatusEmbed);
