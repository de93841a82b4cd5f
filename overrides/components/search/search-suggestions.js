// <search-suggestions data-texts="SELECTOR">: at most three pages for what somebody wrote or picked in the component around
// it. It stands in a <details>: until the reader opens that, nothing is fetched. From then on it follows each field that is left.

import { suggest } from "./search-client.js";

const MOST = 3;

/** What a field says: what is written in it, or the label of what is picked. */
function readField(field) {
  if (field.type === "radio" || field.type === "checkbox") return field.closest("label")?.textContent ?? "";
  return field.value ?? field.textContent;
}

class SearchSuggestions extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    this.around = this.parentElement.closest(":is(ticket-composer, severity-classifier)") ?? this.parentElement;
    this.around.addEventListener("change", () => this.offer(), { signal: this.stop.signal });
    this.asker = this.closest("details");
    this.asker.addEventListener("toggle", () => this.offer(), { signal: this.stop.signal });
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  async offer() {
    if (!this.asker.open) return;
    const text = [...this.around.querySelectorAll(this.dataset.texts)].map(readField).join(" ").trim();
    if (text === this.asked) return;
    this.asked = text;
    const pages = text ? await suggest(text, MOST) : [];
    if (text === this.asked) this.draw(pages);
  }

  draw(pages) {
    const part = this.querySelector("[data-part=suggested]");
    part.querySelector("ul").replaceChildren(...pages.map(drawPage));
    part.hidden = pages.length === 0;
    this.querySelector("[data-part=nothing]").hidden = pages.length > 0;
  }
}

function drawPage({ title, url }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = title;
  item.append(link);
  return item;
}

customElements.define("search-suggestions", SearchSuggestions);
