// <search-form>: a large field that shows its best results below it while somebody types. Enter leads to all of them.

import { fillPart } from "./parts.js";
import { SearchAnswers } from "./search-answers.js";

class SearchForm extends SearchAnswers {
  most = 6;

  connectedCallback() {
    super.connectedCallback();
    this.panel = this.querySelector(".search-form__answers");
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("pointerdown", event => this.leave(event.target), { signal });
    this.addEventListener("focusout", event => event.relatedTarget && this.leave(event.relatedTarget), { signal });
    this.addEventListener("keydown", event => this.move(event), { signal });
    const resume = () => this.input.value.trim() && this.later();
    this.input.addEventListener("focus", resume, { signal });
    if (document.activeElement === this.input) resume(); // typed before this came
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop.abort();
  }

  /** The form goes to the results page by itself. */
  submit() {
    clearTimeout(this.waiting);
  }

  leave(target) {
    if (!this.contains(target)) this.panel.hidden = true;
  }

  draw(found) {
    super.draw(found);
    const all = found?.results.length ? fillPart("all", { query: found.query }) : null;
    this.querySelector("[data-foot]").replaceChildren(...(all ? [all] : []));
    this.panel.hidden = !found;
  }

  fail() {
    super.fail();
    this.panel.hidden = false;
  }

  /** Arrow keys walk through the field and its results; Escape closes them. */
  move(event) {
    if (this.panel.hidden) return;
    if (event.key === "Escape") {
      this.panel.hidden = true;
      this.input.focus();
      event.preventDefault();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const links = [...this.panel.querySelectorAll("a")];
    const isFirst = link => link.matches(".search-answer a, [data-results] a");
    const stops = [this.input, ...links.filter(isFirst), ...links.filter(link => !isFirst(link))];
    stops[stops.indexOf(document.activeElement) + step]?.focus();
    event.preventDefault();
  }
}

customElements.define("search-form", SearchForm);
