/** What other pages hand to the ticket: the classifier's verdict and a troubleshooter's handover. Nothing here is trusted. */

const VECTOR = /^CHECK:\d+(\/[a-z0-9-]+:[a-z0-9-]+){1,20}$/;

/** The address of a page of this site, or "". */
export function checkLink(link) {
  try {
    const url = new URL(link, location.href);
    if (url.searchParams.has("trail")) url.searchParams.delete("trail");
    return link && url.origin === location.origin ? url.href : "";
  } catch {
    return "";
  }
}

const TOLD = "tells.";
const MOST = 2000;

const readKind = (data, kind) => (Object.hasOwn(data.kinds, kind) ? { kind } : {});

/** Answers by field that the address tells, the kind of problem among them. */
function readTold(data, given) {
  const known = new Set(data.fields.map(({ id }) => id));
  const told = [...given]
    .filter(([name]) => name.startsWith(TOLD) && known.has(name.slice(TOLD.length)))
    .map(([name, text]) => [name.slice(TOLD.length), text.slice(0, MOST)]);
  return { ...readKind(data, given.get("kind")), ...Object.fromEntries(told) };
}

/** {vector, level, category, link, words} and what it fills in (told); null when the address has none. */
export function readVerdict(data) {
  const given = new URLSearchParams(location.search);
  const vector = given.get("vector") ?? "";
  if (!VECTOR.test(vector)) return null;
  const find = (known, name) => (Object.hasOwn(known, given.get(name)) ? given.get(name) : "");
  return {
    vector,
    level: find(data.levels, "level"),
    category: find(data.categories, "category"),
    link: checkLink(given.get("link")),
    words: (given.get("words") ?? "").slice(0, MOST).trim(),
    told: readTold(data, given),
  };
}

/** Answers by field that a troubleshooter's handover gives; it is taken once. */
export async function readHandoverAnswers(data) {
  const given = new URLSearchParams(location.search);
  const about = (given.get("about") ?? "").slice(0, 200).trim(); // a search that found nothing
  const asked = { ...readKind(data, given.get("kind")), ...(about && { observed: about }) };
  const handovers = await import("../handover/handover.js").catch(() => null);
  const handover = handovers?.readHandover();
  if (!handover) return asked;
  handovers.eraseHandover();
  return {
    ...readKind(data, handover.problem),
    observed: handover.observed.join("\n"),
    tried: handover.tried.join("\n"),
  };
}

/** Takes the hand-over out of the address, so that a reload does not take it again. */
export function forgetHandover() {
  const url = new URL(location.href);
  const names = ["vector", "level", "category", "link", "kind", "words", "trail", "about"];
  for (const name of [...url.searchParams.keys()])
    if (names.includes(name) || name.startsWith(TOLD)) url.searchParams.delete(name);
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}
