// A search field with its results below it: what the results page and the large field of the home page share.

import { addressOf, askForKind, drawCount, drawNotes, drawPiece, fillPart } from "./parts.js";
import { search } from "./search-client.js";

const QUIET = 150; // ms without a further key before the results follow

export class SearchAnswers extends HTMLElement {
  /** How many results are shown. */
  most = 20;

  connectedCallback() {
    this.form = this.querySelector("form");
    this.input = this.querySelector("input");
    this.form.addEventListener("submit", event => this.submit(event));
    this.input.addEventListener("input", () => this.later());
    this.addEventListener("click", event => this.follow(event));
  }

  disconnectedCallback() {
    clearTimeout(this.waiting);
  }

  submit(event) {
    event.preventDefault();
    clearTimeout(this.waiting);
    this.show(this.input.value);
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.show(this.input.value), QUIET);
  }

  async show(typed) {
    const query = typed.trim();
    this.shown = query;
    if (!query) return this.draw(null);
    try {
      const found = await search(typed.endsWith(" ") ? typed : query, this.most);
      if (this.shown === query) this.draw(found);
    } catch {
      if (this.shown === query) this.fail();
    }
  }

  clear() {
    for (const part of this.querySelectorAll("[data-results], [data-notes], [data-status]")) part.replaceChildren();
  }

  fail() {
    this.clear();
    this.removeAttribute("data-answered");
    this.note(fillPart("failed"));
  }

  note(part) {
    if (part) this.querySelector("[data-notes]").append(part);
  }

  draw(found) {
    this.clear();
    this.toggleAttribute("data-answered", Boolean(found?.results.length));
    if (!found) return;
    const { query, results, answer } = found;
    const count = results.length ? drawCount(found) : fillPart("none", { query });
    this.querySelector("[data-status]").append(count ?? "");
    if (!results.length) return this.note(fillPart("nothing", { query }));
    this.drawNotes(found);
    // The answer is the way to its page: the best result isn't listed again.
    const told = answer && addressOf(answer.url) === addressOf(results[0].url) ? 1 : 0;
    const items = results.map(result => this.drawResult(result));
    if (!found.kind) items[found.good]?.prepend(fillPart("less"));
    this.querySelector("[data-results]").append(...items.slice(told));
  }

  drawNotes(found) {
    for (const part of drawNotes(found)) this.note(part);
  }

  drawResult(result) {
    const item = this.querySelector("[data-result]").content.firstElementChild.cloneNode(true);
    const { url, kindName: kind, symptoms, snippet } = result;
    item.querySelector("[data-link]").href = addressOf(url);
    const texts = { ...result.marked, kind: [{ text: kind }], symptoms: [{ text: symptoms.join(" · ") }], snippet };
    for (const [name, pieces] of Object.entries(texts)) {
      const slot = item.querySelector(`[data-fill="${name}"]`);
      slot.append(...pieces.map(drawPiece));
      if (slot.textContent) slot.closest("[hidden]")?.removeAttribute("hidden");
    }
    return item;
  }

  follow(event) {
    const link = event.target.closest("[data-act], [data-kind]");
    if (!link) return;
    event.preventDefault();
    const { act, kind } = link.dataset;
    if (act === "again") this.input.value = link.textContent;
    if (kind !== undefined) this.input.value = askForKind(this.input.value, kind);
    this.show(this.input.value);
  }
}
