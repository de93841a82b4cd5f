// Copies of the prepared pieces of HTML in the page's <template id="search-parts">, filled as text.

const SITE = new URL("../../", import.meta.url);

/** The address of a page below the site's root. */
export const addressOf = path => new URL(path, SITE).href;

/** A piece of what was found, marked where it was searched for. */
function drawPiece({ text, match }) {
  if (!match) return text;
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
}

/** A filled copy of a part, or null when this site has no such part. A value is a text, or a list of its pieces. */
export function fillPart(name, values = {}) {
  const part = document.getElementById("search-parts")?.content.querySelector(`[data-part="${name}"]`)?.cloneNode(true);
  if (!part) return null;
  for (const slot of part.querySelectorAll("[data-fill]")) {
    const value = values[slot.dataset.fill] ?? "";
    slot.replaceChildren(...(Array.isArray(value) ? value.map(drawPiece) : [value]));
    if (slot.textContent) slot.closest("[hidden]")?.removeAttribute("hidden");
  }
  for (const link of [part, ...part.querySelectorAll("a")].filter(one => one.localName === "a")) {
    link.href = addressOf(link.dataset.fillHref ? values[link.dataset.fillHref] : link.getAttribute("href"));
    if (link.dataset.query) link.search = new URLSearchParams({ [link.dataset.query]: values.query ?? "" });
  }
  return part;
}

/** What stands above the results: the direct answer, words searched as something else, what was left out, and the kinds of page. */
export function drawNotes(found) {
  const answer = found.answer && fillPart("answer", { ...found.answer, title: found.answer.marked });
  if (answer && found.answer.rank) answer.classList.add(`portal-level--${found.answer.rank}`);
  const corrected = found.corrections.map(correction => fillPart("corrected", correction));
  return [answer, ...corrected, found.unwanted && fillPart("left-out", found), drawKinds(found)].filter(Boolean);
}

/** How many good matches there are. An answer is one; where all that is shown is good, there may be more. */
export function drawCount(found) {
  const { good, answer, results, total } = found;
  const isCut = good > 1 && good === results.length && good < total;
  return fillPart(isCut ? "best" : good > 1 ? "some" : good || answer ? "one" : "none", found);
}

const spell = text => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");

/** One result. Where a site wants it, the theme marks the `words` of the query on its page. */
export function drawResult({ marked, kindName, symptoms, ...result }, words) {
  const symptom = symptoms.find(each => spell(each) !== spell(result.title)); // a title isn't said twice
  const part = fillPart("result", { ...result, ...marked, kind: kindName, symptom });
  const { features } = JSON.parse(document.getElementById("__config").textContent);
  if (features.includes("search.highlight")) part.querySelector("a").search = new URLSearchParams({ h: words });
  return part;
}

/** Links that narrow the results to one kind of page, or widen them again; null where there is nothing to choose. Lists are no results of their own. */
function drawKinds({ kinds, kind }) {
  const offered = kinds.filter(({ id }) => id !== "index" || id === kind);
  if (!kind && offered.length < 2) return null;
  const filters = fillPart("filters");
  filters.append(...offered.map(one => fillPart("filter", one)));
  for (const [at, link] of [...filters.children].entries()) {
    const id = offered[at - 1]?.id ?? "";
    const isOn = id === kind;
    link.dataset.kind = isOn ? "" : id;
    if (isOn) link.setAttribute("aria-current", "true");
  }
  return filters;
}

/** A query with another kind of page, or with none. */
export const askForKind = (query, kind) =>
  `${query.replace(/(^|\s)kind:\S*/g, "").trim()} ${kind && `kind:${kind}`}`.trim();
