// <status-embed>: draws what status-store.mjs knows with the templates of its fragment. Text goes in as text.
import { isRunning, stamp } from "./status-record.mjs";
import { currentStatus, settings, watchStatus } from "./status-store.mjs";

// Under this name the tab keeps what it has announced, on this page or one before.
const KEPT = "status said";
let said;

// A copy of a template: `data-slot` takes text or nodes, `data-href` an address; `data-if` goes when its value is empty.
export function fill(template, values) {
  const piece = template.content.cloneNode(true);
  const each = (name, change) => piece.querySelectorAll(`[data-${name}]`).forEach((node) => change(node, values[node.dataset[name]]));
  each("if", (node, value) => (!value || value.length === 0) && node.remove());
  each("slot", (node, value) => node.replaceChildren(...[value || ""].flat()));
  each("href", (node, value) => (node.href = value));
  return piece;
}

class StatusEmbed extends HTMLElement {
  async connectedCallback() {
    this.view ??= this.querySelector(".status-view");
    this.plain ??= [...this.view.childNodes];
    if (this.template("issue")) this.panel ??= (await import("./status-panel.mjs")).panel;
    if (this.isConnected) this.stop = watchStatus(this, (state) => this.draw(state));
  }

  disconnectedCallback() {
    this.stop?.();
  }

  template(name) {
    return this.querySelector(`template[data-name="${name}"]`);
  }

  level(level, form = "short") {
    const template = this.template(level);
    return fill(template, { word: template.dataset[form] });
  }

  moment(time, timeZone, form = settings.clock) {
    return time && new Intl.DateTimeFormat(settings.locale, { ...form, timeZone }).format(new Date(time));
  }

  draw(state) {
    const record = currentStatus();
    const { notice } = state;
    const silent = !record && !notice && (!state.done || !settings.endpoint);
    const calm = record?.indicator === "operational" && !record.incidents.length && "quiet" in this.dataset;
    const name = silent || calm ? "plain" : record ? "reported" : notice ? "message" : "unavailable";
    const key = JSON.stringify([name, record, state]);
    if (key === this.key) return;
    this.key = key;
    if (name === "plain") this.view.replaceChildren(...this.plain);
    else this.show(this.template(name), record ? this.report(record, state) : this.absence(state));
    if (record || notice) this.announce(record, notice);
  }

  show(template, values) {
    const open = [...this.view.querySelectorAll("details[open]")].map((node) => node.dataset.if);
    const focused = this.view.contains(document.activeElement) && document.activeElement.href;
    this.view.replaceChildren(fill(template, values));
    for (const node of this.view.querySelectorAll("details")) node.open = open.includes(node.dataset.if);
    if (focused) [...this.view.querySelectorAll("a")].find(({ href }) => href === focused)?.focus();
  }

  absence({ record, notice }) {
    return { ...notice, level: this.level("unknown", "unavailable"), checked: this.moment(record?.fetchedAt) };
  }

  report(record, { failures }) {
    const now = stamp(Date.now());
    const open = [...record.incidents, ...record.maintenances.filter((item) => isRunning(item, now))];
    const fetched = this.moment(record.fetchedAt);
    return {
      level: this.level(record.indicator, "headline"),
      title: open[0]?.title,
      more: open.length > 1 && open.length - 1,
      fetched,
      late: failures && fetched,
      ...this.panel?.(this, record),
    };
  }

  // Through the page's first role=status node, and only when level, open incidents or their phases change.
  announce(record, notice) {
    const node = this.querySelector(".status-said");
    const open = record?.incidents ?? [];
    if (node !== document.querySelector(".status-said") || (record?.indicator === "unknown" && !open.length)) return;
    const key = JSON.stringify(record ? [record.indicator, ...open.flatMap(({ id, phase }) => [id, phase])] : notice.text);
    let before = said;
    said = key;
    // Storage may be full or forbidden.
    try {
      before ??= sessionStorage.getItem(KEPT);
      sessionStorage.setItem(KEPT, key);
    } catch {}
    if (key === before || (!before && record?.indicator === "operational" && !open.length)) return;
    const level = record ? this.template(record.indicator).dataset.headline : notice.text;
    node.textContent = [level, ...open.map(({ title }) => title)].join(". ");
  }
}

customElements.define("status-embed", StatusEmbed);
