// The search on a page of its own: results for the address's `q`, kept in the address so that they can be linked and printed.

import { drawKinds, fillPart } from "./parts.js";
import { SearchAnswers } from "./search-answers.js";

class SearchPage extends SearchAnswers {
  connectedCallback() {
    super.connectedCallback();
    this.input.value ||= new URLSearchParams(location.search).get("q") ?? ""; // a reader may have typed before the script came
    closeOverlay();
    this.show(this.input.value);
    this.dataset.live = "";
  }

  drawNotes(found) {
    super.drawNotes(found);
    this.note(drawKinds(found));
  }

  show(typed) {
    this.remember(typed.trim());
    if (typed.trim() && !this.querySelector("[data-results] > *")) {
      this.clear();
      this.querySelector("[data-status]").append(fillPart("working"));
      this.setAttribute("data-answered", "");
    }
    return super.show(typed);
  }

  /** The address names the query, so that the page can be linked, without a step in the history for each key. */
  remember(query) {
    const address = new URL(location.href);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    if (address.href !== location.href) history.replaceState(history.state, "", address);
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

customElements.define("search-page", SearchPage);
