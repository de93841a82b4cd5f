// <status-hint>: beside a verdict or a ticket, says whether an open incident may be what the reader sees.
import { fill } from "./status-embed.js";
import { currentStatus, settings, watchStatus } from "./status-store.js";

class StatusHint extends HTMLElement {
  // The kind of problem, once the classifier or the ticket around it knows: it decides which parts matter.
  static observedAttributes = ["data-kind"];

  attributeChangedCallback() {
    if (this.live) this.draw();
  }

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
    const parts = this.parts[this.dataset.kind] ?? this.parts[""];
    const touches = ({ components }) =>
      !parts.length || !components.length || components.some(name => parts.includes(name));
    const incident = incidents.find(touches) ?? incidents[0];
    const name = incident ? (touches(incident) ? "follow" : "elsewhere") : indicator;
    const key = JSON.stringify([name, incident]);
    if (key === this.key) return;
    this.key = key;
    const template = this.querySelector(`template[data-name~="${name}"]`);
    this.live.replaceChildren(...(template ? [fill(template, { url: settings.page, ...incident })] : []));
    this.toggleAttribute("data-live", Boolean(template));
  }
}

customElements.define("status-hint", StatusHint);
