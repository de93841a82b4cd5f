// A search field with what was found below it: what the theme's box, the large field and the results page share.

import { addressOf, askForKind, drawCount, drawNotes, drawResult, fillPart } from "./parts.js";
import { forgetRecent, keepRecent } from "./recent.js";
import { search } from "./search-client.js";

const QUIET = 60; // ms without a further key before an answer is asked for
const PATIENCE = 400; // ms until it is said that the answer is on its way

export class SearchAnswers {
  most = 10;

  /** `root` has all of it; `parts` are `input`, `status`, `notes`, `results` and, where it has one, `foot`, by default as `root` marks them. */
  constructor(root, parts = findParts(root)) {
    Object.assign(this, parts);
    this.input.addEventListener("input", () => this.later());
    root.addEventListener("click", event => this.follow(event));
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.show(this.input.value), QUIET);
  }

  /** Asks for what was typed, unless it was asked for already. An answer that comes after a later question is dropped. */
  async show(typed) {
    const query = typed.trim() && typed.trimStart();
    if (query === this.asked) return;
    this.asked = query;
    if (!query) return this.draw(null);
    const isAsked = () => this.asked === query;
    const patience = setTimeout(() => isAsked() && this.drawWorking(), PATIENCE);
    try {
      const found = await search(query, this.most);
      if (isAsked()) this.draw(found);
    } catch {
      if (isAsked()) this.draw(null, "failed");
    }
    clearTimeout(patience);
  }

  /** Whether what is drawn answers what stands in the field. */
  get isAnswered() {
    return this.answered === this.asked && (this.asked ?? "").trim() === this.input.value.trim();
  }

  drawWorking() {
    this.clear();
    this.say(fillPart("working"));
  }

  clear() {
    for (const part of [this.notes, this.results, this.foot]) part?.replaceChildren();
  }

  say(part) {
    const words = part?.textContent ?? "";
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  /** What was found; without it, the part that says why not. */
  draw(found, instead = "") {
    this.answered = this.asked;
    this.clear();
    this.say(found && drawCount(found));
    if (found) this.drawFound(found);
    else if (instead) this.notes.append(fillPart(instead));
  }

  drawFound(found) {
    const { results, answer, good } = found;
    const query = this.asked.trim();
    this.notes.append(...drawNotes(found));
    if (!results.length && !answer) this.notes.append(fillPart("nothing", { query }));
    const items = results.map(result => drawResult(result, found.words));
    if (!found.kind) items[good]?.prepend(fillPart("less"));
    // The answer is the way to its page: the best result isn't shown again.
    if (answer && addressOf(answer.url) === addressOf(results[0]?.url ?? "")) items[0].hidden = true;
    this.results.append(...items);
    if (results.length) this.foot?.append(fillPart("all", { query }) ?? "");
  }

  /** Arrow keys walk through the field and what was found: first the answer and the results, then the notes. Before the answer they stay. */
  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [this.input, ...(this.isAnswered ? this.listLinks() : [])];
    stops[stops.indexOf(document.activeElement) + step]?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  listLinks() {
    const listed = [...this.results.querySelectorAll(":not([hidden]) > a")];
    const noted = [...this.notes.querySelectorAll("a")];
    const answer = noted.filter(link => link.closest(".search-answer"));
    return [...answer, ...listed, ...noted.filter(link => !answer.includes(link)), ...this.foot.querySelectorAll("a")];
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
    this.show(this.input.value);
  }
}

const PLACES = ["status", "notes", "results", "foot"];

const findParts = root => ({
  input: root.querySelector("input"),
  ...Object.fromEntries(PLACES.map(name => [name, root.querySelector(`[data-${name}]`)])),
});
