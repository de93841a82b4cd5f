// <status-embed>: draws what status-store.js knows with the templates beside it. Text goes in as text.
import { isOn } from "./status-record.js";
import { CLOCK, currentStatus, settings, watchStatus } from "./status-store.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// What was announced; the tab keeps it for its next page.
let said;

/**
 * A copy of a template: `data-slot` takes text or nodes, `data-href` an address; `data-if` goes when its value is empty.
 * @param {HTMLTemplateElement} template
 * @param {Record<string, unknown>} values
 * @returns {DocumentFragment}
 */
export function fill(template, values) {
  const piece = template.content.cloneNode(true);
  const readValue = (node, kind) => values[node.dataset[kind]];
  for (const node of piece.querySelectorAll("[data-if]")) {
    const value = readValue(node, "if");
    if (!value || value.length === 0) node.remove();
  }
  // Addresses first: what a slot takes has its own.
  for (const node of piece.querySelectorAll("[data-href]")) node.href = readValue(node, "href");
  for (const node of piece.querySelectorAll("[data-slot]")) {
    node.replaceChildren(...[readValue(node, "slot") || ""].flat());
  }
  return piece;
}

/**
 * "12 min ago", "1 hr 38 min ago" (brief: "1 hr ago"), "tomorrow" or "in 2 days"; "" for no time, and for a future that can only come from a wrong clock.
 * @param {string} time
 * @param {{future?: boolean, brief?: boolean}} [options]
 * @returns {string}
 */
export function relative(time, { future = false, brief = false } = {}) {
  const distance = Date.parse(time) - Date.now();
  if (Number.isNaN(distance) || (distance > 0 && !future)) return "";
  const format = new Intl.RelativeTimeFormat(settings.locale, { numeric: "auto", style: "short" });
  const size = Math.abs(distance);
  if (size < MINUTE) return distance > 0 ? format.format(0, "second") : settings.just_now;
  if (size < HOUR) return format.format(Math.trunc(distance / MINUTE), "minute");
  if (distance > DAY / 2) return format.format(daysUntil(time), "day");
  const minutes = brief ? 0 : Math.trunc((size % HOUR) / MINUTE);
  if (size < 1.5 * DAY) return formatHours(format, Math.trunc(distance / HOUR), minutes);
  return format.format(Math.sign(distance) * Math.round(size / DAY), "day");
}

// By the reader's calendar.
function daysUntil(time) {
  const [today, day] = [new Date(), new Date(time)].map(date => date.setHours(0, 0, 0, 0));
  return Math.round((day - today) / DAY);
}

// Both numbers in one phrase: the hours stand before the number of minutes. A language that writes that number as a word has hours alone.
function formatHours(format, hours, minutes) {
  const parts = format.formatToParts(Math.sign(hours) * minutes, "minute");
  const isPhrase = minutes > 0 && Math.abs(hours) < 12 && parts.some(({ type }) => type === "integer");
  if (!isPhrase) return format.format(hours, "hour");
  const unit = { style: "unit", unit: "hour", unitDisplay: "short" };
  const before = new Intl.NumberFormat(settings.locale, unit).format(Math.abs(hours));
  return parts.map(({ type, value }) => (type === "integer" ? `${before} ${value}` : value)).join("");
}

class StatusEmbed extends HTMLElement {
  async connectedCallback() {
    this.view ??= this.querySelector(".status-view");
    if (this.template("issue")) this.panel ??= await import("./status-panel.js");
    if (!this.isConnected) return;
    this.stop = watchStatus(this, state => this.draw(state));
    this.dataset.live = "";
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

  moment(time, timeZone, form = CLOCK, end = time) {
    const format = new Intl.DateTimeFormat(settings.locale, { ...form, timeZone });
    return time && format.formatRange(new Date(time), new Date(end));
  }

  draw(state) {
    const record = currentStatus();
    const { notice, done, failures } = state;
    const name = record ? "reported" : notice ? "message" : done ? "unavailable" : "plain";
    // Relative times change every minute.
    const key = JSON.stringify([name, record, notice, failures, record && Math.trunc(Date.now() / MINUTE)]);
    if (key === this.key) return;
    this.key = key;
    this.view.dataset.rank = record?.indicator ?? (name === "unavailable" ? "unknown" : "");
    const values = record ? this.report(record, state) : this.absence(state);
    this.show(this.view, this.piece(name, values));
    const advice = this.panel?.adviceFor(record ?? undefined);
    this.show(this.querySelector(".status-advice"), advice && this.piece(`advise ${advice}`));
    this.show(this.querySelector(".status-coming"), values.planned?.length && this.piece("planned", values));
    this.toggleAttribute("data-done", name !== "plain");
    if (record || notice) this.announce(record, notice);
  }

  // Puts the piece in its place, or nothing. What is open stays open, and the focus where it is.
  show(place, piece) {
    if (!place) return;
    const open = [...place.querySelectorAll("details[open]")].map(node => node.dataset.if);
    const focused = place.contains(document.activeElement) && document.activeElement;
    const same = focused && (focused.href ? `a[href="${CSS.escape(focused.getAttribute("href"))}"]` : "summary");
    const index = focused ? [...place.querySelectorAll(same)].indexOf(focused) : -1;
    place.replaceChildren(piece || "");
    for (const node of place.querySelectorAll("details")) node.open = open.includes(node.dataset.if);
    if (focused) place.querySelectorAll(same)[index]?.focus();
  }

  absence({ record, notice }) {
    return { ...notice, checked: this.moment(record?.fetchedAt) };
  }

  report(record, { failures }) {
    const open = [...record.incidents, ...record.maintenances.filter(item => isOn(item))];
    const [first] = open;
    return {
      level: this.level(record.indicator, "headline"),
      title: first?.title,
      url: first?.url,
      calm: !first,
      more: open.slice(1).length,
      since: relative(first?.startedAt ?? first?.startsAt),
      updated: relative(first?.updatedAt, { brief: !this.panel }),
      news: first?.updates[0]?.body,
      parts: first?.components.join(", "),
      checked: failures || (first && !this.panel) ? "" : relative(record.fetchedAt),
      late: failures > 0 && this.moment(record.fetchedAt),
      ...this.panel?.panel(this, record, first),
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
    try {
      before ??= sessionStorage.getItem("portal.status-said");
      sessionStorage.setItem("portal.status-said", key);
    } catch {
      // Storage is forbidden or full.
    }
    if (key === before || (!before && calm === "operational")) return;
    const level = record ? this.template(indicator).dataset.headline : notice.text;
    node.textContent = [level, ...open.map(({ title }) => title)].join(". ");
  }
}

// A page that is left open may have it of another version.
if (!customElements.get("status-embed")) customElements.define("status-embed", StatusEmbed);
