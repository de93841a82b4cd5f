// Answers in the theme's search box, which the theme opens, empties and closes.

import { fillPart } from "./parts.js";
import { readRecent } from "./recent.js";
import { SearchAnswers } from "./search-answers.js";
import { search } from "./search-client.js";

class SearchBox extends SearchAnswers {
  constructor(input, result) {
    const [status, results] = result.children;
    const [notes, foot] = ["search-notes", "search-foot"].map(className =>
      Object.assign(document.createElement("div"), { className }),
    );
    status.setAttribute("role", "status");
    results.before(notes);
    results.after(foot);
    super(result, { input, status, notes, results, foot });
    const box = input.closest("[data-md-component=search]");
    box.addEventListener("keydown", event => (event.key === "Enter" ? this.enter(event) : this.walk(event)));
    input.addEventListener("keyup", () => this.later());
    input.addEventListener("input", () => {
      this.isEntered = false;
    });
    input.addEventListener("focus", () => this.open());
    input.form.addEventListener("reset", () => setTimeout(() => this.show("")));
    result.parentElement.dataset.live = "";
    if (input === document.activeElement) this.open();
  }

  /** What every search needs is fetched while the reader still thinks of words, and so are the styles. */
  open() {
    this.dress();
    search("").catch(() => {});
    if (this.isAnswered && this.asked) return;
    this.asked = undefined;
    this.show(this.input.value);
  }

  /** No page waits for the styles. They stand in the header, which stays when pages change. */
  dress() {
    if (this.styles) return;
    this.styles = Object.assign(document.createElement("link"), { rel: "stylesheet" });
    this.styles.href = new URL("search.css", import.meta.url).href;
    this.input.form.after(this.styles);
  }

  /** Leads to the answer or the best result, once it is there. */
  enter(event) {
    if (event.target !== this.input) return;
    event.preventDefault();
    event.stopPropagation();
    this.isEntered = true;
    if (this.isAnswered) this.lead();
    else this.show(this.input.value);
  }

  lead() {
    this.isEntered = false;
    (this.notes.querySelector(".search-answer a") ?? this.results.querySelector(":not([hidden]) > a"))?.click();
  }

  draw(found, instead) {
    super.draw(found, instead);
    if (this.isEntered) this.lead();
    if (this.asked) return;
    const kept = readRecent();
    const recent = kept.length ? fillPart("recent") : null;
    recent?.querySelector("[data-list]").append(...kept.map(query => fillPart("recent-one", { query })));
    this.notes.append(...[recent, fillPart("popular")].filter(Boolean));
  }
}

const input = document.querySelector("[data-md-component=search-query]");
const result = document.querySelector("[data-md-component=search-result]");
if (input && result) new SearchBox(input, result);
