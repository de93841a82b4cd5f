// <search-form>: a large field that shows its best results below it while somebody types. Enter leads to all of them.

import { SearchAnswers } from "./search-answers.js";

class LargeField extends SearchAnswers {
  most = 6;

  constructor(form) {
    super(form);
    if (form.hasAttribute("data-from-address")) this.input.value ||= wordsOf(location.pathname);
    this.panel = form.querySelector(".search-form__answers");
    form.addEventListener("keydown", event => (event.key === "Escape" ? this.close(event) : this.walk(event)));
    form.addEventListener("focusout", ({ relatedTarget }) => {
      if (!form.contains(relatedTarget)) this.panel.hidden = true;
    });
    this.input.addEventListener("focus", () => this.resume());
    if (document.activeElement === this.input) this.resume(); // typed before this came
  }

  resume() {
    this.panel.hidden = !this.answered;
    this.later();
  }

  close(event) {
    event.preventDefault(); // a browser would empty the field
    this.input.focus();
    this.panel.hidden = true;
  }

  draw(state, found) {
    super.draw(state, found);
    this.panel.hidden = state === "empty" || !this.root.contains(document.activeElement);
  }
}

/** The words that an address ends with: "/support/slow-link/" has "slow link". */
function wordsOf(path) {
  const last = path.split("/").findLast(part => part !== "") ?? "";
  const text = new URLSearchParams(`q=${last}`).get("q").replace(/\.html?$/, "");
  return text.match(/[\p{L}\p{N}]+/gu)?.join(" ") ?? "";
}

class SearchForm extends HTMLElement {
  connectedCallback() {
    new LargeField(this);
  }
}

customElements.define("search-form", SearchForm);
