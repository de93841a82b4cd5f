// A search field with what was found below it: what the theme's box, the large field and the results page share.

import { addressOf, askForKind, drawCount, drawNotes, drawResult, fillPart } from "./parts.js";
import { forgetRecent, keepRecent } from "./recent.js";
import { search } from "./search-client.js";

const QUIET = 60; // ms without a further key before an answer is asked for
const PATIENCE = 400; // ms until it is said that the answer is on its way
export const FOUND = ".search-answer > a, .search-result:not([hidden]) > a, .search-rest summary"; // where Enter and the first arrow lead

/** What is less close is one fold away, behind what is a good match. */
function foldRest(items, { kind, good }) {
  const rest = items.slice(good);
  if (kind || !good || !rest.length) return items;
  const fold = fillPart("rest", { count: rest.length });
  fold.querySelector("ol").append(...rest);
  return [...items.slice(0, good), fold];
}

export class SearchAnswers {
  most = 10;

  /** `root` marks where things are shown: `data-status`, `data-notes`, `data-results` and, where it has one, `data-foot`. */
  constructor(root, input = root.querySelector("input")) {
    this.root = root;
    this.input = input;
    for (const name of ["status", "notes", "results", "foot"]) this[name] = root.querySelector(`[data-${name}]`);
    input.addEventListener("input", () => this.later());
    root.addEventListener("click", event => this.follow(event));
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.show(), QUIET);
  }

  /** Shows the answer to what stands in the field, which may be on its way already. */
  show() {
    const query = this.input.value.trimStart();
    if (query !== this.asked) this.answer = this.ask(query);
    return this.answer;
  }

  /** Asks, and draws the answer; one that comes after a later question is dropped. */
  async ask(query) {
    this.asked = query;
    if (!query) return this.draw("empty");
    const isAsked = () => query === this.asked;
    const patience = setTimeout(() => isAsked() && this.draw("working"), PATIENCE);
    const found = await search(query, this.most).catch(() => null);
    clearTimeout(patience);
    if (isAsked()) this.draw(found ? "found" : "failed", found);
  }

  /** Draws one of the states "empty", "working", "found" and "failed". */
  draw(state, found) {
    for (const part of [this.notes, this.results, this.foot]) part?.replaceChildren();
    this.say(state === "found" ? drawCount(found) : state === "working" && fillPart("working"));
    if (state === "failed") this.notes.append(fillPart("failed"));
    if (state === "found") this.drawFound(found);
    this.answered = state === "working" ? null : this.asked.trim();
  }

  say(part) {
    const words = part ? part.textContent : "";
    if (this.status.textContent !== words) this.status.textContent = words; // or it would be read out again
  }

  drawFound(found) {
    const { results, answer } = found;
    const query = this.asked.trim();
    this.notes.append(...drawNotes(found));
    if (!results.length && !answer) this.notes.append(fillPart("nothing", { query }));
    const items = results.map(result => drawResult(result, found.words));
    // The answer is the way to its page: the best result isn't shown again.
    if (answer && addressOf(answer.url) === addressOf(results[0]?.url ?? "")) items[0].hidden = true;
    this.results.append(...foldRest(items, found));
    if (results.length) this.foot?.append(fillPart("all", { query }) ?? "");
  }

  /** Arrow keys walk through the field and what was found: first the answer and the results, then the notes. Before the answer they stay. */
  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const links = this.answered === this.input.value.trim() ? this.listLinks() : [];
    const stops = [this.input, ...links];
    stops[stops.indexOf(document.activeElement) + step]?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  listLinks() {
    const links = [...this.root.querySelectorAll(":not([hidden]) > a, summary")].filter(
      link => link.localName === "summary" || !link.closest("details:not([open])"),
    );
    return links.sort((one, other) => other.matches(FOUND) - one.matches(FOUND));
  }

  follow(event) {
    const link = event.target.closest("a");
    if (!link) return;
    const { act, kind } = link.dataset;
    if (act === undefined && kind === undefined) return keepRecent(this.input.value);
    event.preventDefault();
    event.stopPropagation(); // the theme would close its box
    this.input.focus();
    if (act === "again") this.input.value = link.textContent;
    if (act === "forget") forgetRecent();
    if (kind !== undefined) this.input.value = `${askForKind(this.input.value, kind)} `;
    this.asked = undefined;
    this.show();
  }
}
