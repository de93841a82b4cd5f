// Answers in the theme's search box, which the theme opens, empties and closes.

import { addressOf, fillPart } from "./parts.js";
import { readRecent } from "./recent.js";
import { FOUND, SearchAnswers } from "./search-answers.js";
import { search } from "./search-client.js";

class SearchBox extends SearchAnswers {
  constructor(input, result) {
    const [status, results] = result.children;
    status.setAttribute("role", "status");
    status.dataset.status = "";
    results.dataset.results = "";
    results.before(fillPart("notes"));
    results.after(fillPart("foot"));
    super(result, input);
    const box = input.closest("[data-md-component=search]");
    box.addEventListener("keydown", event => (event.key === "Enter" ? this.enter(event) : this.walk(event)));
    input.addEventListener("keyup", () => this.later());
    input.addEventListener("focus", () => this.open());
    input.form.addEventListener("reset", () => this.later());
    result.parentElement.dataset.live = "";
    if (input === document.activeElement) this.open();
  }

  /** What every search needs is fetched while the reader still thinks of words. */
  open() {
    this.styles ??= addStyles(this.input.form);
    search("").catch(() => {});
    this.show();
  }

  /** Leads to the answer or the best result, once it is there, unless the reader has typed on. */
  async enter(event) {
    const { input, root } = this;
    if (event.target !== input) return;
    event.preventDefault();
    event.stopPropagation();
    const { value } = input;
    await this.show();
    if (input.value === value) root.querySelector(FOUND)?.click();
  }

  draw(state, found) {
    super.draw(state, found);
    if (state !== "empty") return;
    const kept = readRecent();
    const recent = kept.length ? fillPart("recent") : null;
    recent?.querySelector("ul").append(...kept.map(query => fillPart("recent-one", { query })));
    this.notes.append(...[recent, fillPart("popular")].filter(Boolean));
  }
}

/** No page waits for the styles. They stand in the header, which stays when pages change. */
function addStyles(form) {
  const href = addressOf("components/search/search.css");
  const styles = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  form.after(styles);
  return styles;
}

const input = document.querySelector("[data-md-component=search-query]");
const result = document.querySelector("[data-md-component=search-result]");
if (input && result) new SearchBox(input, result);
