/**
 * The analyser's engine room: reads, counts and ranks away from the page, so that the page stays usable.
 *
 * In: {do: "read", sources, limits, words}, then {do: "rank", ...}. Out: {tell: "progress" | "table" | "result" |
 * "unreadable", ...}. The page cancels by ending the worker. Nothing leaves the browser.
 */
import { classifyColumn, describeColumn, guessIdentifier, guessMarker, isOutcome } from "./commonality-columns.mjs";
import { hasParts, rankCommonalities } from "./commonality-ranking.mjs";
import { decodeBytes, joinTables, readTable, Unreadable } from "./commonality-table.mjs";

const VALUES_TO_SHOW = 20;
const ROWS_FOR_ONE = 20000;
const ROWS_FOR_TWO = 4000;
const ROWS_FOR_MORE = 800;
let kept = null;

const tellProgress = (share) => postMessage({ tell: "progress", share });

async function readSource(source, limits, from, to) {
  const { text, encoding } = typeof source === "string" ? { text: source, encoding: "" } : decodeBytes(await source.arrayBuffer());
  if (text.trim() === "") throw new Unreadable("empty");
  const table = readTable(text, limits, (share) => tellProgress(from + share * (to - from)));
  return { ...table, encoding };
}

async function readSources(sources, limits) {
  if (sources.length === 1) return readSource(sources[0], limits, 0, 1);
  const tables = [];
  for (const [index, source] of sources.entries()) {
    try {
      tables.push(await readSource(source, limits, index / 2, (index + 1) / 2));
    } catch (error) {
      if (error instanceof Unreadable) error.list = index;
      throw error;
    }
  }
  return { ...joinTables(tables[0], tables[1]), encoding: tables[0].encoding, delimiter: tables[0].delimiter };
}

function describeTable(table, limits, words) {
  const kinds = table.columns.map((column) => classifyColumn(column, table.rows, limits));
  const columns = table.columns.map((column, index) => ({
    name: column.name,
    kind: kinds[index],
    distinct: column.texts.length,
    values: column.texts.slice(0, limits.marker_values).map((text, code) => ({ text, count: column.counts[code] })),
    outcome: isOutcome(column.name, words),
  }));
  const { rows, delimiter, encoding, problems, leftOut, missing = [], badRows } = table;
  const marker = badRows === undefined ? guessMarker(table.columns, limits, words) : null;
  const identifier = guessIdentifier(table.columns, kinds, words);
  return { rows, delimiter, encoding, problems, leftOut, missing, badRows, columns, marker, identifier };
}

function markRows({ columns, rows, badRows }, marker) {
  if (badRows !== undefined) return new Uint8Array(rows).fill(1, 0, badRows);
  const bad = new Set(marker.bad);
  return Uint8Array.from(columns[marker.column].codes, (code) => bad.has(code));
}

/** Rows with the newest call first, when a column of times allows it; otherwise the last rows first. */
function orderRows(table, limits) {
  const time = table.columns.find((column) => classifyColumn(column, table.rows, limits) === "time");
  const rows = Array.from({ length: table.rows }, (_, row) => table.rows - 1 - row);
  if (!time) return rows;
  const place = [];
  [...time.texts.keys()].sort((a, b) => (time.texts[a] < time.texts[b] ? 1 : -1)).forEach((code, index) => { place[code] = index; });
  return rows.sort((a, b) => place[time.codes[a]] - place[time.codes[b]]);
}

// The calls worth looking at: the minimal pair (a bad and a good call that differ in as few columns as possible) and the
// one to three bad calls to send. All choices are fixed by the data, so the same file gives the same calls.

/** One comparable code per column: its own values, or the group where nearly every call has its own value. */
function comparableColumns(attributes, columns) {
  const chosen = new Map();
  for (const attribute of attributes) chosen.set(attribute.column, attribute);
  return [...chosen.values()].map(({ column, kind, codes }) => ({
    index: column,
    codes: kind === "value" ? columns[column].codes : codes,
  }));
}

function mix(column, code) {
  let hash = Math.imul(column + 1, 0x9e3779b1) ^ Math.imul(code + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

/** A number per row that is equal for equal rows; leaving a column out is one more exclusive-or. */
function hashRows(comparable, rows) {
  const hashes = new Int32Array(rows);
  comparable.forEach(({ codes }, column) => {
    for (let row = 0; row < rows; row += 1) hashes[row] ^= mix(column, codes[row]);
  });
  return hashes;
}

const listDifferences = (comparable, one, other) =>
  comparable.filter(({ codes }) => codes[one] !== codes[other]).map(({ index }) => index);

/** A bad and a good row that differ in exactly the columns left out of the hash; null when there is none. */
function matchWithout(left, comparable, hashes, badRows, goodRows) {
  const reduce = (row) => left.reduce((hash, column) => hash ^ mix(column, comparable[column].codes[row]), hashes[row]);
  const good = new Map(goodRows.map((row) => [reduce(row), row]));
  for (const bad of badRows) {
    const partner = good.get(reduce(bad));
    if (partner === undefined) continue;
    const differences = listDifferences(comparable, bad, partner);
    if (differences.length > 0 && differences.length <= left.length) return { bad, good: partner, differences };
  }
  return null;
}

function findByBruteForce(comparable, badRows, goodRows) {
  let best = null;
  for (const bad of badRows) {
    for (const good of goodRows) {
      let different = 0;
      for (const { codes } of comparable) different += Number(codes[bad] !== codes[good]);
      if (different > 0 && (best === null || different < best.different)) best = { bad, good, different };
    }
  }
  return best && { bad: best.bad, good: best.good, differences: listDifferences(comparable, best.bad, best.good) };
}

function* chooseColumns(comparable, first) {
  const order = comparable.map((_, column) => column).sort((a, b) => Number(first.has(comparable[b].index)) - Number(first.has(comparable[a].index)));
  for (const column of order) yield [column];
  for (const a of order) for (const b of order) if (a < b) yield [a, b];
}

/**
 * The pair that differs least, but not in nothing: with equal differences, one that differs in a column of the strongest
 * finding. The more differences, the fewer calls are searched, the newest first.
 */
function findMinimalPair(comparable, badRows, goodRows, firstColumns) {
  const rows = badRows.length + goodRows.length;
  const hashes = hashRows(comparable, rows);
  for (const left of chooseColumns(comparable, new Set(firstColumns))) {
    const most = left.length === 1 ? ROWS_FOR_ONE : ROWS_FOR_TWO;
    const found = matchWithout(left, comparable, hashes, badRows.slice(0, most), goodRows.slice(0, most));
    if (found) return found;
  }
  return findByBruteForce(comparable, badRows.slice(0, ROWS_FOR_MORE), goodRows.slice(0, ROWS_FOR_MORE));
}

/**
 * One to three bad calls: one for each of the strongest findings, the bad call of the minimal pair, then any bad call.
 * `badRows` comes with the newest call first, because traces are kept for a few days only.
 */
function chooseCalls(findings, attributes, badRows, pair, wanted) {
  const chosen = new Map();
  const causes = findings.filter((finding) => finding.shadowOf === undefined);
  for (const finding of causes) {
    const row = badRows.find((candidate) => !chosen.has(candidate) && hasParts(candidate, finding, attributes));
    if (row !== undefined && chosen.size < wanted) chosen.set(row, finding);
  }
  const others = causes.length === 0 ? badRows : badRows.filter((row) => causes.some((finding) => hasParts(row, finding, attributes)));
  for (const row of [...(pair ? [pair.bad] : []), ...others]) {
    if (chosen.size >= wanted) break;
    if (!chosen.has(row)) chosen.set(row, null);
  }
  return [...chosen].map(([row, finding]) => ({ row, finding }));
}

function nameParts(finding, attributes) {
  return finding.parts.map(({ attribute, code }) => {
    const { name, kind, items } = attributes[attribute];
    return { name, kind, text: items[code - 1].text };
  });
}

function showCall(row, { columns, numbers }, identifier) {
  const cells = columns.map(({ texts, codes }) => texts[codes[row]]);
  return { row: numbers[row], id: cells[identifier] ?? "", cells };
}

function rank({ marker, use, identifier, limits }) {
  const table = kept;
  const marks = markRows(table, marker);
  const attributes = use.flatMap((index) => describeColumn(table.columns[index], index, table.rows, limits));
  const ranking = rankCommonalities(attributes, marks, limits, tellProgress);
  const order = orderRows(table, limits);
  const badRows = order.filter((row) => marks[row] === 1);
  const goodRows = order.filter((row) => marks[row] === 0);
  const first = ranking.worse[0]?.parts.map(({ attribute }) => attributes[attribute].column);
  const pair = findMinimalPair(comparableColumns(attributes, table.columns), badRows, goodRows, first);
  const calls = chooseCalls(ranking.worse, attributes, badRows, pair, limits.calls);
  const show = (finding) => ({ ...finding, parts: nameParts(finding, attributes) });
  return {
    ...ranking,
    worse: ranking.worse.map(show),
    better: ranking.better.map(show),
    ranked: ranking.ranked.slice(0, VALUES_TO_SHOW).map(show),
    pair: pair && { bad: showCall(pair.bad, table, identifier), good: showCall(pair.good, table, identifier), differences: pair.differences },
    calls: calls.map(({ row, finding }) => ({ ...showCall(row, table, identifier), parts: finding ? nameParts(finding, attributes) : [] })),
  };
}

async function answer(request) {
  if (request.do === "rank") return { tell: "result", ...rank(request) };
  kept = await readSources(request.sources, request.limits);
  return { tell: "table", ...describeTable(kept, request.limits, request.words) };
}

addEventListener("message", async ({ data }) => {
  try {
    postMessage(await answer(data));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    postMessage({ tell: "unreadable", problems: error.problems, list: error.list });
  }
});
