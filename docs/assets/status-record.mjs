// One record out of any status product's JSON, by the compiled rules of one adapter (macros/status/adapters.yml).
// Twin of macros/status/{wording,paths,adapters}.py: the same corpus must give the same record, field by field.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export const textOf = (value) =>
  typeof value === "string" ? value : typeof value === "boolean" || Number.isSafeInteger(value) ? String(value) : "";
const listOf = (value) => (Array.isArray(value) ? value : []);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const rowsOf = (value) => (isObject(value) ? [value] : listOf(value));
const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : undefined);

export class Wording {
  constructor({ text, limits }) {
    this.space = new RegExp(text.space, "gu");
    this.drop = new RegExp(text.drop, "gu");
    this.url_ = new RegExp(`^(?:${text.url})$`, "u");
    this.iso = new RegExp(`^(?:${text.iso})$`, "u");
    this.spoken = new RegExp(`^(?:${text.spoken})$`, "u");
    this.absent = text.absent;
    this.limits = limits;
  }

  clean(value, limit) {
    const text = textOf(value).replace(this.space, " ").replace(this.drop, "").replace(this.space, " ").replace(/^ | $/g, "");
    const size = this.limits[limit];
    if (text === this.absent) return "";
    if (text.length <= size) return text;
    const points = Array.from(text.slice(0, 2 * size + 2));
    return points.length <= size ? text : points.slice(0, size - 1).join("") + "…";
  }

  url(value, otherwise) {
    const text = textOf(value);
    const fits = text.length <= this.limits.url && text.search(this.drop) < 0 && this.url_.test(text);
    return fits ? text : otherwise;
  }

  time(value) {
    const text = this.clean(value, "short");
    let match = this.iso.exec(text);
    if (!match && (match = this.spoken.exec(text))) match = [0, match[3], MONTHS.indexOf(match[1]) + 1, match[2], ...match.slice(4)];
    if (!match) return "";
    const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
    const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
    const [, sign, hours, minutes] = /^([+-])(..):?(..)$/.exec(match[7] ?? "") ?? [];
    const valid = date.getUTCDate() === day && date.getUTCMonth() === month - 1 && hour < 24 && minute < 60 && second < 60;
    return valid ? stamp(date.getTime() - (sign ? Number(sign + 1) * (hours * 60 + Number(minutes)) * 60000 : 0)) : "";
  }
}

export const stamp = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 19) + "Z";

function valueAt(item, path, up) {
  if (path.startsWith("^.")) [item, path] = [up, path.slice(2)];
  for (const step of path ? path.split(".") : []) {
    if (isObject(item)) item = own(item, step);
    else if (!Array.isArray(item)) return undefined;
    else if (step === "last") item = item.at(-1);
    else item = /^[0-9]+$/.test(step) ? item[step] : undefined;
  }
  return item;
}

const isWanted = (item, { only = {}, skip = {} }) =>
  Object.entries(only).every(([path, words]) => words.includes(textOf(valueAt(item, path)))) &&
  !Object.entries(skip).some(([path, words]) => words.includes(textOf(valueAt(item, path))));

class Extraction {
  constructor(rules, body, pageUrl, fetchedAt) {
    Object.assign(this, { rules, body, wording: new Wording(rules), indexes: new Map(), warnings: [] });
    this.page = (key) => (rules.page[key] === undefined ? undefined : valueAt(body, rules.page[key]));
    this.pageUrl = this.wording.url(this.page("url"), pageUrl);
    this.fetchedAt = this.wording.time(this.page("fetched")) || fetchedAt;
  }

  record() {
    const components = this.components().slice(0, this.rules.limits.components);
    const incidents = this.issues("incidents");
    const maintenances = this.issues("maintenances");
    return {
      schema: 1,
      provider: this.wording.clean(this.page("provider"), "short") || this.rules.id,
      page: { name: this.wording.clean(this.page("name"), "title"), url: this.pageUrl },
      indicator: this.indicator(components, incidents, maintenances),
      components,
      incidents,
      maintenances,
      sourceUpdatedAt: this.wording.time(this.page("updated")),
      fetchedAt: this.fetchedAt,
      partial: this.page("partial") === true || this.rules.partial === true,
      warnings: this.warnings,
    };
  }

  rows(spec) {
    const nested = (rows, path) => rows.flatMap((row) => rowsOf(valueAt(row.item, path)).map((item) => ({ item, up: row.item })));
    const found = spec.from.flatMap((source) => source.split(">").reduce(nested, [{ item: this.body }]));
    return found.filter((row) => isWanted(row.item, spec));
  }

  index(spec) {
    const name = JSON.stringify([spec.in, spec.by, spec.only]);
    if (!this.indexes.has(name)) {
      const value = valueAt(this.body, spec.in);
      const entries = "by" in spec ? rowsOf(value).filter((item) => isWanted(item, spec)) : [];
      const index = new Map("by" in spec || !isObject(value) ? [] : Object.entries(value));
      for (const item of entries.reverse()) index.set(textOf(valueAt(item, spec.by)), item);
      if ("by" in spec) index.delete("");
      this.indexes.set(name, index);
    }
    return this.indexes.get(name);
  }

  values(row, spec) {
    if (spec === undefined) return [];
    if (typeof spec === "string") return spec.split("|").map((path) => valueAt(row.item, path, row.up)).filter(textOf).slice(0, 1);
    let items = "each" in spec ? listOf(valueAt(row.item, spec.each)) : [row.item];
    if ("in" in spec) {
      items = items.map((item) => this.index(spec).get(textOf(valueAt(item, spec.key)))).filter((item) => item != null);
    }
    if ("newest" in spec && items.length) {
      const time = (item) => this.wording.time(this.value({ item }, spec.newest));
      items = [items.reduce((best, item) => (time(item) > time(best) ? item : best))];
    }
    return items.map((item) => valueAt(item, spec.get));
  }

  value(row, spec) {
    return this.values(row, spec)[0];
  }

  text(row, spec, limit) {
    return this.wording.clean(this.value(row, spec), limit);
  }

  time(row, spec) {
    return this.wording.time(this.value(row, spec));
  }

  word(row, spec, words, kind) {
    const word = this.text(row, spec, "short");
    if (Object.hasOwn(words, word)) return words[word];
    const warning = `${kind}=${word}`;
    if (!this.warnings.includes(warning) && this.warnings.length < this.rules.limits.warnings) this.warnings.push(warning);
    return "unknown";
  }

  components() {
    const spec = this.rules.components;
    return (spec ? this.rows(spec) : []).flatMap((row) => {
      const name = this.text(row, spec.name, "title");
      const status = this.word(row, spec.status, spec.map, "component");
      const id = this.text(row, spec.id, "short");
      return name && id && status !== "omit" ? [{ id, name, group: this.text(row, spec.group, "title"), status }] : [];
    });
  }

  issues(kind) {
    const spec = { ...this.rules.issues, ...this.rules[kind] };
    const issues = new Map();
    for (const row of kind in this.rules ? this.rows(spec) : []) {
      const id = this.text(row, spec.id, "short");
      const phase = "phase" in spec ? this.word(row, spec.phase, spec.phases, "phase") : "unknown";
      if (id && phase !== "omit" && !issues.has(id)) issues.set(id, this.issue(row, spec, id, phase));
      if (issues.size >= this.rules.limits.issues) break;
    }
    return [...issues.values()];
  }

  issue(row, spec, id, phase) {
    const issue = { id, title: this.text(row, spec.title, "title") || id, phase };
    if ("impact" in spec) {
      const present = textOf(this.value(row, spec.impact));
      issue.impact = present ? this.word(row, spec.impact, spec.map, "impact") : "unknown";
      issue.startedAt = this.time(row, spec.started);
    } else {
      issue.startsAt = this.time(row, spec.starts);
      const minutes = textOf(this.value(row, spec.minutes));
      const lasts = issue.startsAt && /^[0-9]{1,5}$/.test(minutes);
      issue.endsAt = lasts ? stamp(Date.parse(issue.startsAt) + minutes * 60000) : this.time(row, spec.ends);
    }
    const affected = this.values(row, spec.affected).map((value) => this.wording.clean(value, "title"));
    return {
      ...issue,
      updatedAt: this.time(row, spec.updated),
      url: this.wording.url(this.value(row, spec.url), this.pageUrl),
      body: this.text(row, spec.body, "body"),
      components: [...new Set(affected.filter(Boolean))].slice(0, this.rules.limits.affected),
    };
  }

  indicator(components, incidents, maintenances) {
    const { headline, rollup } = this.rules;
    const impacts = incidents.map(({ impact }) => impact);
    let level;
    if (headline) {
      level = this.word({ item: this.body }, headline.at, headline.map, "headline");
      if (headline.floor?.includes(textOf(valueAt(this.body, headline.at)))) level = this.worst([level, ...impacts]);
    } else {
      level = this.rollUp(rollup, components.map(({ status }) => status));
      if (level !== "unknown") level = this.worst([level, ...impacts]);
    }
    if (level !== "operational") return level;
    const reasons = components.map(({ status }) => (status === "maintenance" || status === "unknown" ? status : status === level ? level : "notice"));
    if (incidents.length) reasons.push("notice");
    if (maintenances.some((maintenance) => isRunning(maintenance, this.fetchedAt))) reasons.push("maintenance");
    return this.worst([level, ...reasons]);
  }

  rollUp(rule, states) {
    if (rule === "incidents") return "operational";
    const worst = this.worst(states);
    if (worst === "major_outage") return states.every((state) => state === worst) ? worst : "partial_outage";
    return worst === "operational" && states.includes("unknown") ? "unknown" : worst;
  }

  worst(levels) {
    return this.rules.levels[Math.max(...levels.map((level) => this.rules.levels.indexOf(level)))] ?? "unknown";
  }
}

// A maintenance is on when its phase says so, or its window when no phase is given.
export function isRunning({ phase, startsAt, endsAt }, now) {
  return phase === "unknown" ? startsAt !== "" && startsAt <= now && now < (endsAt || "9") : phase === "in_progress";
}

// The record (schema 1) of a parsed body, or null when it is not what this adapter reads. Throws for no JSON.
export function normalise(rules, body, pageUrl, fetchedAt) {
  const fits = Object.entries(rules.shape).every(([path, kind]) => {
    const value = valueAt(body, path);
    if (kind[0] === "=") return textOf(value) === kind.slice(1);
    return kind === "text" ? typeof value === "string" : kind === "list" ? Array.isArray(value) : isObject(value);
  });
  return fits ? new Extraction(rules, body, pageUrl, stamp(fetchedAt)).record() : null;
}
