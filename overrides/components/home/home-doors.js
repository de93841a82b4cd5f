// <home-doors>: keeps the last line of each door up to date: its hours by the clock, the live status as the banner says it.
import { DAY, dateIfFar, locale, MINUTE, readClock, timeFor, zoneOf } from "../clock/clock.js";
import { currentStatus, watchStatus } from "../status/status-store.js";

function inZone(instant, zone, parts) {
  return new Intl.DateTimeFormat(locale, { timeZone: zoneOf(zone), hourCycle: "h23", ...parts }).format(instant);
}

/** "23:00 UTC", with its day when that is a day away, and its date when that is far off. */
function timeAt(instant, now, { zone, label }) {
  const date = dateIfFar(instant, now);
  const day = { weekday: date.day ? "short" : "long", ...date };
  const time = inZone(instant, zone, { hour: "2-digit", minute: "2-digit" });
  return [instant - now < DAY ? [] : inZone(instant, zone, day), time, label].flat().join(" ");
}

class HomeDoors extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.drawHours(), MINUTE);
    this.drawHours();
    const banner = document.querySelector("status-embed");
    if (banner?.querySelector("[data-part=status-data]")) {
      customElements.whenDefined("status-embed").then(() => {
        if (this.isConnected) this.stop = watchStatus(banner, () => this.drawStatus(banner));
      });
    }
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.stop?.();
  }

  drawHours() {
    const now = timeFor(this);
    for (const line of this.querySelectorAll("[data-hours]")) {
      const hours = JSON.parse(line.dataset.hours);
      const { open, changes } = readClock(hours, now);
      if (changes === null) continue; // always open, or closed for good: the hours in words say it
      const time = timeAt(changes, now, { zone: hours.zone, label: line.dataset.zone });
      line.textContent = line.dataset[open ? "open" : "closed"].replace("{time}", time);
      line.dataset.now = open ? "open" : "closed";
    }
  }

  drawStatus(banner) {
    const record = currentStatus();
    for (const line of this.querySelectorAll("[data-status]")) {
      this.quiet ??= line.textContent;
      line.replaceChildren(record ? banner.level(record.indicator, "headline") : this.quiet);
    }
  }
}

customElements.define("home-doors", HomeDoors);
