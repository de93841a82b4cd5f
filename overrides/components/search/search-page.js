// <search-page>: results for the address's `q`, kept in the address so that they can be linked and printed.

import { SearchAnswers } from "./search-answers.js";

class ResultsPage extends SearchAnswers {
  most = 20;

  constructor(page) {
    super(page);
    this.input.form.addEventListener("submit", event => {
      event.preventDefault();
      this.show();
    });
    this.input.value ||= new URLSearchParams(location.search).get("q"); // a reader may have typed before the script came
    closeOverlay();
    this.show();
    page.dataset.live = "";
  }

  ask(query) {
    remember(query.trim());
    this.root.toggleAttribute("data-answered", true); // in place of the advice, at once
    return super.ask(query);
  }

  draw(state, found) {
    super.draw(state, found);
    this.root.toggleAttribute("data-answered", state === "working" || this.results.hasChildNodes());
  }
}

/** The address names the query, so that the page can be linked, without a step in the history for each key. */
function remember(query) {
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  history.replaceState(history.state, "", address);
}

/** The theme opens its overlay for any address with a `q`; on this page the results stand in the page. */
function closeOverlay() {
  const box = document.querySelector("[data-md-component=search-query]");
  const toggle = document.getElementById("__search");
  if (!toggle?.checked) return;
  toggle.click();
  box.value = "";
  box.dispatchEvent(new Event("input"));
  box.blur();
}

class SearchPage extends HTMLElement {
  connectedCallback() {
    new ResultsPage(this);
  }
}

customElements.define("search-page", SearchPage);
