/** What other pages hand to the ticket: the classifier's verdict and a troubleshooter's trail. Nothing here is trusted. */

const KEY = "portal.verdict";
const CODE = /^[A-Za-z0-9-]{2,24}$/;

function readKept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

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

/** {code, level, category, link} of the address or of this tab; null when there is none. A code begins with its level. */
export function readVerdict(data) {
  const given = new URLSearchParams(location.search);
  const kept = readKept();
  const take = (...names) => names.map((name) => given.get(name)).find(Boolean) ?? names.map((name) => kept[name]).find(Boolean) ?? "";
  const code = String(take("verdict", "code"));
  if (!CODE.test(code)) return null;
  const [first, second = ""] = code.toLowerCase().split("-");
  const isLevel = (id) => Object.hasOwn(data.levels, id);
  const isCategory = (id) => Object.hasOwn(data.categories, id);
  const level = [take("level"), ...Object.keys(data.levels).filter((id) => data.levels[id].label.toLowerCase() === first)].find(isLevel) ?? "";
  const category = [take("category"), ...Object.keys(data.categories).filter((id) => second && id.startsWith(second))].find(isCategory) ?? "";
  return { code, level, category, link: checkLink(String(take("link", "permalink"))) };
}

/** Answers by field that a troubleshooter's trail gives; it is taken once. */
export async function readTrailAnswers(data) {
  const trails = await import("./trail.mjs").catch(() => null);
  const trail = trails?.readTrail();
  if (!trail) return {};
  trails.eraseTrail();
  const kind = Object.hasOwn(data.kinds, trail.problem) ? { kind: trail.problem } : {};
  return { ...kind, observed: trail.observed.join("\n"), tried: trail.tried.join("\n") };
}

/** Takes the hand-over out of the address, so that a reload does not take it again. */
export function forgetHandover() {
  const url = new URL(location.href);
  for (const name of ["verdict", "code", "level", "category", "link", "permalink", "trail"]) url.searchParams.delete(name);
  if (url.href !== location.href) history.replaceState(history.state, "", url);
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // forbidden storage holds no verdict
  }
}
