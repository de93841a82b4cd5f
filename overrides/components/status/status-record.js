// Turns the JSON of a status product into one record, by the rules of its adapter (macros/status/adapters.yml).

/**
 * @typedef {"operational"|"notice"|"maintenance"|"degraded"|"partial_outage"|"major_outage"|"unknown"} Level
 * @typedef {{id: string, name: string, group: string, status: Level}} Component
 * @typedef {{at: string, phase: string, body: string}} Update
 * @typedef {object} Issue What incidents and maintenances share. Times are `YYYY-MM-DDTHH:MM:SSZ`, or "" when not given.
 * @property {string} id
 * @property {string} title
 * @property {string} phase
 * @property {string} updatedAt
 * @property {string} url
 * @property {Update[]} updates Newest first.
 * @property {string[]} components Names of the affected components.
 * @typedef {Issue & {impact: Level, startedAt: string}} Incident
 * @typedef {Issue & {startsAt: string, endsAt: string}} Maintenance
 * @typedef {object} StatusRecord
 * @property {string} provider
 * @property {{name: string, url: string}} page
 * @property {Level} indicator The level of the whole page.
 * @property {Component[]} components
 * @property {Incident[]} incidents
 * @property {Maintenance[]} maintenances
 * @property {string} sourceUpdatedAt By the provider's clock.
 * @property {string} fetchedAt By the clock of whoever read the page.
 * @property {boolean} partial The product lists no components or no messages.
 * @property {string[]} warnings Words of the provider that no rule knows.
 */

/** From fine to worst; `unknown` is outside the scale. */
export const LEVELS = ["operational", "notice", "maintenance", "degraded", "partial_outage", "major_outage"];

const LIMITS = {
  word: 120,
  title: 300,
  body: 600,
  url: 2000,
  components: 1000,
  issues: 50,
  names: 100,
  updates: 20,
  warnings: 20,
};

// Control characters, direction marks and overrides, lone surrogates, and what cState prints for null.
const UNSAFE = /<no value>|(?!\s)[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]/gu;
const WEB_ADDRESS = /^https?:\/\/[^\s/?#@\\<>"'…]+([/?#][^\s\\<>"…]*)?$/;
const ISO_TIME =
  /^(2[01]\d\d-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:[.,]\d+)?)? ?(?:Z|UTC|([+-](?:0\d|1[0-4])):?([0-5]\d))?(?: [A-Z]{1,5})?$/;
const DATE_TO_STRING = /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d 2[01]\d\d \d\d:\d\d:\d\d GMT[+-]\d{4}/;

/**
 * A moment as `YYYY-MM-DDTHH:MM:SSZ`, or "" when it is none.
 * @param {string|number} moment
 * @returns {string}
 */
export function stamp(moment) {
  const date = new Date(moment);
  return Number.isNaN(date.valueOf()) ? "" : `${date.toISOString().slice(0, 19)}Z`;
}

/** A JSON scalar as text, whole numbers and booleans too, so that ids and states compare; anything else is "". */
function textOf(value) {
  if (typeof value === "string") return value;
  return typeof value === "boolean" || Number.isSafeInteger(value) ? String(value) : "";
}

/** One line of plain text. */
function clean(value, limit) {
  const line = textOf(value).replace(UNSAFE, "").replace(/\s+/g, " ").trim();
  const letters = [...line];
  return letters.length > limit ? `${letters.slice(0, limit - 1).join("")}…` : line;
}

/**
 * A sentence of somebody else's JSON as one line of plain text.
 * @param {unknown} value
 * @returns {string}
 */
export const cleanTitle = value => clean(value, LIMITS.title);

/**
 * An http(s) address without a user name, or the other one when the value is none.
 * @param {unknown} value
 * @param {string} otherwise
 * @returns {string}
 */
export function cleanAddress(value, otherwise) {
  const address = clean(value, LIMITS.url);
  return WEB_ADDRESS.test(address) ? address : otherwise;
}

/**
 * A time in any form that a product sends, as `YYYY-MM-DDTHH:MM:SSZ`; "" when it is none. Without a zone it is UTC.
 * @param {unknown} value
 * @returns {string}
 */
export function cleanTime(value) {
  const line = clean(value, LIMITS.word);
  if (DATE_TO_STRING.test(line)) return stamp(line);
  const [, day, minute, second = "00", hours, minutes] = ISO_TIME.exec(line) ?? [];
  const local = `${day}T${minute}:${second}`;
  // `Date` reads 30 February as a day of March.
  if (!day || stamp(`${local}Z`) !== `${local}Z`) return "";
  return hours ? stamp(`${local}${hours}:${minutes}`) : `${local}Z`;
}

const listOf = value => (Array.isArray(value) ? value : [value]);

function valueAt(item, path) {
  if (path === "") return item;
  return path
    .split(".")
    .reduce((value, name) => (name === "last" && Array.isArray(value) ? value.at(-1) : value?.[name]), item);
}

function matches(row, { only = {}, skip = {} }) {
  const holds = ([path, words]) => words.includes(textOf(valueAt(row, path)));
  return Object.entries(only).every(holds) && !Object.entries(skip).some(holds);
}

/**
 * Whether a maintenance is on: its phase says so, or its window when no phase is given.
 * @param {Maintenance} maintenance
 * @param {string} [now]
 * @returns {boolean}
 */
export function isOn({ phase, startsAt, endsAt }, now = stamp(Date.now())) {
  if (phase !== "unknown") return phase === "in_progress";
  return startsAt !== "" && startsAt <= now && (endsAt === "" || now < endsAt);
}

const worst = levels => LEVELS.findLast(level => levels.includes(level)) ?? "unknown";

function hasShape(body, shape) {
  return Object.entries(shape).every(([path, kind]) => {
    const value = valueAt(body, path);
    if (kind.startsWith("=")) return textOf(value) === kind.slice(1);
    if (kind === "list") return Array.isArray(value);
    return value !== null && !Array.isArray(value) && typeof value === kind;
  });
}

/**
 * The record of a parsed body, or null when the body is not of this product. Throws for no JSON.
 * @param {object} rules One adapter.
 * @param {unknown} body
 * @param {string} pageUrl Stands in for addresses that are missing or unsafe.
 * @param {string|number} readAt When the body was fetched.
 * @returns {StatusRecord|null}
 */
export function normalise(rules, body, pageUrl, readAt) {
  if (!hasShape(body, rules.shape)) return null;
  const { name = "", url = "", updated = "" } = rules.page ?? {};
  const page = { name: cleanTitle(valueAt(body, name)), url: cleanAddress(valueAt(body, url), pageUrl) };
  const fetchedAt = stamp(readAt);
  const warnings = new Set();
  const indexes = new Map();

  function rowsOf(spec) {
    const deeper = (parents, path) =>
      parents.flatMap(parent => listOf(valueAt(parent, path)).map(row => ({ ...row, "^": parent })));
    return spec.from.flatMap(source => source.split(">").reduce(deeper, [body])).filter(row => matches(row, spec));
  }

  // The entries of a look-up's list by their keys; the first one counts.
  function indexOf(spec) {
    if (!indexes.has(spec)) {
      const entries = Object.entries(valueAt(body, spec.in) ?? {})
        .filter(([, entry]) => matches(entry, spec))
        .map(([name, entry]) => [spec.by ? textOf(valueAt(entry, spec.by)) : name, entry]);
      indexes.set(spec, new Map(entries.reverse()));
    }
    return indexes.get(spec);
  }

  function lookUp(row, spec) {
    const items = spec.each === undefined ? [row] : listOf(valueAt(row, spec.each));
    if (!spec.in) return items;
    return items.map(item => indexOf(spec).get(textOf(valueAt(item, spec.key)) || undefined)).filter(Boolean);
  }

  function values(row, source) {
    if (source === undefined) return [];
    if (typeof source === "object") return lookUp(row, source).map(item => valueAt(item, source.get));
    return source
      .split("|")
      .map(path => valueAt(row, path))
      .filter(value => textOf(value));
  }

  const first = (row, source) => values(row, source)[0];

  // Our word for the provider's one.
  function translate(value, words, name) {
    const word = clean(value, LIMITS.word);
    if (word && Object.hasOwn(words, word)) return words[word];
    if (word) warnings.add(`${name}=${word}`);
    return "unknown";
  }

  const wordOf = (row, spec, name) => translate(first(row, spec[name]), spec.words?.[name] ?? {}, name);

  function readComponent(row, spec) {
    const id = clean(first(row, spec.id), LIMITS.word);
    const name = cleanTitle(first(row, spec.name)) || id;
    return { id, name, group: cleanTitle(first(row, spec.group)), status: wordOf(row, spec, "status") };
  }

  function readUpdates(row, { updates, words }) {
    if (!updates) return [];
    const phases = new Map(Object.entries(words?.phase ?? {}));
    const phaseOf = item => phases.get(clean(first(item, updates.phase), LIMITS.word)) ?? "";
    return lookUp(row, updates)
      .map(item => ({
        at: cleanTime(first(item, updates.at)),
        phase: phaseOf(item),
        body: clean(first(item, updates.body), LIMITS.body),
      }))
      .filter(update => update.body)
      .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
      .slice(0, LIMITS.updates);
  }

  function readIssue(row, spec) {
    const id = clean(first(row, spec.id), LIMITS.word);
    const updates = readUpdates(row, spec);
    const names = values(row, spec.components).map(cleanTitle).filter(Boolean);
    return {
      id,
      title: cleanTitle(first(row, spec.title)) || id,
      phase: wordOf(row, spec, "phase"),
      updatedAt: cleanTime(first(row, spec.updatedAt)) || (updates[0]?.at ?? ""),
      url: cleanAddress(first(row, spec.url), page.url),
      updates,
      components: [...new Set(names)].slice(0, LIMITS.names),
    };
  }

  function readIncident(row, spec) {
    const startedAt = cleanTime(first(row, spec.startedAt));
    return { ...readIssue(row, spec), impact: wordOf(row, spec, "impact"), startedAt };
  }

  function readMaintenance(row, spec) {
    const startsAt = cleanTime(first(row, spec.startsAt));
    const end = clean(first(row, spec.endsAt), LIMITS.word);
    // Instatus gives the length in minutes.
    const endsAt =
      /^\d{1,5}$/.test(end) && startsAt ? stamp(Date.parse(startsAt) + Number(end) * 60_000) : cleanTime(end);
    return { ...readIssue(row, spec), startsAt, endsAt };
  }

  function readAll(kind, read, limit) {
    if (!rules[kind]) return [];
    const spec = { ...(kind === "components" ? {} : rules.issues), ...rules[kind] };
    const seen = new Set();
    return rowsOf(spec)
      .map(row => read(row, spec))
      .filter(entry => entry.id && (entry.status ?? entry.phase) !== "omit")
      .filter(({ id }) => kind === "components" || (!seen.has(id) && seen.add(id))) // an incident may be listed under several systems
      .slice(0, limit);
  }

  const components = readAll("components", readComponent, LIMITS.components);
  const incidents = readAll("incidents", readIncident, LIMITS.issues);
  const maintenances = readAll("maintenances", readMaintenance, LIMITS.issues);

  // What monitors say together: one of several that is down is a partial outage, and one that nobody knows of is no proof.
  function rollUp(states) {
    const level = worst(states);
    if (states.every(state => state === level)) return level;
    return { major_outage: "partial_outage", operational: "unknown" }[level] ?? level;
  }

  function statedLevel() {
    const impacts = incidents.map(({ impact }) => impact);
    if (rules.headline) {
      const said = textOf(valueAt(body, rules.headline.at));
      const level = translate(said, rules.headline.map, "headline");
      return rules.headline.floor?.includes(said) ? worst([level, ...impacts]) : level;
    }
    const level = rules.rollup === "incidents" ? "operational" : rollUp(components.map(({ status }) => status));
    return level === "unknown" ? level : worst([level, ...impacts]);
  }

  // The provider's headline wins. It is only ever raised, and only when it says operational.
  function indicator() {
    const level = statedLevel();
    if (level !== "operational") return level;
    const states = components.map(({ status }) => status);
    if (states.includes("maintenance") || maintenances.some(item => isOn(item, fetchedAt))) return "maintenance";
    const isOpen = incidents.length > 0 || states.some(state => state !== "operational" && state !== "unknown");
    return isOpen ? "notice" : level;
  }

  return {
    provider: rules.id,
    page,
    indicator: indicator(),
    components,
    incidents,
    maintenances,
    sourceUpdatedAt: cleanTime(valueAt(body, updated)),
    fetchedAt,
    partial: rules.partial ?? false,
    warnings: [...warnings].slice(0, LIMITS.warnings),
  };
}
