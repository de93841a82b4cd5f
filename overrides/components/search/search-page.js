// The search on a page of its own: results for the address's `q`, kept in the address so that they can be linked and printed.

import { addressOf, fillPart } from "./parts.js";
import { search } from "./search-client.js";

const SHOWN = 20;
const QUIET = 150; // ms without a further key before the results follow

class SearchPage extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.input = this.querySelector("input");
    this.form.addEventListener("submit", event => this.submit(event));
    this.input.addEventListener("input", () => this.later());
    this.addEventListener("click", event => this.follow(event));
    this.input.value = new URLSearchParams(location.search).get("q") ?? "";
    closeOverlay();
    this.show(this.input.value);
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
    this.remember(query);
    if (!query) return this.draw(null);
    try {
      const found = await search(typed.endsWith(" ") ? typed : query, SHOWN);
      if (this.shown === query) this.draw(found);
    } catch {
      if (this.shown === query) this.fail();
    }
  }

  /** The address names the query, so that the page can be linked, without a step in the history for each key. */
  remember(query) {
    const address = new URL(location.href);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  clear() {
    this.querySelector("[data-results]").replaceChildren();
    this.querySelector("[data-notes]").replaceChildren();
    this.querySelector("[data-status]").replaceChildren();
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
    const shown = found.results.length;
    if (shown === 0) return this.note(fillPart("nothing", { query: found.query }));
    const name = found.total === 1 ? "one" : found.total > shown ? "more" : "some";
    this.querySelector("[data-status]").append(fillPart(name, { total: found.total, shown }) ?? "");
    if (found.answer) this.note(drawAnswer(found.answer));
    for (const correction of found.corrections) this.note(fillPart("corrected", correction));
    this.querySelector("[data-results]").append(...found.results.map(result => this.drawResult(result)));
  }

  drawResult(result) {
    const item = this.querySelector("[data-result]").content.firstElementChild.cloneNode(true);
    const fill = (name, text) => {
      const slot = item.querySelector(`[data-fill="${name}"]`);
      slot.textContent = text;
      if (text) slot.closest("[hidden]")?.removeAttribute("hidden");
    };
    item.querySelector("[data-link]").href = addressOf(result.url);
    fill("title", result.title);
    fill("kind", result.kindName);
    fill("heading", result.heading);
    fill("symptoms", result.symptoms.join(" · "));
    item.querySelector("[data-snippet]").append(...result.snippet.map(drawPiece));
    return item;
  }

  follow(event) {
    const link = event.target.closest("[data-act=retry]");
    if (!link) return;
    event.preventDefault();
    this.show(this.input.value);
  }
}

/** The theme opens its overlay for any address with a `q`; on this page the results stand in the page. */
function closeOverlay() {
  const box = document.querySelector("[data-md-component=search-query]");
  const toggle = document.getElementById("__search");
  if (!toggle?.checked) return;
  toggle.click();
  box.value = "";
  box.blur();
}

function drawPiece({ text, match }) {
  if (!match) return text;
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
}

function drawAnswer(answer) {
  const part = fillPart("answer", answer);
  if (part && answer.rank) part.classList.add(`search-answer--${answer.rank}`);
  return part;
}

customElements.define("search-page", SearchPage);
