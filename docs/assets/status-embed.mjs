// <status-embed>: draws what status-store.mjs knows with the templates of its fragment. Text goes in as text.
import { isRunning, stamp } from "./status-record.mjs";
import { currentStatus, settings, watchStatus } from "./status-store.mjs";

const DAY = 86400000;
let said; // in this tab, on this page or one before
try {
  said = sessionStorage.getItem("status said");
} catch {} // forbidden

// A copy of a template: `data-slot` takes text or nodes, `data-href` an address; `data-if` goes when its value is empty.
export function fill(template, values) {
  const piece = template.content.cloneNode(true);
  for (const node of piece.querySelectorAll("[data-if]")) if (!values[node.dataset.if] || values[node.dataset.if].length === 0) node.remove();
  for (const node of piece.querySelectorAll("[data-slot]")) node.replaceChildren(...[values[node.dataset.slot] || ""].flat());
  for (const node of piece.querySelectorAll("[data-href]")) node.href = values[node.dataset.href];
  return piece;
}

class StatusEmbed extends HTMLElement {
  connectedCallback() {
    this.view ??= this.querySelector(".status-view");
    this.plain ??= [...this.view.childNodes];
    this.stop = watchStatus(this, (state) => this.draw(state));
  }

  disconnectedCallback() {
    this.stop();
  }

  template(name) {
    return this.querySelector(`template[data-name="${name}"]`);
  }

  draw(state) {
    const record = currentStatus();
    const silent = !record && !state.notice && (!state.done || !settings.endpoint);
    const calm = record?.indicator === "operational" && !record.incidents.length && "quiet" in this.dataset;
    const name = silent || calm ? "plain" : record ? "reported" : state.notice ? "message" : "unavailable";
    const key = JSON.stringify([name, record, state]);
    if (key === this.key) return;
    this.key = key;
    if (name === "plain") this.view.replaceChildren(...this.plain);
    else this.show(name, record ? this.report(record, state) : { ...state.notice, ...this.absence(state) });
    if (record ?? state.notice) this.announce(record, state.notice);
  }

  show(name, values) {
    const open = [...this.view.querySelectorAll("details[open]")].map((node) => node.dataset.if);
    const focused = this.view.contains(document.activeElement) && document.activeElement.href;
    this.view.replaceChildren(fill(this.template(name), values));
    for (const node of this.view.querySelectorAll("details")) node.open = open.includes(node.dataset.if);
    if (focused) [...this.view.querySelectorAll("a")].find(({ href }) => href === focused)?.focus();
  }

  absence({ record }) {
    return { level: this.level("unknown", "unavailable"), checked: this.moment(record?.fetchedAt) };
  }

  report(record, { failures }) {
    const { stale_days, grace, shown } = settings.timing;
    const now = Date.now();
    const isStale = ({ updatedAt, startedAt = "" }) => now - Date.parse(updatedAt || startedAt) > stale_days * DAY;
    const isPast = (item) => item.phase !== "in_progress" && now - Date.parse(item.endsAt) > grace * 1000;
    const isNow = (item) => isRunning(item, stamp(now)) && !isPast(item);
    const dated = record.maintenances.filter((item) => item.startsAt || item.endsAt || !isStale(item));
    const severity = ({ status }) => settings.rules.levels.indexOf(status);
    const affected = record.components.filter(({ status }) => status !== "operational").sort((a, b) => severity(b) - severity(a));
    const others = record.components.filter(({ status }) => status === "operational");
    const whole = this.template("issue"); // a banner and a badge have no room for lists
    const issues = (list) => (whole ? list.map((item) => this.issue(item, whole)) : []);
    const parts = (list) => (whole ? this.parts(list) : []);
    const open = [...record.incidents, ...dated.filter(isNow)];
    return {
      level: this.level(record.indicator, "headline"),
      title: open[0]?.title,
      more: open.length - 1 > 0 && open.length - 1,
      fetched: this.moment(record.fetchedAt),
      late: failures && this.moment(record.fetchedAt),
      quiet: !record.incidents.length,
      incidents: issues(record.incidents.filter((item) => !isStale(item))),
      older: issues(record.incidents.filter(isStale)),
      running: issues(dated.filter(isNow)),
      planned: issues(dated.filter((item) => !isNow(item) && !isPast(item))),
      past: issues(dated.filter(isPast)),
      affected: parts(affected.slice(0, shown)),
      hidden: affected.slice(shown).length,
      others: parts(others.slice(0, 6 * shown)),
      unlisted: others.slice(6 * shown).length,
    };
  }

  level(level, form = "short") {
    const template = this.template(level);
    return fill(template, { word: template.dataset[form] });
  }

  issue(item, template) {
    const moments = { since: item.startedAt, starts: item.startsAt, ends: item.endsAt, updated: item.updatedAt };
    for (const name in moments) moments[name] = this.moment(moments[name]);
    const phase = this.template("phases").dataset[item.phase];
    const level = item.impact ? this.level(item.impact) : "";
    return fill(template, { ...item, ...moments, phase, level, parts: item.components.join(", ") });
  }

  parts(components) {
    const groups = Map.groupBy(components, ({ group }) => group);
    return [...groups].map(([group, parts]) =>
      fill(this.template("group"), {
        group,
        parts: parts.map(({ name, status }) => fill(this.template("part"), { name, level: this.level(status) })),
      }),
    );
  }

  // The reader's time; with room for it, UTC and the provider's beside it.
  moment(time) {
    if (!time) return "";
    const inZone = (timeZone) => new Intl.DateTimeFormat(settings.locale, { ...settings.clock, timeZone }).format(new Date(time));
    const template = this.template("moment");
    return fill(template, { reader: inZone(), utc: inZone("UTC"), provider: settings.zone !== "UTC" && inZone(settings.zone) });
  }

  // Through the page's first empty role=status node, and only when level, open incidents or their phases change.
  announce(record, notice) {
    const node = this.querySelector(".status-said");
    if (node !== document.querySelector(".status-said")) return;
    const open = record?.incidents ?? [];
    const key = JSON.stringify(record ? [record.indicator, ...open.flatMap(({ id, phase }) => [id, phase])] : notice.text);
    if (key === said || (record?.indicator === "unknown" && !open.length)) return;
    const first = !said;
    said = key;
    try {
      sessionStorage.setItem("status said", key);
    } catch {} // full or forbidden
    if (first && record?.indicator === "operational" && !open.length) return;
    const level = record ? this.template(record.indicator).dataset.headline : notice.text;
    node.textContent = [level, ...open.map(({ title }) => title)].join(". ");
  }
}

customElements.define("status-embed", StatusEmbed);
