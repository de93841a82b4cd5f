// <status-hint>: beside a verdict or a ticket, says whether an open incident may be what the reader sees.
import { fill } from "./status-embed.js";
import { CLOCK_SHORT, currentStatus, settings, watchStatus } from "./status-store.js";

const nameMoment = time => time && new Date(time).toLocaleString(settings.locale, CLOCK_SHORT);

/**
 * Says instructions by what is known of the status: `data-if-not-shown` holds what is left of one that asks to look there first.
 * @param {StatusHint | null} hint @param {ParentNode} root
 */
export function advise(hint, root) {
  if (!hint) return;
  const piece = name => hint.querySelector(`template[data-name="advise-${name}"]`);
  const template = piece(hint.dataset.live) ?? piece("otherwise");
  for (const node of root.querySelectorAll("[data-if-not-shown]")) {
    node.isLate ??= node.toggleAttribute("data-late", !hint.dataset.live);
    node.replaceChildren(fill(template, { ...hint.values, do: node.dataset.ifNotShown }));
  }
}

class StatusHint extends HTMLElement {
  // The kind of problem, once the classifier or the ticket around it knows: it decides which parts matter.
  static observedAttributes = ["data-kind"];

  attributeChangedCallback() {
    if (this.state) this.draw(this.state);
  }

  connectedCallback() {
    this.live = this.querySelector(".status-hint-live");
    this.parts = JSON.parse(this.querySelector("[data-part=components]").content.textContent);
    this.stop = watchStatus(this, state => this.draw(state));
  }

  disconnectedCallback() {
    this.stop();
  }

  draw(state) {
    this.state = state;
    const { notice } = state;
    const record = currentStatus();
    const { indicator, incidents = [] } = record ?? {};
    const { kind } = this.dataset;
    const parts = this.parts[kind || ""];
    const touches = ({ components }) =>
      parts && (!parts.length || !components.length || components.some(name => parts.includes(name)));
    const incident = incidents.find(touches) ?? incidents[0];
    // A hint that speaks only of what may touch the reader has no plain text.
    const mayTouch = parts || this.querySelector(".status-hint-plain");
    const reported = incident ? (touches(incident) ? "follow" : "elsewhere") : mayTouch ? indicator : null;
    const name = record || !notice ? reported : "message";
    const key = JSON.stringify([name, incident, notice]);
    if (key === this.key) return;
    this.key = key;
    const template = this.querySelector(`template[data-name="${name}"]`);
    this.values = {
      url: settings.page,
      ...notice,
      ...incident,
      parts: incident?.components.join(", "),
      since: nameMoment(incident?.startedAt),
      news: incident?.updates[0]?.body,
      updated: nameMoment(incident?.updates[0]?.at),
    };
    this.live.replaceChildren(...(template ? [fill(template, this.values)] : []));
    if (template) this.dataset.live = name;
    else delete this.dataset.live;
    this.dispatchEvent(new Event("known", { bubbles: true }));
  }
}

// A page that is left open may have it of another version.
if (!customElements.get("status-hint")) customElements.define("status-hint", StatusHint);
