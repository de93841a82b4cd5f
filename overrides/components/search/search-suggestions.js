// <search-suggestions data-texts="SELECTOR">: at most three pages for what somebody wrote or picked in the component around
// it. It stands in a <details>: until the reader opens that, nothing is fetched. From then on it follows each field that is left.

import { addressOf, fillPart } from "./parts.js";
import { search } from "./search-client.js";

const KINDS = ["article", "troubleshooter", "guide", ""];
const MOST = 3;

/** The best pages for a text, but not the one that asks; none where there is no index. */
export async function suggest(text) {
  const { results } = await search(`${text} `, 10).catch(() => ({ results: [] }));
  const isOther = ({ url }) => new URL(addressOf(url)).pathname !== location.pathname;
  const isClose = ({ kind, parts }) => KINDS.includes(kind) && parts.coverage > 0.47;
  return results.filter(result => isClose(result) && isOther(result)).slice(0, MOST);
}

/** What is written in a field, or the label of what is picked, without its explanation. */
const readField = field =>
  field.localName === "textarea"
    ? field.value
    : (field.parentElement.querySelector("[data-key]") ?? field.parentElement).textContent;

class SearchSuggestions extends HTMLElement {
  connectedCallback() {
    this.asker = this.closest("details");
    this.around = this.closest("ticket-composer, severity-classifier");
    this.asker.addEventListener("toggle", () => this.offer());
    this.around.addEventListener("change", () => this.offer());
  }

  async offer() {
    if (!this.asker.open) return;
    const text = [...this.around.querySelectorAll(this.dataset.texts)].map(readField).join(" ").trim();
    if (text === this.asked) return;
    this.asked = text;
    const pages = text ? await suggest(text) : [];
    if (text === this.asked) this.draw(pages);
  }

  draw(pages) {
    const part = this.querySelector("[data-part=suggested]");
    part.querySelector("ul").replaceChildren(...pages.map(page => fillPart("suggestion", page)));
    part.hidden = pages.length === 0;
    this.querySelector("[data-part=nothing]").hidden = pages.length > 0;
  }
}

customElements.define("search-suggestions", SearchSuggestions);
