// One record out of any status product's JSON, by the compiled rules of one adapter (macros/status/adapters.yml).
// Twin of macros/status/{wording,paths,adapters}.py: the same corpus must give the same record, field by field.

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const listOf = (value) => (Array.isArray(value) ? value : []);
const rowsOf = (value) => (isObject(value) ? [value] : listOf(value));

export const textOf = (value) =>
  typeof value === "string" ? value : typeof value === "boolean" || Number.isSafeInteger(value) ? String(value) : "";

export const stamp = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 19) + "Z";

// The cleaners of strings, addresses and times; their patterns come with the rules.
export function wording({ text, limits }) {
  const [drop, space] = [text.drop, text.space].map((pattern) => new RegExp(pattern, "gu"));
  const [url, iso, spoken] = [text.url, text.iso, text.spoken].map((pattern) => new RegExp(`^(?:${pattern})$`, "u"));

  function clean(value, limit) {
    const line = textOf(value).replace(drop, "").replace(space, " ").trim();
    const size = limits[limit];
    const points = line.length > size ? [...line] : [];
    if (points.length > size) return points.slice(0, size - 1).join("") + "…";
    return line === text.absent ? "" : line;
  }

  return {
    clean,
    url(value, otherwise) {
      const address = clean(value, "url");
      return url.test(address) ? address : otherwise;
    },
    time(value) {
      const line = clean(value, "short");
      const found = (iso.exec(line) ?? spoken.exec(line))?.groups;
      if (!found) return "";
      const { Y, M = "JanFebMarAprMayJunJulAugSepOctNovDec".indexOf(found.N) / 3 + 1, D, h, m, s = "00", z, zm } = found;
      const local = `${Y}-${String(M).padStart(2, "0")}-${D}T${h}:${m}:${s}`;
      const time = Date.parse(local + "Z");
      return time && stamp(time) === local + "Z" ? stamp(Date.parse(local + (z ? `${z}:${zm}` : "Z"))) : "";
    },
  };
}

function valueAt(item, path) {
  for (const step of path ? path.split(".") : []) {
    if (Array.isArray(item) && step === "last") item = item.at(-1);
    else item = item !== null && typeof item === "object" && Object.hasOwn(item, step) ? item[step] : undefined;
  }
  return item;
}

// A maintenance is on when its phase says so, or its window when no phase is given.
export const isRunning = ({ phase, startsAt, endsAt }, now) =>
  phase === "unknown" ? startsAt !== "" && startsAt <= now && now < (endsAt || "9") : phase === "in_progress";

// The record (schema 1) of a parsed body, or null when it is not what this adapter reads. Throws for no JSON.
export function normalise(rules, body, pageUrl, readAt) {
  const { levels, limits, page, headline } = rules;
  const { clean, url, time } = wording(rules);
  const indexes = new Map();
  const warnings = [];

  const passes = (item, filter = {}, wanted) =>
    Object.entries(filter).every(([path, words]) => words.includes(textOf(valueAt(item, path))) === wanted);
  const isWanted = (item, { only, skip }) => passes(item, only, true) && passes(item, skip, false);

  // `a>b` means every b of every a; inside b, `^` is its a.
  function rows(spec) {
    const deeper = (items, path) => items.flatMap((up) => rowsOf(valueAt(up, path)).map((item) => ({ ...item, "^": up })));
    const found = spec.from.flatMap((source) => {
      const [first, ...rest] = source.split(">");
      return rest.reduce(deeper, rowsOf(valueAt(body, first)));
    });
    return found.filter((item) => isWanted(item, spec));
  }

  function lookUp(spec, key) {
    if (!indexes.has(spec)) {
      const value = valueAt(body, spec.in);
      const listed = () => rowsOf(value).filter((item) => isWanted(item, spec)).reverse();
      const entries = "by" in spec ? listed().map((item) => [textOf(valueAt(item, spec.by)), item]) : Object.entries(isObject(value) ? value : {});
      indexes.set(spec, new Map(entries));
    }
    return key ? indexes.get(spec).get(key) : undefined;
  }

  function values(item, spec) {
    if (!spec) return [];
    if (typeof spec === "string") return spec.split("|").map((path) => valueAt(item, path)).filter(textOf).slice(0, 1);
    let items = "each" in spec ? listOf(valueAt(item, spec.each)) : [item];
    if ("in" in spec) items = items.map((each) => lookUp(spec, textOf(valueAt(each, spec.key)))).filter((each) => each != null);
    if ("newest" in spec && items.length) {
      const age = (each) => time(values(each, spec.newest)[0]);
      items = [items.reduce((best, each) => (age(each) > age(best) ? each : best))];
    }
    return items.map((each) => valueAt(each, spec.get));
  }

  const textAt = (item, spec, limit) => clean(values(item, spec)[0], limit);
  const timeAt = (item, spec) => time(values(item, spec)[0]);
  const pageAt = (key) => (key in page ? valueAt(body, page[key]) : undefined);

  function word(item, spec, words, kind) {
    const found = textAt(item, spec, "short");
    if (Object.hasOwn(words, found)) return words[found];
    if (!warnings.includes(`${kind}=${found}`) && warnings.length < limits.warnings) warnings.push(`${kind}=${found}`);
    return "unknown";
  }

  function component(item, spec) {
    const name = textAt(item, spec.name, "title");
    const status = word(item, spec.status, spec.map, "component");
    const id = textAt(item, spec.id, "short");
    return name && id && status !== "omit" ? [{ id, name, group: textAt(item, spec.group, "title"), status }] : [];
  }

  function issues(kind) {
    const spec = { ...rules.issues, ...rules[kind] };
    const found = new Map();
    for (const item of kind in rules ? rows(spec) : []) {
      const id = textAt(item, spec.id, "short");
      const phase = "phase" in spec ? word(item, spec.phase, spec.phases, "phase") : "unknown";
      if (id && phase !== "omit" && !found.has(id) && found.size < limits.issues) found.set(id, issue(item, spec, id, phase));
    }
    return [...found.values()];
  }

  function issue(item, spec, id, phase) {
    const made = { id, title: textAt(item, spec.title, "title") || id, phase };
    if ("impact" in spec) {
      made.impact = textAt(item, spec.impact, "short") ? word(item, spec.impact, spec.map, "impact") : "unknown";
      made.startedAt = timeAt(item, spec.started);
    } else {
      made.startsAt = timeAt(item, spec.starts);
      const minutes = textAt(item, spec.minutes, "short");
      const lasts = made.startsAt && /^[0-9]{1,5}$/.test(minutes);
      made.endsAt = lasts ? stamp(Date.parse(made.startsAt) + minutes * 60000) : timeAt(item, spec.ends);
    }
    made.updatedAt = timeAt(item, spec.updated);
    made.url = url(values(item, spec.url)[0], home);
    made.body = textAt(item, spec.body, "body");
    const affected = values(item, spec.affected).map((value) => clean(value, "title"));
    made.components = [...new Set(affected.filter(Boolean))].slice(0, limits.affected);
    return made;
  }

  const worst = (list) => levels[Math.max(...list.map((level) => levels.indexOf(level)))] ?? "unknown";

  function rollUp(states) {
    const level = worst(states);
    if (level === "major_outage" && new Set(states).size > 1) return "partial_outage";
    return level === "operational" && states.includes("unknown") ? "unknown" : level;
  }

  // The provider's headline wins. It is only ever raised, and only when it says operational.
  function indicator() {
    const states = components.map(({ status }) => status);
    let level = rules.rollup === "incidents" ? "operational" : rollUp(states);
    if (headline) level = word(body, headline.at, headline.map, "headline");
    const adds = headline ? headline.floor?.includes(textOf(valueAt(body, headline.at))) : level !== "unknown";
    if (adds) level = worst([level, ...incidents.map(({ impact }) => impact)]);
    if (level !== "operational") return level;
    const reasons = states.map((state) => (["operational", "maintenance", "unknown"].includes(state) ? state : "notice"));
    if (incidents.length) reasons.push("notice");
    if (maintenances.some((item) => isRunning(item, fetchedAt))) reasons.push("maintenance");
    return worst([level, ...reasons]);
  }

  const kindOf = (value) => (Array.isArray(value) ? "list" : value === null ? "null" : typeof value);
  const fits = ([path, kind]) => [kindOf(valueAt(body, path)), "=" + textOf(valueAt(body, path))].includes(kind);
  if (!Object.entries(rules.shape).every(fits)) return null;
  const home = url(pageAt("url"), pageUrl);
  const fetchedAt = time(pageAt("fetched")) || stamp(readAt);
  const components = rules.components ? rows(rules.components).flatMap((item) => component(item, rules.components)).slice(0, limits.components) : [];
  const [incidents, maintenances] = ["incidents", "maintenances"].map(issues);
  return {
    schema: 1,
    provider: clean(pageAt("provider"), "short") || rules.id,
    page: { name: clean(pageAt("name"), "title"), url: home },
    indicator: indicator(),
    components,
    incidents,
    maintenances,
    sourceUpdatedAt: time(pageAt("updated")),
    fetchedAt,
    partial: pageAt("partial") === true || rules.partial === true,
    warnings,
  };
}
