// Adds to the theme's search box what its own drawing leaves out: the direct answer, corrections, kinds of page, recent
// searches, and what to do when nothing is found or the index cannot be had. The theme draws the results; this reads the
// notes that the worker put into the first of them.

import { askForKind, drawCount, drawKinds, drawNotes, fillPart } from "./parts.js";
import { forgetRecent, keepRecent, readRecent } from "./recent.js";

const PATIENCE = 400; // ms until the box says that it is searching

class SearchBox {
  constructor(input, result) {
    this.input = input;
    this.list = result.lastElementChild;
    this.meta = result.firstElementChild;
    this.notes = document.createElement("div");
    this.foot = document.createElement("div");
    this.notes.className = "search-notes";
    this.meta.setAttribute("role", "status");
    this.list.before(this.notes);
    this.list.after(this.foot);
    this.foot.className = "search-foot";
    this.listen(result);
    result.parentElement.dataset.live = "";
    if (input !== document.activeElement) return;
    this.open();
    this.send();
  }

  listen(result) {
    this.input.addEventListener("focus", () => this.open());
    this.input.addEventListener("input", () => this.send());
    this.input.addEventListener("keyup", () => this.wait());
    this.input.addEventListener("keydown", event => this.stay(event));
    this.input.form.addEventListener("reset", () => setTimeout(() => this.ask("")));
    result.addEventListener("click", event => this.follow(event));
    this.observer = new MutationObserver(() => {
      this.draw();
      this.observer.takeRecords(); // what was just drawn
    });
    this.observer.observe(this.list, { childList: true });
    this.observer.observe(this.meta, { childList: true });
  }

  get query() {
    return this.input.value.trim();
  }

  /** Sends a text through the theme's box, as if typed. */
  ask(text) {
    this.input.value = text;
    this.send();
  }

  /** The theme asks when a key comes up. A text that was pasted with the mouse, or dictated, has none. */
  send() {
    this.input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  }

  /** The styles come with the first use, so that no page waits for them. They stand in the header, which stays when pages change. */
  dress() {
    if (this.styles) return;
    this.styles = document.createElement("link");
    this.styles.rel = "stylesheet";
    this.styles.href = new URL("search.css", import.meta.url).href;
    this.input.form.after(this.styles);
  }

  /** A blank asks the worker to fetch what every search needs, while the reader still thinks of words. */
  open() {
    this.dress();
    if (!this.input.value) {
      this.ask(" ");
      this.ask("");
    }
    if (!this.query || this.query !== this.answered) this.draw();
  }

  wait() {
    clearTimeout(this.waiting);
    if (this.query === this.answered) return;
    this.waiting = setTimeout(() => {
      if (this.query) this.drawWorking();
      this.observer.takeRecords();
    }, PATIENCE);
  }

  say(part) {
    if (part && this.meta.textContent !== part.textContent) this.meta.textContent = part.textContent;
  }

  /** Nothing leads to results of an earlier query, which the next answer replaces. The first arrow leads to the answer or the first result, past the notes. */
  stay(event) {
    if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    const isOld = this.query !== this.answered;
    const first = this.notes.querySelector(".search-answer a") ?? this.list.querySelector("a");
    if (event.key === "ArrowDown" && first && !isOld) first.focus();
    else if (!isOld && (event.key === "ArrowDown" || this.list.childElementCount)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** What the theme has just drawn may be a late answer to an earlier query, or to the empty box. */
  draw() {
    const note = readNote(this.list.firstElementChild);
    if (this.query && !note?.failed && note?.typed.trim() !== this.query) return this.drawWorking();
    clearTimeout(this.waiting);
    this.answered = this.query;
    this.clear();
    if (!this.query) this.drawEmpty();
    else if (note.failed) this.drawFailed();
    else if (note.total) this.drawFound(note);
    else this.drawNothing();
  }

  clear() {
    this.notes.replaceChildren();
    this.foot.replaceChildren();
  }

  drawWorking() {
    this.clear();
    this.say(fillPart("working"));
  }

  add(part) {
    if (part) this.notes.append(part);
  }

  drawEmpty() {
    const kept = readRecent();
    const part = kept.length ? fillPart("recent") : null;
    part?.querySelector("[data-list]").append(...kept.map(query => fillPart("recent-one", { query })));
    this.add(part);
    this.add(fillPart("popular"));
  }

  drawFailed() {
    this.list.replaceChildren();
    this.meta.textContent = "";
    this.add(fillPart("failed"));
  }

  drawNothing() {
    this.list.replaceChildren();
    this.say(fillPart("none", { query: this.query }));
    this.add(fillPart("nothing", { query: this.query }));
  }

  drawFound(note) {
    this.say(drawCount(note));
    this.notes.append(...drawNotes(note));
    this.add(drawKinds(note));
    if (!note.kind) drawRule(this.list.children[note.good]);
    for (const item of this.list.children) drawSymptoms(item);
    const all = fillPart("all", { query: this.query });
    if (all) this.foot.append(all);
  }

  follow(event) {
    const link = event.target.closest("a");
    if (!link) return;
    const { act, kind } = link.dataset;
    if (act === undefined && kind === undefined) return keepRecent(this.query);
    event.preventDefault();
    event.stopPropagation();
    this.input.focus();
    if (kind !== undefined) this.ask(`${askForKind(this.query, kind)} `);
    if (act === "again") this.ask(link.textContent);
    if (act === "retry") for (const blank of [" ", ""]) this.ask(this.query + blank); // the theme asks only for what changed
    if (act === "forget") {
      forgetRecent();
      this.draw();
    }
  }
}

function readNote(item) {
  const notes = [...(item?.querySelectorAll("data.search-note") ?? [])].map(({ value }) => JSON.parse(value));
  return notes.length ? Object.assign({}, ...notes) : null;
}

/** Above the first result that is less close than the good ones. */
function drawRule(item) {
  if (item && !item.querySelector(".search-rule")) item.prepend(fillPart("less"));
}

function drawSymptoms(item) {
  const { symptoms } = readNote(item) ?? {};
  if (!symptoms?.length || item.querySelector(".search-symptoms")) return;
  item.querySelector("article").append(fillPart("symptoms", { list: symptoms.join(" · ") }) ?? "");
}

const input = document.querySelector("[data-md-component=search-query]");
const result = document.querySelector("[data-md-component=search-result]");
if (input && result) new SearchBox(input, result);
