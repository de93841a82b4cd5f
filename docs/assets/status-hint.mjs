// <status-hint>: beside a verdict or a ticket, says whether an open incident may be what the reader sees.
import { fill } from "./status-embed.mjs";
import { currentStatus, settings, watchStatus } from "./status-store.mjs";

class StatusHint extends HTMLElement {
  connectedCallback() {
    this.live = this.querySelector(".status-hint-live");
    this.parts = JSON.parse(this.querySelector("[data-part=components]").content.textContent);
    this.stop = watchStatus(this, () => this.draw());
  }

  disconnectedCallback() {
    this.stop();
  }

  draw() {
    const record = currentStatus();
    const { indicator, incidents = [] } = record ?? {};
    const touches = ({ components }) => !this.parts.length || !components.length || components.some((name) => this.parts.includes(name));
    const incident = incidents.find(touches) ?? incidents[0];
    const level = { operational: "none", unknown: "plain" }[indicator ?? "unknown"] ?? "follow";
    const name = incident ? (touches(incident) ? "follow" : "elsewhere") : level;
    const key = JSON.stringify([name, incident]);
    if (key === this.key) return;
    this.key = key;
    const template = this.querySelector(`template[data-name="${name}"]`);
    this.live.replaceChildren(...(template ? [fill(template, { url: settings.page, ...incident })] : []));
    this.toggleAttribute("data-live", Boolean(template));
  }
}

customElements.define("status-hint", StatusHint);
