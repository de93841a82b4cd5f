/** What is missing or doubtful in a draft. Patterns, words and limits come from the page's data; nothing here blocks. */

import { fill } from "../templates/templates.js";

const DAY = 86400000;
const RECORD_TIME = /(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))? ?(Z|UTC|[+-]\d\d:?\d\d)?/;

function passesLuhn(number) {
  const digits = [...number.replace(/\D/g, "")].reverse().map(Number);
  const sum = digits.reduce((total, digit, at) => total + (at % 2 ? digit * 2 - (digit > 4 ? 9 : 0) : digit), 0);
  return sum % 10 === 0;
}

/** True when a field is asked: its kind of problem needs it, and the answer it waits for was given. */
export function isAsked(field, values) {
  if (!Object.hasOwn(field.needs, values.kind ?? "")) return false;
  return field.when === null || values[field.when.field] === field.when.choice;
}

/** Whole days (UTC) for which a record is still kept; NaN when its text names no day. */
function countDaysLeft(text, now, retention) {
  const [, day, clock = "00:00", zone = "Z"] = RECORD_TIME.exec(text) ?? [];
  const began = Date.parse(`${day}T${clock}${zone === "UTC" ? "Z" : zone}`);
  return Math.floor(began / DAY) + retention - Math.floor(now / DAY);
}

/** Words for a regular expression that means exactly them. */
const literally = words => words.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Marks that copied numbers and addresses carry and nobody sees: directions, joiners, byte order. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** True when a field has no answer. */
export function isEmpty({ id, control }, { values, examples }) {
  return control === "examples" ? examples.length === 0 : (values[id] ?? "").trim() === "";
}

/** True when a field is asked, and its kind of problem can't do without it. */
export const isNeeded = (field, values) => isAsked(field, values) && field.needs[values.kind ?? ""] === "required";

/** Nothing was filled in or ticked yet. */
export function isUntouched({ values, examples }, fields) {
  return (
    !values.kind && examples.length === 0 && fields.every(({ id, shared }) => shared || !(values[id] ?? "").trim())
  );
}

/** Judges drafts by the page's data. */
export class Checker {
  #known = new Map();

  constructor(data) {
    this.data = data;
    this.formats = Object.fromEntries(
      Object.entries(data.formats).map(([id, { pattern }]) => [id, new RegExp(`^(?:${pattern})$`)]),
    );
    this.guesses = new RegExp(`(?<![\\p{L}\\d])(?:${data.guess_words.map(literally).join("|")})(?![\\p{L}\\d])`, "iu");
    this.placeholder = new RegExp(`^(?:${data.placeholders.pattern})`, "i");
    this.secrets = data.secrets.map(secret => ({
      ...secret,
      expression: new RegExp(secret.pattern, secret.case_sensitive ? "g" : "gi"),
    }));
  }

  say(name, values) {
    return fill(this.data.sentences[name], values);
  }

  /** What a field without an answer says. */
  ask(field, isNeeded) {
    if (!isNeeded) return this.say("useful", field);
    return field.control === "examples" ? this.say("example_none") : (field.missing ?? this.say("missing", field));
  }

  /** Everything to tell about a draft: {missing, useful}; each {field, text}, secrets also {secret}. */
  check({ values, examples }, now) {
    const missing = values.kind ? [] : [this.missingKind];
    const useful = [];
    for (const field of this.data.fields.filter(each => isAsked(each, values))) {
      const text = values[field.id] ?? "";
      const absent = isNeeded(field, values) ? missing : useful;
      if (field.control === "examples") this.checkExamples(field, examples, now, { absent, missing, useful });
      else if (text.trim() === "") absent.push({ field: field.id, text: this.ask(field, absent === missing) });
      else missing.push(...this.judge(field, text));
    }
    if (!values.level) useful.unshift({ field: "level", text: this.say("level_missing") });
    return { missing, useful };
  }

  get missingKind() {
    return { field: "kind", text: this.say("kind_missing") };
  }

  /** The needed details that are not given as {field, text}, in the order of the paper; the kind of problem is one. */
  listAbsent(draft) {
    const { values } = draft;
    const absent = this.data.fields
      .filter(field => isNeeded(field, values) && isEmpty(field, draft))
      .map(field => ({ field: field.id, text: this.ask(field, true) }));
    return values.kind ? absent : [this.missingKind, ...absent];
  }

  /** Judges one answer; the same answer is not judged twice. */
  judge(field, text) {
    const known = this.#known.get(field.id);
    if (known?.text === text) return known.found;
    const found = [
      ...this.judgeForm(field, text),
      ...this.findSecrets(text).map(secret => ({
        field: field.id,
        text: this.say("secret", { label: field.label, line: secret.line, secret: secret.label }),
        secret,
      })),
    ];
    this.#known.set(field.id, { text, found });
    return found;
  }

  judgeForm(field, text) {
    const found = [];
    if (field.format && !this.formats[field.format].test(text.replace(INVISIBLE, "").replace(/\s+/g, " ").trim())) {
      found.push({
        field: field.id,
        text: fill(this.data.formats[field.format].doubt, { label: field.label, found: text }),
      });
    }
    const word = field.guesses && this.guesses.exec(text)?.[0];
    const assumed = this.data.fields.find(({ id }) => id === "assumed")?.label;
    if (word) found.push({ field: field.id, text: this.say("guess", { label: field.label, word, assumed }) });
    return found;
  }

  /**
   * The likely secrets of a text: {label, part, line}, the longest where two overlap. Kinds that only count when the
   * reader asks are left out unless `wanted` names them.
   */
  findSecrets(text, wanted = []) {
    const [hidden] = this.data.sentences.hidden.split("{");
    const found = this.secrets
      .filter(({ id, on_request: onRequest }) => !onRequest || wanted.includes(id))
      .flatMap(({ label, expression, check }) =>
        [...text.matchAll(expression)]
          .filter(match => !match[1].startsWith(hidden.trim()) && !this.placeholder.test(match[1]))
          .filter(match => check === "none" || passesLuhn(match[1]))
          .map(match => {
            const at = match.index + match[0].lastIndexOf(match[1]);
            return { label, part: match[1], at, line: text.slice(0, at).split("\n").length };
          }),
      );
    const covers = (one, other) =>
      one.at <= other.at &&
      one.at + one.part.length >= other.at + other.part.length &&
      (one.part.length > other.part.length || found.indexOf(one) < found.indexOf(other));
    return found.filter(secret => !found.some(other => covers(other, secret)));
  }

  checkExamples(field, examples, now, { absent, missing: doubtful, useful }) {
    if (examples.length === 0) absent.push({ field: field.id, text: this.say("example_none") });
    if (examples.length > this.data.limits.examples) {
      doubtful.push({
        field: field.id,
        text: this.say("example_many", { count: examples.length, most: this.data.limits.examples }),
      });
      return;
    }
    for (const { text, shows } of examples) {
      const name = { found: text };
      if (field.format && !this.formats[field.format].test(text.split(/[\s,;]+/)[0]))
        doubtful.push({ field: field.id, text: fill(this.data.formats[field.format].doubt, name) });
      if (!shows) doubtful.push({ field: field.id, text: this.say("example_unticked", name) });
      if (!this.data.retention) continue;
      const left = countDaysLeft(text, now, this.data.retention);
      if (Number.isNaN(left)) useful.push({ field: field.id, text: this.say("freshness_unknown", name) });
      else if (left < 4)
        doubtful.push({
          field: field.id,
          text: this.say(nameFreshness(left), { ...name, left, days: this.data.retention }),
        });
    }
  }
}

function nameFreshness(left) {
  if (left < 0) return "fresh_expired";
  return ["fresh_today", "fresh_tomorrow"][left] ?? "fresh_days";
}
