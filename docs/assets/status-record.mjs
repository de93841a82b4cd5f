// One record out of any status product's JSON, by the rules of one adapter. Twin of macros/status/adapters.py.

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const listOf = (value) => (Array.isArray(value) ? value : []);
const rowsOf = (value) => (isObject(value) ? [value] : listOf(value));

// Printable ASCII in single blanks: nothing to clean, whatever the patterns say. Most of what providers send is like this.
const PLAIN = /^[!-;=-~]+(?: [!-;=-~]+)*$/;

export const textOf = (value) =>
  typeof value === "string" ? value : typeof value === "boolean" || Number.isSafeInteger(value) ? String(value) : "";

export const stamp = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 19) + "Z";

// The keys of each list in the record, in order, and how each is read: a limit's name for text, or a form of its own.
const START = { id: "short", title: "title", phase: "word" };
const END = { updatedAt: "time", url: "url", body: "body", components: "names" };
const FIELDS = {
  components: { id: "short", name: "title", group: "title", status: "word" },
  incidents: { ...START, impact: "word", startedAt: "time", ...END },
  maintenances: { ...START, startsAt: "time", endsAt: "end", ...END },
};

// The cleaners of strings, addresses and times; their patterns come with the rules.
export function wording({ text, limits }) {
  const [drop, space] = [text.drop, text.space].map((pattern) => new RegExp(pattern, "gu"));
  const [url, iso, spoken] = [text.url, text.iso, text.spoken].map((pattern) => new RegExp(`^(?:${pattern})$`, "u"));

  function clean(value, limit) {
    const text = textOf(value);
    const line = PLAIN.test(text) ? text : text.replace(drop, "").replace(space, " ").trim();
    const size = limits[limit];
    const points = line.length > size ? [...line] : [];
    if (points.length > size) return points.slice(0, size - 1).join("") + "…";
    return line;
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

const steps = {};

function valueAt(item, path) {
  for (const step of (steps[path] ??= path ? path.split(".") : [])) {
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

  function wantedBy({ only = {}, skip = {} }) {
    const filters = [[only, true], [skip, false]].flatMap(([filter, wanted]) => Object.entries(filter).map((pair) => [...pair, wanted]));
    return (item) => filters.every(([path, words, wanted]) => words.includes(textOf(valueAt(item, path))) === wanted);
  }

  // `a>b` means every b of every a; inside b, `^` is its a.
  function rows(spec) {
    const deeper = (items, path) => items.flatMap((up) => rowsOf(valueAt(up, path)).map((item) => ({ ...item, "^": up })));
    const found = spec.from.flatMap((source) => {
      const [first, ...rest] = source.split(">");
      return rest.reduce(deeper, rowsOf(valueAt(body, first)));
    });
    return found.filter(wantedBy(spec));
  }

  function lookUp(spec, key) {
    if (!indexes.has(spec)) {
      const value = valueAt(body, spec.in);
      const listed = () => rowsOf(value).filter(wantedBy(spec)).reverse();
      const entries = "by" in spec ? listed().map((item) => [textOf(valueAt(item, spec.by)), item]) : Object.entries(isObject(value) ? value : {});
      indexes.set(spec, new Map(entries));
    }
    return key ? indexes.get(spec).get(key) : undefined;
  }

  // How a field is found: a function from an item to its values, made once for all items.
  function finder(spec) {
    if (!spec) return () => [];
    if (typeof spec === "string") {
      const paths = spec.split("|");
      return (item) => [paths.length > 1 ? paths.map((path) => valueAt(item, path)).find(textOf) : valueAt(item, spec)];
    }
    const age = "newest" in spec && finder(spec.newest);
    const ageOf = (each) => time(age(each)[0]);
    return (item) => {
      let items = "each" in spec ? listOf(valueAt(item, spec.each)) : [item];
      if ("in" in spec) items = items.map((each) => lookUp(spec, textOf(valueAt(each, spec.key)))).filter((each) => each != null);
      if (age && items.length) items = [items.reduce((best, each) => (ageOf(each) > ageOf(best) ? each : best))];
      return items.map((each) => valueAt(each, spec.get));
    };
  }

  const pageAt = (key) => (key in page ? valueAt(body, page[key]) : undefined);

  function word(value, words, kind) {
    const found = typeof value === "string" && Object.hasOwn(words, value) ? value : clean(value, "short");
    if (Object.hasOwn(words, found)) return words[found];
    const warning = `${kind}=${found}`;
    if (found && !warnings.includes(warning) && warnings.length < limits.warnings) warnings.push(warning);
    return "unknown";
  }

  function reader(spec, name, form) {
    const find = finder(spec[name]);
    const first = (item) => find(item)[0];
    if (form === "word") return (item) => word(first(item), spec.words?.[name] ?? {}, name);
    if (form === "names") return (item) => [...new Set(find(item).map((each) => clean(each, "title")).filter(Boolean))].slice(0, limits.affected);
    if (form === "url") return (item) => url(first(item), home);
    if (form === "time") return (item) => time(first(item));
    if (form !== "end") return (item) => clean(first(item), form);
    const minutesOf = finder(spec.minutes);
    return (item, { startsAt }) => {
      const minutes = startsAt && clean(minutesOf(item)[0], "short");
      return /^[0-9]{1,5}$/.test(minutes) ? stamp(Date.parse(startsAt) + minutes * 60000) : time(first(item));
    };
  }

  function entries(kind) {
    const spec = { ...rules.issues, ...rules[kind] };
    const fields = Object.entries(FIELDS[kind]).map(([name, form]) => [name, reader(spec, name, form)]);
    const made = new Map();
    for (const item of kind in rules ? rows(spec) : []) {
      const entry = {};
      for (const [name, read] of fields) entry[name] = read(item, entry);
      const isPart = kind === "components";
      entry[isPart ? "name" : "title"] ||= entry.id;
      const key = isPart ? made.size : entry.id;
      const wanted = entry.id && entry.status !== "omit" && entry.phase !== "omit";
      if (wanted && !made.has(key) && made.size < limits[kind]) made.set(key, entry);
    }
    return [...made.values()];
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
    const stated = headline && valueAt(body, headline.at);
    if (headline) level = word(stated, headline.map, "headline");
    const adds = headline ? headline.floor?.includes(textOf(stated)) : level !== "unknown";
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
  const [components, incidents, maintenances] = Object.keys(FIELDS).map(entries);
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
