// One record out of any status product's JSON, by the rules of one adapter. Twin of macros/status/adapters.py.

export const stamp = time => new Date(time).toJSON()?.slice(0, 19) + "Z";

// Here and below, what runs for each of hundreds of parts makes few calls and few lists.
const listOf = value => (Array.isArray(value) ? value : [value]);
const textOf = value =>
  typeof value === "string" ? value : typeof value === "boolean" || Number.isSafeInteger(value) ? String(value) : "";

// The cleaners of strings, addresses and times; their patterns come with the rules.
export function wording({ text, limits }) {
  const [plain, url, iso, spoken] = ["plain", "url", "iso", "spoken"].map(name => new RegExp(`^(?:${text[name]})$`));
  const [drop, space] = ["drop", "space"].map(name => new RegExp(text[name], "gu"));

  function clean(value, limit) {
    const said = textOf(value);
    const line = plain.test(said) ? said : said.replace(drop, "").replace(space, " ").trim();
    const size = limits[limit];
    return line.length > size ? line.replace(new RegExp(`^(.{${size - 1}}).{2,}`, "u"), "$1…") : line;
  }

  return {
    clean,
    url(value, home) {
      const address = clean(value, "url");
      return url.test(address) ? address : home;
    },
    time(value) {
      const line = clean(value, "short");
      const {
        Y,
        N,
        M = text.months[N],
        D,
        h,
        m,
        s = "00",
        z,
        zm,
      } = (iso.exec(line) ?? spoken.exec(line))?.groups ?? {};
      const local = `${Y}-${M}-${D}T${h}:${m}:${s}`;
      return stamp(local + "Z") === local + "Z" ? stamp(local + (z ? `${z}:${zm}` : "Z")) : "";
    },
  };
}

const step = (item, name) => (name === "last" && Array.isArray(item) ? item.at(-1) : item?.[name]);
const valueAt = (item, path) => (path.includes(".") ? path.split(".").reduce(step, item) : path ? item?.[path] : item);

function filter({ only = {}, skip = {} }) {
  const test =
    wanted =>
    (passes, [path, words]) =>
    item =>
      passes(item) && words.includes(textOf(valueAt(item, path))) === wanted;
  return Object.entries(skip).reduce(
    test(false),
    Object.entries(only).reduce(test(true), () => true),
  );
}

// A maintenance is on when its phase says so, or its window when no phase is given.
export const isOn = ({ phase, startsAt, endsAt }, now = stamp(Date.now())) =>
  phase === "unknown" ? startsAt && startsAt <= now && now < (endsAt || "9") : phase === "in_progress";

// The record (schema 1) of a parsed body, or null when it is not what this adapter reads. Throws for no JSON.
export function normalise(rules, body, pageUrl, readAt) {
  const { levels, mixed, limits, headline } = rules;
  const { clean, url, time } = wording(rules);
  const warnings = new Set();
  let home = pageUrl;

  // `a>b` means every b of every a; inside b, `^` is its a.
  function rows(spec) {
    const deeper = (items, path) => items.flatMap(up => listOf(valueAt(up, path)).map(item => ({ ...item, "^": up })));
    const found = spec.from.flatMap(source => {
      const [first, ...rest] = source.split(">");
      return rest.reduce(deeper, listOf(valueAt(body, first)));
    });
    return found.filter(filter(spec));
  }

  function indexOf(spec) {
    const index = new Map();
    const list = valueAt(body, spec.in);
    const wanted = filter(spec);
    for (const place in list) {
      const item = list[place];
      const key = spec.by ? textOf(valueAt(item, spec.by)) : place;
      if (wanted(item) && key && !index.has(key)) index.set(key, item);
    }
    return index;
  }

  // How a field is found: a function from an item to its value, or to all of `each` where not only the newest counts. Made once for all items.
  function finder(spec) {
    if (!spec) return () => {};
    if (typeof spec === "string") {
      const paths = spec.split("|");
      return paths[1] ? item => paths.map(path => valueAt(item, path)).find(textOf) : item => valueAt(item, spec);
    }
    const index = spec.in && indexOf(spec);
    const look = item => (index ? index.get(textOf(valueAt(item, spec.key))) : item);
    if (!spec.each) return item => valueAt(look(item), spec.get);
    const age = finder(spec.newest);
    return item => {
      const items = listOf(valueAt(item, spec.each))
        .map(look)
        .filter(each => each || !index);
      if (!spec.newest) return items.map(each => valueAt(each, spec.get));
      return valueAt(
        items.reduce((best, each) => (time(age(each)) > time(age(best)) ? each : best), items[0]),
        spec.get,
      );
    };
  }

  // The forms of fields: from what was found, and the entry so far, to what the record holds.
  const forms = {
    names: (values = []) =>
      [...new Set(values.map(each => clean(each, "title")).filter(Boolean))].slice(0, limits.affected),
    label: (value, { id }) => clean(value, "title") || id,
    url: value => url(value, home),
    time,
    // A time, or how many minutes it is after the start.
    end(value, { startsAt }) {
      const minutes = startsAt && clean(value, "short");
      return /^[0-9]{1,5}$/.test(minutes) ? stamp(Date.parse(startsAt) + minutes * 60000) : time(value);
    },
  };

  function word(words = {}, name) {
    const known = new Map(Object.entries(words));
    return value => {
      const found = known.has(value) ? value : clean(value, "short");
      if (found && !known.has(found)) warnings.add(`${name}=${found}`);
      return known.get(found) ?? "unknown";
    };
  }

  // A function from an item to its entry in the record.
  function reader(spec, kind) {
    const fields = Object.entries(rules.fields[kind]).map(([name, form]) => ({
      name,
      find: finder(spec[name]),
      read: form === "word" ? word(spec.words?.[name], name) : (forms[form] ?? (value => clean(value, form))),
    }));
    return item => {
      const entry = {};
      for (const { name, find, read } of fields) entry[name] = read(find(item), entry);
      return entry;
    };
  }

  function entries(kind) {
    if (!rules[kind]) return [];
    const spec = { ...rules.issues, ...rules[kind] };
    const seen = new Set();
    // The same incident may be listed twice.
    const isNew = id => kind === "components" || (!seen.has(id) && seen.add(id));
    const wanted = ({ id, status, phase }) => id && (status ?? phase) !== "omit" && isNew(id);
    return rows(spec).map(reader(spec, kind)).filter(wanted).slice(0, limits[kind]);
  }

  const worst = list => levels.findLast(level => list.includes(level)) ?? "unknown";

  // What the parts together say where there is no headline.
  function rollUp(states) {
    const level = worst(states);
    return (new Set(states).size > 1 && mixed[level]) || level;
  }

  // The provider's headline wins. It is only ever raised, and only when it says operational.
  function indicator() {
    const states = components.map(({ status }) => status);
    const said = headline && textOf(valueAt(body, headline.at));
    let level = headline
      ? word(headline.map, "headline")(said)
      : rules.rollup === "incidents"
        ? "operational"
        : rollUp(states);
    if (headline ? headline.floor?.includes(said) : level !== "unknown")
      level = worst([level, ...incidents.map(({ impact }) => impact)]);
    if (level !== "operational") return level;
    if (states.includes("maintenance") || maintenances.some(item => isOn(item, fetchedAt))) return "maintenance";
    return incidents.length || levels.indexOf(worst(states)) > 0 ? "notice" : level;
  }

  function fits([path, kind]) {
    const value = valueAt(body, path);
    return kind === (Array.isArray(value) ? "list" : value === null || typeof value) || kind === "=" + textOf(value);
  }

  if (!Object.entries(rules.shape).every(fits)) return null;
  const page = reader(rules.page, "page")(body);
  home = page.url;
  const fetchedAt = page.fetched || stamp(readAt);
  const [components, incidents, maintenances] = ["components", "incidents", "maintenances"].map(entries);
  return {
    schema: 1,
    provider: page.provider || rules.id,
    page: { name: page.name, url: home },
    indicator: indicator(),
    components,
    incidents,
    maintenances,
    sourceUpdatedAt: page.updated,
    fetchedAt,
    partial: rules.partial || page.partial === "true",
    warnings: [...warnings].slice(0, limits.warnings),
  };
}

// Reads a made-up list: what a browser runs for the first time takes long, and while a page waits for the host it has time.
// With 200 parts the browser has compiled what runs for each of them before the real ones come.
export function rehearse(rules) {
  const parts = Array(200).fill({ id: "a", name: "a" });
  // The list may be the whole body, or lie under a name.
  parts[rules.components?.from] = parts;
  return normalise({ ...rules, shape: {} }, parts);
}
