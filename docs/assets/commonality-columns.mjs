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
  kept.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  kept.length = Math.min(kept.length, limits.values);
  const codeOf = new Map(kept.map(([name], i) => [name, i + 1]));
  const recode = groups.map((name) => codeOf.get(name) ?? 0);
  const codes = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1) codes[row] = recode[column.codes[row]];
  return { kind, column: index, name: column.name, items: kept.map(([text, count]) => ({ text, count })), codes };
}

/** The limits between the four quarters of a number column. */
function findQuarters(column) {
  const values = [];
  column.texts.forEach((text, code) => {
    if (NUMBER.test(text)) values.push([Number(text), column.counts[code]]);
  });
  values.sort((a, b) => a[0] - b[0]);
  const total = values.reduce((sum, [, count]) => sum + count, 0);
  const edges = [];
  let before = 0;
  for (const [value, count] of values) {
    if (before < (total * (edges.length + 1)) / 4 && before + count >= (total * (edges.length + 1)) / 4) edges.push(value);
    before += count;
    if (edges.length === 3) break;
  }
  return { edges: [...new Set(edges)], lowest: values[0][0], highest: values[values.length - 1][0] };
}

function nameQuarter(text, { edges, lowest, highest }) {
  if (!NUMBER.test(text)) return null;
  const value = Number(text);
  const place = edges.findIndex((edge) => value <= edge);
  if (place === 0) return `${lowest} … ${edges[0]}`;
  return place < 0 ? `> ${edges[edges.length - 1]} … ${highest}` : `> ${edges[place - 1]} … ${edges[place]}`;
}

/** All attributes of one column: usually one; a phone number has one for each length of prefix. */
export function describeColumn(column, index, rows, limits) {
  const build = (kind, group) => groupColumn(column, index, rows, kind, group, limits);
  switch (classifyColumn(column, rows, limits)) {
    case "value":
      return [build("value", (text) => text)];
    case "time":
      return [build("hour", (text) => TIME.exec(text)?.[1] ?? null)];
    case "phone":
      return limits.prefix_lengths.map((length) =>
        build("prefix", (text) => (PHONE.test(text) ? text.replace("+", "").slice(0, length) : null)));
    case "number": {
      const quarters = findQuarters(column);
      return [build("range", (text) => nameQuarter(text, quarters))];
    }
    default:
      return [];
  }
}

// Guesses that the reader can change: which column says good or bad, which are results, which one is the Call-ID.

function normalise(text) {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
}

function judgeMarker(column, words) {
  const texts = column.texts.map(normalise);
  const isGood = texts.map((text) => words.good.includes(text));
  const isBad = texts.map((text) => words.bad.includes(text));
  if (!isGood.includes(true) && !isBad.includes(true)) return null;
  const known = column.counts.filter((_, code) => isGood[code] || isBad[code]).reduce((sum, count) => sum + count, 0);
  const named = words.marker_columns.includes(normalise(column.name));
  const bad = isGood.includes(true) ? isGood.map((good) => !good) : isBad;
  if (!bad.includes(true) || !bad.includes(false)) return null;
  return { score: (named ? 1 : 0) + known / column.counts.reduce((sum, count) => sum + count, 0), bad };
}

/** {column, bad: codes of the values that mean a bad call}, or null when no column looks like it. */
export function guessMarker(columns, limits, words) {
  let best = null;
  columns.forEach((column, index) => {
    if (column.texts.length < 2 || column.texts.length > limits.marker_values) return;
    const judged = judgeMarker(column, words);
    if (judged === null || judged.score <= (best?.score ?? 0.5)) return;
    best = { score: judged.score, column: index, bad: judged.bad.flatMap((isBad, code) => (isBad ? [code] : [])) };
  });
  return best && { column: best.column, bad: best.bad };
}

/** True for a column that tells how the call went: it would "explain" failure by failure. */
export function isOutcome(name, words) {
  return words.outcome_columns.includes(normalise(name));
}

/** The column that names a call: by its name, else the first in which every call has its own value; else -1. */
export function guessIdentifier(columns, kinds, words) {
  const named = columns.findIndex((column) => words.identifier_columns.includes(normalise(column.name)));
  return named >= 0 ? named : kinds.indexOf("identifier");
}
