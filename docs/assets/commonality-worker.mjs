/**
 * The analyser's engine room: reads, counts and ranks away from the page, so that the page stays usable.
 *
 * In: {do: "read", sources, limits, words}, then {do: "rank", ...}. Out: {tell: "progress" | "table" | "result" |
 * "unreadable", ...}. The page cancels by ending the worker. Nothing leaves the browser.
 */
import { classifyColumn, describeColumn } from "./commonality-attributes.mjs";
import { decodeBytes, Unreadable } from "./commonality-csv.mjs";
import { chooseCalls, comparableColumns, findMinimalPair } from "./commonality-examples.mjs";
import { guessIdentifier, guessMarker, isOutcome } from "./commonality-guess.mjs";
import { rankCommonalities } from "./commonality-ranking.mjs";
import { joinTables, readTable } from "./commonality-table.mjs";

const VALUES_TO_SHOW = 20;
let kept = null;

function tellProgress(stage, share) {
  postMessage({ tell: "progress", stage, share });
}

async function readSource(source, limits, from, to) {
  const { text, encoding } = typeof source === "string" ? { text: source, encoding: "" } : decodeBytes(await source.arrayBuffer());
  if (text.trim() === "") throw new Unreadable("empty");
  const table = readTable(text, limits, (share) => tellProgress("read", from + share * (to - from)));
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
  const marks = new Uint8Array(rows);
  if (badRows !== undefined) return marks.fill(1, 0, badRows);
  const bad = new Set(marker.bad);
  const { codes } = columns[marker.column];
  for (let row = 0; row < rows; row += 1) marks[row] = Number(bad.has(codes[row]));
  return marks;
}

/** Rows with the newest call first, when a column of times allows it; otherwise the last rows first. */
function orderRows(table, limits) {
  const time = table.columns.find((column) => classifyColumn(column, table.rows, limits) === "time");
  const rows = Array.from({ length: table.rows }, (_, row) => table.rows - 1 - row);
  if (!time) return rows;
  const order = time.texts.map((text, code) => [text, code]).sort((a, b) => (a[0] < b[0] ? 1 : -1));
  const place = new Int32Array(order.length);
  order.forEach(([, code], index) => { place[code] = index; });
  return rows.sort((a, b) => place[time.codes[a]] - place[time.codes[b]]);
}

function nameParts(finding, attributes) {
  return finding.parts.map(({ attribute, code }) => {
    const { name, kind, items } = attributes[attribute];
    return { name, kind, text: items[code - 1].text };
  });
}

function showCall(row, table, identifier) {
  return {
    row: table.numbers[row],
    id: identifier < 0 ? "" : table.columns[identifier].texts[table.columns[identifier].codes[row]],
    cells: table.columns.map((column) => column.texts[column.codes[row]]),
  };
}

function rank({ marker, use, identifier, limits }) {
  const table = kept;
  const marks = markRows(table, marker);
  const attributes = use.flatMap((index) => describeColumn(table.columns[index], index, table.rows, limits));
  const ranking = rankCommonalities(attributes, marks, limits, (share) => tellProgress("rank", share));
  const order = orderRows(table, limits);
  const badRows = order.filter((row) => marks[row] === 1);
  const goodRows = order.filter((row) => marks[row] === 0);
  const first = ranking.worse.length > 0 ? ranking.worse[0].parts.map(({ attribute }) => attributes[attribute].column) : [];
  const pair = findMinimalPair(comparableColumns(attributes, table.columns), badRows, goodRows, first);
  const calls = chooseCalls(ranking.worse, attributes, badRows, pair, limits.calls);
  const show = (finding) => ({ ...finding, parts: nameParts(finding, attributes) });
  return {
    totals: ranking.totals,
    tries: ranking.tries,
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
    postMessage({ tell: "unreadable", problems: error.problems ?? [error.problem], list: error.list });
  }
});
