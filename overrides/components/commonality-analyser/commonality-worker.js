/**
 * The analyser's engine room: reads, counts and ranks away from the page, so that the page stays usable.
 *
 * In: {do: "read", sources, limits, formats, words}, then {do: "rank", ...}. Out: {tell: "progress" | "table" | "result" |
 * "unreadable", ...}. The page cancels by ending the worker. Nothing leaves the browser.
 */
import {
  classifyColumn,
  describeColumn,
  guessIdentifier,
  guessMarker,
  reasonAgainst,
  reasonToLeave,
  timeReader,
} from "./commonality-columns.js";
import { hasParts, rankCommonalities } from "./commonality-ranking.js";
import { decodeBytes, joinTables, readTable, Unreadable } from "./commonality-table.js";

const VALUES_TO_SHOW = 20;
const ROWS_TO_PAIR = 2000;
let kept = null;

const tellProgress = share => postMessage({ tell: "progress", share });

async function readSource(source, data, tell) {
  const { text, encoding } = source.arrayBuffer
    ? decodeBytes(await source.arrayBuffer(), data.formats.signatures)
    : { text: source, encoding: "" };
  return { ...readTable(text, data, tell), encoding };
}

async function readSources({ sources, ...data }) {
  const tables = [];
  for (const source of sources) {
    const done = tables.length;
    try {
      tables.push(await readSource(source, data, share => tellProgress((done + share) / sources.length)));
    } catch (error) {
      if (sources.length > 1) error.list = done;
      throw error;
    }
  }
  return tables[1] ? { ...tables[0], ...joinTables(...tables) } : tables[0];
}

function describeTable({ numbers, ...table }, data) {
  const columns = table.columns.map(column => ({
    name: column.name,
    distinct: column.texts.length,
    values: column.texts
      .slice(0, data.limits.marker_values)
      .map((text, code) => ({ text, records: column.counts[code] })),
    reason: reasonToLeave(column, data),
  }));
  const marker = table.badRows === undefined ? guessMarker(table.columns, data.limits, data.words) : null;
  return { ...table, columns, marker, identifier: guessIdentifier(table.columns, data.words) };
}

function markRows({ columns, rows, badRows }, marker) {
  if (badRows !== undefined) return new Uint8Array(rows).fill(1, 0, badRows);
  const bad = new Set(marker.bad);
  return Uint8Array.from(columns[marker.column].codes, code => bad.has(code));
}

/** Rows with the newest first, when a column of times allows it; otherwise the last rows first. */
function orderRows(table, limits) {
  const time = table.columns.find(column => classifyColumn(column, limits) === "time");
  const rows = [...table.numbers.keys()].reverse();
  if (!time) return rows;
  const read = timeReader(time.texts);
  const orders = time.texts.map(text => read(text)?.order ?? "");
  const orderOf = row => orders[time.codes[row]];
  return rows.sort((a, b) => (orderOf(a) < orderOf(b)) - (orderOf(a) > orderOf(b)));
}

// The records worth looking at: the minimal pair (a bad and a good one that differ in as few columns as possible) and the
// one to three bad ones to send. All choices are fixed by the data, so the same file gives the same records.

/** One comparable code per column: its own values, or the group where nearly every record has its own value. */
function comparableColumns(attributes) {
  const chosen = new Map();
  for (const { column, kind, codes } of attributes) chosen.set(column, kind === "value" ? column.codes : codes);
  return [...chosen].map(([column, codes]) => ({ column, codes }));
}

/**
 * The pair that differs least, but not in nothing: with equal differences, one that differs in a column of the strongest
 * finding (`first`). Of a long list, the newest records are compared.
 */
function findMinimalPair(comparable, badRows, goodRows, first) {
  const weighed = comparable.map(({ column, codes }) => ({ codes, weight: first.includes(column) ? 0.99 : 1 }));
  let pair = null;
  let least = Infinity;
  for (const bad of badRows.slice(0, ROWS_TO_PAIR)) {
    for (const good of goodRows.slice(0, ROWS_TO_PAIR)) {
      let weight = 0;
      for (const column of weighed) {
        if (column.codes[bad] !== column.codes[good]) weight += column.weight;
        if (weight >= least) break;
      }
      if (weight > 0 && weight < least) [pair, least] = [{ bad, good }, weight];
    }
  }
  const differs = ({ codes }) => codes[pair.bad] !== codes[pair.good];
  return pair && { ...pair, differences: comparable.filter(differs).map(({ column }) => column) };
}

/**
 * One to three bad records: one for each of the strongest findings, the bad one of the minimal pair, then any bad one.
 * `badRows` comes with the newest record first, because details are kept for a few days only.
 */
function chooseExamples(findings, attributes, badRows, pair, wanted) {
  const chosen = new Map();
  const choose = (row, finding) => chosen.size < wanted && !chosen.has(row) && chosen.set(row, finding);
  const causes = findings.filter(({ shadowOf }) => shadowOf === undefined);
  for (const cause of causes) {
    const row = badRows.find(each => !chosen.has(each) && hasParts(each, cause, attributes));
    if (row !== undefined) choose(row, cause);
  }
  if (pair) choose(pair.bad);
  for (const row of badRows) if (!causes.length || causes.some(cause => hasParts(row, cause, attributes))) choose(row);
  return chosen;
}

function nameParts(finding, attributes) {
  return finding.parts.map(({ attribute, code }) => {
    const { name, kind, items } = attributes[attribute];
    return { name, kind, text: items[code - 1].text };
  });
}

/** The columns to compare, and those left out with the reason. `insisted` holds what the reader ticked against our advice. */
function chooseColumns({ columns }, { use, insisted, ...data }, markerColumn, marks) {
  const compared = [];
  const leftOut = [];
  columns.forEach((column, index) => {
    if (column === markerColumn) return;
    const reason = use.includes(index)
      ? !insisted.includes(index) && reasonAgainst(column, markerColumn, marks, data.words)
      : reasonToLeave(column, data) || "unticked";
    if (reason) leftOut.push({ column: index, name: column.name, reason });
    else compared.push(column);
  });
  return { compared, leftOut };
}

function rank(request) {
  const { marker, identifier, limits } = request;
  const table = kept;
  const { columns, numbers } = table;
  const marks = markRows(table, marker);
  const markerColumn = table.badRows === undefined ? columns[marker.column] : null;
  const { compared, leftOut } = chooseColumns(table, request, markerColumn, marks);
  const attributes = compared.flatMap(column => describeColumn(column, request));
  // Where two columns split the records alike, a whole value says more than a part of a name.
  attributes.sort((a, b) => (a.kind === "part") - (b.kind === "part"));
  const ranking = rankCommonalities(attributes, marks, limits, tellProgress);
  const order = orderRows(table, limits);
  const badRows = order.filter(row => marks[row]);
  const goodRows = order.filter(row => !marks[row]);
  const first = ranking.worse[0]?.parts.map(({ attribute }) => attributes[attribute].column) ?? [];
  const pair = findMinimalPair(comparableColumns(attributes), badRows, goodRows, first);
  const examples = chooseExamples(ranking.worse, attributes, badRows, pair, limits.examples);

  const show = findings => findings.map(finding => ({ ...finding, parts: nameParts(finding, attributes) }));
  const cellAt = (row, { texts, codes }) => texts[codes[row]];
  const showRecord = row => ({ row: numbers[row], id: columns[identifier] && cellAt(row, columns[identifier]) });
  const showPair = ({ bad, good, differences }) => {
    const show = column => ({ name: column.name, bad: cellAt(bad, column), good: cellAt(good, column) });
    const differs = column => differences.includes(column);
    return {
      bad: showRecord(bad),
      good: showRecord(good),
      differences: compared.filter(differs).map(show),
      same: compared.filter(column => !differs(column)).map(show),
    };
  };
  return {
    ...ranking,
    compared: compared.map(({ name }) => name),
    leftOut,
    worse: show(ranking.worse),
    better: show(ranking.better),
    ranked: show(ranking.ranked.slice(0, VALUES_TO_SHOW)),
    pair: pair && showPair(pair),
    examples: Array.from(examples, ([row, cause]) => ({
      ...showRecord(row),
      parts: cause && nameParts(cause, attributes),
    })),
  };
}

async function answer(request) {
  if (request.do === "rank") return { tell: "result", ...rank(request) };
  kept = await readSources(request);
  return { tell: "table", ...describeTable(kept, request) };
}

addEventListener("message", async ({ data }) => {
  try {
    postMessage(await answer(data));
  } catch (error) {
    // A rejected promise would reach nobody; a reported error reaches the page's `onerror`.
    if (!(error instanceof Unreadable)) return reportError(error);
    postMessage({ tell: "unreadable", problems: error.problems, list: error.list });
  }
});
