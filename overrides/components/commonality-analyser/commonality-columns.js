/**
 * What can be said about a record, column by column: its value, or, where nearly every record has its own value, a group:
 * the quarter a number lies in, the first digits of a phone number, the hour and day of a time, a part of a longer name.
 * The choice looks at the values only, never at which records are bad: otherwise the statistics would be a search for
 * the answer one wants. What tells how a record ended is left out, by name and by content, and says so.
 */

const NUMBER = /^-?\d+([.,]\d+)?$/;
const SPOILT = /^\d[.,]\d+E\+?\d+$/i;
const DATE = String.raw`(?:[a-z]{3,9},? +)?(\d{4}|\d\d?|[a-z]{3,9})[-/. ]+(\d\d?|[a-z]{3,9})[-/., ]+(\d{4}|\d\d?)[T ,]+`;
const CLOCK = String.raw`(\d{1,2}):\d\d(?::\d\d)?(?:[.,]\d+)?(?:\s*([ap])\.?m\.?)?(?:\s*(?:Z|[A-Z]{2,5}|(?:UTC|GMT)?[+-]\d\d:?(?:\d\d)?))?`;
const TIME = new RegExp(`^(?:${DATE})?${CLOCK}$`, "i");
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** Seconds since 1970 between 2015 and 2034: what epoch times lie in, and hardly any phone number. */
const EPOCH = [1.42e9, 2.05e9];
const SEPARATORS = /[\s().\u00a0\u200e\u200f\u202a-\u202e-]/g;
/** Where a name ends that was put together; a dash only before a tail of hexadecimal digits. */
const BETWEEN_PARTS = /[/@,;:<>=&?\s"]+|-(?=[0-9a-f]{6,}$)/i;
const PARTS = 4;
const VALUES_TO_JUDGE = 2000;
const LONGEST_PREFIX = 8;
const NEARLY_ALL = 0.95;
const MOST = 0.8;
const OWN_VALUE = 0.9;
const SAME = 0.98;

const two = number => String(number).padStart(2, "0");

/** A text as {fields, order, hours, half}: fields in the order in which they stand, months as numbers; null for no time. */
function splitTime(text) {
  const [, first, second, third, hours, half] = TIME.exec(text) ?? [];
  if (!hours) return null;
  if (!first) return { hours, half };
  const names = [first, second].map(field => !/\d/.test(field));
  const order = first.length === 4 && !names[0] ? "ymd" : names[0] ? "mdy" : names[1] ? "dmy" : "";
  const fields = [first, second, third].map((field, at) =>
    names[at] ? MONTHS.indexOf(field.slice(0, 3).toLowerCase()) + 1 : field,
  );
  const isDate = !fields.includes(0) && (order === "ymd" || third.length > 1);
  return isDate ? { fields, order, hours, half } : null;
}

function readEpoch(text) {
  if (!/^\d{10}(?:\.\d+)?$|^\d{13}$|^\d{16}$/.test(text)) return null;
  const seconds = Number(text) / ({ 13: 1e3, 16: 1e6 }[text.length] ?? 1);
  if (seconds < EPOCH[0] || seconds > EPOCH[1]) return null;
  const moment = new Date(1000 * seconds).toISOString();
  return { day: moment.slice(0, 10), hour: moment.slice(11, 13), order: moment };
}

/**
 * A function that reads the times of a column. Whether the day or the month comes first is decided over the whole
 * column; where no value tells, the day stays unknown and the hour is still read.
 *
 * Out of the function: {day: "2026-11-20" or null, hour: "14", order: a text that sorts by time}, or null.
 */
export function timeReader(texts) {
  const unsure = texts.map(splitTime).filter(time => time?.order === "");
  const [dayFirst, monthFirst] = [0, 1].map(at => unsure.some(({ fields }) => fields[at] > 12));
  const decided = dayFirst === monthFirst ? "" : dayFirst ? "dmy" : "mdy";
  return text => {
    const time = splitTime(text);
    if (!time) return readEpoch(text);
    const { hours, half } = time;
    const hour = half ? (hours % 12) + (half.toLowerCase() === "p" ? 12 : 0) : Number(hours);
    if (hour > 23) return null;
    const order = time.order || decided;
    if (!time.fields || !order) return { day: null, hour: two(hour), order: "" };
    const part = name => time.fields[order.indexOf(name)];
    const year = part("y").length === 2 ? `20${part("y")}` : part("y");
    const day = `${year}-${two(part("m"))}-${two(part("d"))}`;
    return { day, hour: two(hour), order: `${day}T${two(hour)}${text.slice(text.indexOf(":"))}` };
  };
}

/** The digits of a phone number in any notation (an address of the web, name and address, spaces, 00, ="+…"); "" for anything else. */
export function digitsIn(text) {
  const bare = /<([^>]+)>/.exec(text)?.[1] ?? text.replace(/^="?|"$/g, "");
  const user = bare
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:/i, "")
    .split(/[@;]/)[0];
  const digits = user.replace(SEPARATORS, "").replace(/^(?:\+|00)/, "");
  return /^\d{7,15}$/.test(digits) ? digits : "";
}

/** The share of a column's records that are filled and pass the test, judged by at most 2,000 of its values. */
function shareOf(column, test) {
  const step = Math.ceil(column.texts.length / VALUES_TO_JUDGE);
  let [matching, filled] = [0, 0];
  for (let code = 0; code < column.texts.length; code += step) {
    if (column.texts[code] === "") continue;
    filled += column.counts[code];
    if (test(column.texts[code])) matching += column.counts[code];
  }
  return filled === 0 ? 0 : matching / filled;
}

/** One of: constant, spoilt, value, time, phone, number, parts, own-value. */
export function classifyColumn(column, limits) {
  const distinct = column.texts.length;
  if (distinct < 2) return "constant";
  if (shareOf(column, text => SPOILT.test(text)) > 1 - NEARLY_ALL) return "spoilt";
  const readTime = timeReader(column.texts);
  if (shareOf(column, text => readTime(text) !== null) >= NEARLY_ALL) return "time";
  if (distinct <= limits.values) return "value";
  if (shareOf(column, text => digitsIn(text) !== "") >= MOST) return "phone";
  if (shareOf(column, text => NUMBER.test(text)) >= NEARLY_ALL) return "number";
  if (shareOf(column, text => BETWEEN_PARTS.test(text)) >= MOST) return "parts";
  return distinct > OWN_VALUE * column.codes.length ? "own-value" : "value";
}

/**
 * Groups a column's records and keeps the most frequent groups. `groups` names the group of each text, null for none.
 *
 * Out: {kind, column, name, items: [{text, count}], codes}: code 0 is "none of the items", item i has code i + 1.
 */
function groupColumn(column, kind, groups, limits) {
  const { name, counts: records, codes } = column;
  const counts = new Map();
  groups.forEach((group, code) => {
    if (group !== null) counts.set(group, (counts.get(group) ?? 0) + records[code]);
  });
  const kept = [...counts].filter(([, count]) => count >= limits.smallest_count && count < codes.length);
  kept.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).splice(limits.values);
  const codeOf = new Map(kept.map(([group], i) => [group, i + 1]));
  const recode = groups.map(group => codeOf.get(group) ?? 0);
  const items = kept.map(([text, count]) => ({ text, count }));
  return { kind, column, name, items, codes: Uint8Array.from(codes, code => recode[code]) };
}

const numberIn = text => Number(text.replace(",", "."));

/** The quarter of a column's numbers in which each text lies; null for what is no number. */
function nameQuarters(column) {
  const numbers = column.texts.map(text => (NUMBER.test(text) ? numberIn(text) : Number.NaN));
  const sorted = Float64Array.from(column.codes, code => numbers[code])
    .filter(value => !Number.isNaN(value))
    .sort();
  const edges = [...new Set([1, 2, 3, 4].map(quarter => sorted[Math.ceil((sorted.length * quarter) / 4) - 1]))];
  return numbers.map(number => {
    if (Number.isNaN(number)) return null;
    const place = edges.findIndex(edge => number <= edge);
    return place > 0 ? `> ${edges[place - 1]} … ${edges[place]}` : `${sorted[0]} … ${edges[0]}`;
  });
}

/** The length of the country code that digits begin with. Codes of one and two digits are listed; all others have three. */
function countryLength(digits, shortCodes) {
  return [1, 2].find(length => shortCodes.includes(digits.slice(0, length))) ?? 3;
}

/** The country code of each number, and each longer prefix after which the column's numbers differ. */
function namePrefixes(column, { country_codes: shortCodes = [] }) {
  const numbers = column.texts.map(digitsIn);
  const countries = numbers.map(number => number.slice(0, countryLength(number, shortCodes)));
  const groups = [countries.map(country => (country ? `+${country}` : null))];
  for (let length = 2; length <= LONGEST_PREFIX; length += 1) {
    const following = new Map(); // a prefix -> the digits that follow it
    for (const number of numbers.filter(each => each.length > length)) {
      const prefix = number.slice(0, length);
      following.set(prefix, (following.get(prefix) ?? new Set()).add(number[length]));
    }
    const isTold = (prefix, code) => length > countries[code].length && following.get(prefix)?.size > 1;
    const prefixes = numbers.map(number => number.slice(0, length));
    groups.push(prefixes.map((prefix, code) => (isTold(prefix, code) ? `+${prefix}` : null)));
  }
  return groups;
}

/** The parts of each name, counted from the front and from the back. */
function nameEnds(column) {
  const split = column.texts.map(text => text.split(BETWEEN_PARTS).filter(Boolean));
  const places = [...Array(PARTS).keys()];
  return [...places, ...places.map(place => -1 - place)].map(place => split.map(parts => parts.at(place) ?? null));
}

/** How the texts of each kind of column are grouped: [kind of attribute, the name of each text's group], one or more. */
const GROUPINGS = {
  value: column => [["value", column.texts]],
  time: column => {
    const times = column.texts.map(timeReader(column.texts));
    return [
      ["time", times.map(time => time?.hour ?? null)],
      ["day", times.map(time => time?.day ?? null)],
    ];
  },
  phone: (column, formats) => namePrefixes(column, formats).map(groups => ["phone", groups]),
  number: column => [["number", nameQuarters(column)]],
  parts: column => nameEnds(column).map(groups => ["part", groups]),
};

const isSameSplit = (one, other) => one.codes.every((code, row) => code === other.codes[row]);

/** All attributes of one column: none where nothing repeats, usually one, several for numbers, times and names of parts. */
function makeAttributes(column, { limits, formats }) {
  const groupings = GROUPINGS[classifyColumn(column, limits)]?.(column, formats) ?? [];
  const attributes = [];
  for (const [kind, groups] of groupings) {
    const attribute = groupColumn(column, kind, groups, limits);
    if (attribute.items.length > 0 && !attributes.some(other => isSameSplit(other, attribute)))
      attributes.push(attribute);
  }
  return attributes;
}

/** The attributes of a column, made once. */
export function describeColumn(column, data) {
  column.attributes ??= makeAttributes(column, data);
  return column.attributes;
}

// Guesses that the reader can change: which column says good or bad, which are results, which one names the record.

function normalise(text) {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

const sumOf = numbers => numbers.reduce((sum, number) => sum + number, 0);

function meaningsOf({ texts }, words) {
  return texts.map(normalise).map(text => (words.good.includes(text) ? "good" : words.bad.includes(text) ? "bad" : ""));
}

const shareKnown = ({ counts }, meanings) => sumOf(counts.filter((_, code) => meanings[code])) / sumOf(counts);

/** {score, column, bad: codes of the values that mean a bad record}: the higher, the more the column looks like telling good from bad. */
function judgeMarker(column, index, words) {
  const { name, texts } = column;
  const meanings = meaningsOf(column, words);
  // Where good values are known, all others are bad.
  const bad = [...texts.keys()].filter(code =>
    meanings.includes("good") ? meanings[code] !== "good" : meanings[code] === "bad",
  );
  const known = shareKnown(column, meanings);
  const isMarker = known > 0 && bad.length > 0 && bad.length < texts.length;
  return { score: isMarker ? known + words.marker_columns.includes(normalise(name)) : 0, column: index, bad };
}

/** The column that tells good records from bad; null when none looks like it. */
export function guessMarker(columns, limits, words) {
  let best = { score: 0.4 };
  columns.forEach((column, index) => {
    if (column.texts.length > limits.marker_values) return;
    const judged = judgeMarker(column, index, words);
    if (judged.score > best.score) best = judged;
  });
  return "column" in best ? best : null;
}

/** Why a column is not compared unless the reader asks for it: constant, spoilt, own-value, outcome; "" when it is. */
export function reasonToLeave(column, data) {
  const kind = classifyColumn(column, data.limits);
  if (kind === "constant" || kind === "spoilt") return kind;
  if (data.words.outcome_columns.includes(normalise(column.name))) return "outcome";
  return describeColumn(column, data).length === 0 ? "own-value" : "";
}

/** Does a column only repeat the one that tells good from bad: the same values under other names, or words for good and bad? */
function isEcho(column, marker, words) {
  if (shareKnown(column, meaningsOf(column, words)) > 0.5) return true;
  if (column.texts.length < 3 || marker.texts.length < 3) return false;
  return foretold(marker, column) >= SAME && foretold(column, marker) >= SAME;
}

/** The share of the records whose value in the `other` column is the one that goes most often with their own in this one. */
function foretold({ texts, codes }, other) {
  const counts = texts.map(() => new Map());
  codes.forEach((code, row) => {
    const beside = other.codes[row];
    counts[code].set(beside, (counts[code].get(beside) ?? 0) + 1);
  });
  const most = counts.map(each => [...each.values()].reduce((one, next) => Math.max(one, next)));
  return sumOf(most) / codes.length;
}

/** Is a column filled, or other than zero, for good records only (or for bad ones only), as the time of an answer is? */
function isKnownAfter(column, marks) {
  const isEmpty = column.texts.map(text => text === "" || /^0+([.,:]0+)*$/.test(text));
  if (!isEmpty.includes(true)) return false;
  const empty = [0, 0];
  const all = [0, 0];
  column.codes.forEach((code, row) => {
    all[marks[row]] += 1;
    empty[marks[row]] += isEmpty[code];
  });
  const [good, bad] = [empty[0] / all[0], empty[1] / all[1]];
  return (good <= 1 - NEARLY_ALL && bad >= NEARLY_ALL) || (bad <= 1 - NEARLY_ALL && good >= NEARLY_ALL);
}

/** Why a column says nothing about the cause once the bad records are known: echo, after; "" when it may. */
export function reasonAgainst(column, marker, marks, words) {
  if (marker && isEcho(column, marker, words)) return "echo";
  return isKnownAfter(column, marks) ? "after" : "";
}

/** The column that names a record: by its name, else the first in which every record has its own value; else -1. */
export function guessIdentifier(columns, words) {
  const named = columns.findIndex(column => words.identifier_columns.includes(normalise(column.name)));
  return named >= 0 ? named : columns.findIndex(({ texts, codes }) => texts.length > OWN_VALUE * codes.length);
}
