/** The line "now" in the bars of cover, in the provider's time and the reader's, and what holds in this minute. */
import { DAY, dateIfFar, locale, MINUTE, readClock, timeFor, wallClock, zoneOf } from "../clock/clock.js";

const MONDAY = 4 * DAY; // 1970 began on a Thursday

const formats = new Map(); // making one takes milliseconds on a phone, and a page may hold a bar for each result

function inZone(instant, zone, date = {}) {
  const key = `${zone} ${date.day}`;
  if (!formats.has(key)) {
    const parts = { hourCycle: "h23", weekday: "short", hour: "2-digit", minute: "2-digit", ...date };
    formats.set(key, new Intl.DateTimeFormat(locale, { ...parts, timeZone: zoneOf(zone) }));
  }
  return formats.get(key).format(instant);
}

class CoverageBars extends HTMLElement {
  connectedCallback() {
    // The bar of one result has no rows of words: the result says them.
    this.hours = JSON.parse(this.querySelector("[data-part=data]")?.content.textContent ?? "{}");
    this.tick();
  }

  disconnectedCallback() {
    clearTimeout(this.waiting);
  }

  tick() {
    const now = timeFor(this);
    for (const figure of this.querySelectorAll("[data-zone]")) this.draw(figure, now);
    this.dataset.drawn = "";
    this.waiting = setTimeout(() => this.tick(), MINUTE - (Date.now() % MINUTE));
  }

  draw(figure, now) {
    const { zone, days } = figure.dataset;
    const length = Number(days) * DAY;
    const x = `${(100 * ((wallClock(zone, now) + DAY * 7 - MONDAY) % length)) / length}%`;
    const provider = inZone(now, zone);
    const reader = inZone(now);
    figure.querySelector("[data-slot=provider]").textContent = provider;
    figure.querySelector("[data-slot=reader]").textContent = reader;
    figure.querySelector("[data-part=reader]").hidden = provider === reader;
    for (const bar of figure.querySelectorAll(".coverage-bar")) this.drawLine(bar, x);
    for (const row of figure.querySelectorAll("[data-schedule]")) this.drawRow(row, now, zone);
  }

  drawRow(row, now, zone) {
    const { open, changes } = readClock(this.hours[row.dataset.schedule], now);
    for (const words of row.querySelectorAll("[data-when]")) words.hidden = (words.dataset.when === "open") !== open;
    row.querySelector("[data-part=until]").hidden = changes === null;
    if (changes !== null)
      row.querySelector("[data-slot=until]").textContent = inZone(changes, zone, dateIfFar(changes, now));
  }

  drawLine(bar, x) {
    let line = bar.querySelector(".coverage-line");
    if (!line) {
      line = document.createElementNS(bar.namespaceURI, "line");
      line.setAttribute("class", "coverage-line");
      line.setAttribute("y1", "-20%");
      line.setAttribute("y2", "120%");
      bar.append(line);
    }
    line.setAttribute("x1", x);
    line.setAttribute("x2", x);
  }
}

customElements.define("coverage-bars", CoverageBars);
