/**
 * The calls worth looking at: the minimal pair (a bad and a good call that differ in as few columns as possible) and
 * the one to three bad calls to send. All choices are fixed by the data, so the same file gives the same calls.
 */
import { hasParts } from "./commonality-ranking.mjs";

const ROWS_FOR_ONE = 20000;
const ROWS_FOR_TWO = 4000;
const ROWS_FOR_MORE = 800;

/** One comparable code per column: its own values, or the group where nearly every call has its own value. */
export function comparableColumns(attributes, columns) {
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

function listDifferences(comparable, one, other) {
  return comparable.filter(({ codes }) => codes[one] !== codes[other]).map(({ index }) => index);
}

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
export function findMinimalPair(comparable, badRows, goodRows, firstColumns) {
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
export function chooseCalls(findings, attributes, badRows, pair, wanted) {
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
