// Copies of the prepared pieces of HTML in the page's <template id="search-parts">, filled as text.

const SITE = new URL("../../", import.meta.url);

/** The address of a page below the site's root. */
export const addressOf = path => new URL(path, SITE).href;

/** A filled copy of a part, or null when this site has no such part. */
export function fillPart(name, values = {}) {
  const part = document.getElementById("search-parts")?.content.querySelector(`[data-part="${name}"]`)?.cloneNode(true);
  if (!part) return null;
  for (const slot of part.querySelectorAll("[data-fill]")) slot.textContent = values[slot.dataset.fill] ?? "";
  for (const link of [part, ...part.querySelectorAll("a")].filter(one => one.localName === "a")) {
    link.href = addressOf(link.dataset.fillHref ? values[link.dataset.fillHref] : link.getAttribute("href"));
    if (link.dataset.query) link.search = new URLSearchParams({ [link.dataset.query]: values.query ?? "" });
  }
  return part;
}

/** A piece of what was found, marked where it was searched for. */
export function drawPiece({ text, match }) {
  if (!match) return text;
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
}

/** What stands above the results: the direct answer, words searched as something else, and what was left out. */
export function drawNotes(found) {
  const answer = found.answer && fillPart("answer", found.answer);
  answer?.querySelector('[data-fill="title"]').replaceChildren(...found.answer.marked.map(drawPiece));
  if (answer && found.answer.rank) answer.classList.add(`portal-level--${found.answer.rank}`);
  const corrected = found.corrections.map(correction => fillPart("corrected", correction));
  return [answer, ...corrected, found.unwanted && fillPart("left-out", found)].filter(Boolean);
}

/** How many good matches there are. */
export const drawCount = found => fillPart(found.good === 1 ? "one" : "some", found);

/** Links that narrow the results to one kind of page, or widen them again; null where there is nothing to choose. Lists are no results of their own. */
export function drawKinds({ kinds, kind }) {
  const filters = fillPart("filters");
  const offered = kinds.filter(({ id }) => id !== "index" || id === kind);
  if (!filters || (!kind && offered.length < 2)) return null;
  filters.append(fillPart("all-kinds"), ...offered.map(one => fillPart("filter", one)));
  for (const [at, link] of [...filters.children].entries()) {
    const id = offered[at - 1]?.id ?? "";
    const isOn = id === kind;
    link.dataset.kind = isOn ? "" : id;
    link.classList.toggle("search-filter--on", isOn);
    if (isOn) link.setAttribute("aria-current", "true");
  }
  return filters;
}

/** A query with another kind of page, or with none. */
export const askForKind = (query, kind) =>
  `${query.replace(/(^|\s)kind:\S*/g, "").trim()} ${kind && `kind:${kind}`}`.trim();
