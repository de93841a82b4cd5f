/**
 * What can be said about a call, column by column: its value; or, where nearly every call has its own value, the
 * quarter a number falls in, the first digits of a phone number, the hour of a time. The choice looks at the values
 * only, never at which calls failed: otherwise the statistics would be a search for the answer one wants.
 */

const NUMBER = /^-?\d+(\.\d+)?$/;
const PHONE = /^\+?\d{7,15}$/;
const TIME = /^\d{4}-\d\d-\d\d[T ](\d\d):\d\d/;
const NEARLY_ALL = 0.95;
const OWN_VALUE = 0.9;

function shareMatching(column, pattern, rows) {
  let matching = 0;
  let empty = 0;
  column.texts.forEach((text, code) => {
    if (text === "") empty += column.counts[code];
    else if (pattern.test(text)) matching += column.counts[code];
  });
  return rows === empty ? 0 : matching / (rows - empty);
}

/** One of: constant, value, time, phone, number, identifier. */
export function classifyColumn(column, rows, limits) {
  const distinct = column.texts.length;
  if (distinct < 2) return "constant";
  if (shareMatching(column, TIME, rows) >= NEARLY_ALL) return "time";
  if (distinct <= limits.values) return "value";
  if (shareMatching(column, PHONE, rows) >= NEARLY_ALL) return "phone";
  if (shareMatching(column, NUMBER, rows) >= NEARLY_ALL) return "number";
  return distinct > OWN_VALUE * rows ? "identifier" : "value";
}

/**
 * Groups the texts of a column by `group(text)` and keeps the most frequent groups.
 *
 * Out: {kind, column, items: [{text, count}], codes}: code 0 is "none of the items", item i has code i + 1.
 */
function groupColumn(column, index, rows, kind, group, limits) {
  const counts = new Map();
  const groups = column.texts.map(group);
  groups.forEach((name, code) => {
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + column.counts[code]);
  });
  const kept = [...counts].filter(([, count]) => count >= limits.smallest_count && count < rows);
  kept.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).splice(limits.values);
  const codeOf = new Map(kept.map(([name], i) => [name, i + 1]));
  const recode = groups.map(name => codeOf.get(name) ?? 0);
  const codes = Uint8Array.from(column.codes, code => recode[code]);
  return { kind, column: index, name: column.name, items: kept.map(([text, count]) => ({ text, count })), codes };
}

/** A function that names the quarter of a column's numbers in which a text lies; null for what is no number. */
function quarterNamer(column) {
  const numbers = column.texts.map(text => (NUMBER.test(text) ? Number(text) : NaN));
  const sorted = Float64Array.from(column.codes, code => numbers[code])
    .filter(value => !Number.isNaN(value))
    .sort();
  const edges = [...new Set([1, 2, 3, 4].map(quarter => sorted[Math.ceil((sorted.length * quarter) / 4) - 1]))];
  return text => {
    if (!NUMBER.test(text)) return null;
    const place = edges.findIndex(edge => Number(text) <= edge);
    return place > 0 ? `> ${edges[place - 1]} … ${edges[place]}` : `${sorted[0]} … ${edges[0]}`;
  };
}

/** How the texts of each kind of column are grouped: by one or more functions from a text to the name of its group, or to null. */
const GROUPINGS = {
  value: () => [text => text],
  time: () => [text => TIME.exec(text)?.[1] ?? null],
  phone: (column, { prefix_lengths: lengths }) =>
    lengths.map(length => text => (PHONE.test(text) ? text.replace("+", "").slice(0, length) : null)),
  number: column => [quarterNamer(column)],
};

/** All attributes of one column: usually one; a phone number has one for each length of prefix. */
export function describeColumn(column, index, rows, limits) {
  const kind = classifyColumn(column, rows, limits);
  const groupings = GROUPINGS[kind]?.(column, limits) ?? [];
  return groupings.map(group => groupColumn(column, index, rows, kind, group, limits));
}

// Guesses that the reader can change: which column says good or bad, which are results, which one is the Call-ID.

function normalise(text) {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

const sumOf = numbers => numbers.reduce((sum, number) => sum + number, 0);

/** {score, column, bad: codes of the values that mean a bad call}: the higher, the more the column looks like telling good from bad. */
function judgeMarker({ name, texts, counts }, column, words) {
  const meanings = texts
    .map(normalise)
    .map(text => (words.good.includes(text) ? "good" : words.bad.includes(text) ? "bad" : ""));
  // Where good values are known, all others are bad.
  const bad = [...texts.keys()].filter(code =>
    meanings.includes("good") ? meanings[code] !== "good" : meanings[code] === "bad",
  );
  const known = sumOf(counts.filter((_, code) => meanings[code])) / sumOf(counts);
  const isMarker = known > 0 && bad.length > 0 && bad.length < texts.length;
  return { score: isMarker ? known + words.marker_columns.includes(normalise(name)) : 0, column, bad };
}

/** The column that tells good calls from bad; null when none looks like it. */
export function guessMarker(columns, limits, words) {
  let best = { score: 0.5 };
  columns.forEach((column, index) => {
    if (column.texts.length > limits.marker_values) return;
    const judged = judgeMarker(column, index, words);
    if (judged.score > best.score) best = judged;
  });
  return "column" in best ? best : null;
}

/** True for a column that tells how the call went: it would "explain" failure by failure. */
export function isOutcome(name, words) {
  return words.outcome_columns.includes(normalise(name));
}

/** The column that names a call: by its name, else the first in which every call has its own value; else -1. */
export function guessIdentifier(columns, kinds, words) {
  const named = columns.findIndex(column => words.identifier_columns.includes(normalise(column.name)));
  return named >= 0 ? named : kinds.indexOf("identifier");
}
