/** What other pages hand to the ticket: the classifier's verdict and a troubleshooter's trail. Nothing here is trusted. */

const CODE = /^[A-Za-z0-9-]{2,24}$/;

/** The address of a page of this site, or "". */
function checkLink(link) {
  try {
    const url = new URL(link, location.href);
    url.searchParams.delete("trail");
    return link && url.origin === location.origin ? url.href : "";
  } catch {
    return "";
  }
}

/** {code, level, category, link} of the address; null when there is none. A code begins with its level and category. */
export function readVerdict(data) {
  const given = new URLSearchParams(location.search);
  const code = given.get("verdict") ?? "";
  if (!CODE.test(code)) return null;
  const [first, second = ""] = code.toLowerCase().split("-");
  const find = (known, name, fits) =>
    [given.get(name), ...Object.keys(known).filter(fits)].find(id => Object.hasOwn(known, id)) ?? "";
  return {
    code,
    level: find(data.levels, "level", id => data.levels[id].label.toLowerCase() === first),
    category: find(data.categories, "category", id => second && id.startsWith(second)),
    link: checkLink(given.get("link")),
  };
}

/** Answers by field that a troubleshooter's trail gives; it is taken once. */
export async function readTrailAnswers(data) {
  const about = (new URLSearchParams(location.search).get("about") ?? "").slice(0, 200).trim(); // a search that found nothing
  const asked = about ? { observed: about } : {};
  const trails = await import("../trail/trail.js").catch(() => null);
  const trail = trails?.readTrail();
  if (!trail) return asked;
  trails.eraseTrail();
  const kind = Object.hasOwn(data.kinds, trail.problem) ? { kind: trail.problem } : {};
  return { ...kind, observed: trail.observed.join("\n"), tried: trail.tried.join("\n") };
}

/** Takes the hand-over out of the address, so that a reload does not take it again. */
export function forgetHandover() {
  const url = new URL(location.href);
  for (const name of ["verdict", "level", "category", "link", "trail", "about"]) url.searchParams.delete(name);
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}
