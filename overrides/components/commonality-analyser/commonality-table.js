/**
 * Records from bytes or text to columns of small numbers: each distinct text of a column gets a code, so that 100,000
 * rows of 20 columns fit into a few megabytes and counting needs no text. Finds encoding and delimiter by itself. A fault
 * says where it is (row and column as a spreadsheet counts them, the header being row 1) and carries a code; its words are
 * in the data.
 */

import { digitsIn, timeReader } from "./commonality-columns.js";

const LINES_TO_JUDGE = 20;

/** A file or list that cannot be read any further, and why: {code, ...place}, one or more. */
export class Unreadable extends Error {
  constructor(...problems) {
    super();
    this.problems = problems;
  }
}

/** Bytes to {text, encoding}: UTF-8 or UTF-16 by their mark, else UTF-8, else Latin-1. Throws Unreadable. */
export function decodeBytes(buffer, signatures) {
  const bytes = new Uint8Array(buffer);
  const start = String.fromCharCode(...bytes.subarray(0, 4));
  const kind = signatures[Object.keys(signatures).find(signature => start.startsWith(signature))];
  const decode = (name, encoding, fatal) => ({ text: new TextDecoder(name, { fatal }).decode(bytes), encoding });
  if (kind?.startsWith("utf")) return decode(kind, "UTF-16");
  if (kind || bytes.subarray(0, 4096).includes(0)) throw new Unreadable({ code: kind ?? "binary" });
  try {
    return decode("utf-8", "UTF-8", true);
  } catch {
    return decode("windows-1252", "Latin-1");
  }
}

/** How often each number of cells occurs, the most frequent first; rows with one cell count only when all have one. */
function commonWidth(widths) {
  const counts = new Map();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [width = 1, count = 0] =
    [...counts].filter(([cells]) => cells > 1).sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  return { width, count };
}

/** The delimiter that cuts most lines into the same number of cells. "" when there is only one column. */
function detectDelimiter(text, delimiters) {
  // What stands in quotes may hold delimiters and line ends.
  const lines = text
    .slice(0, 200000)
    .replace(/"[^"]*"/g, "")
    .split("\n")
    .filter(line => line.trim())
    .slice(0, LINES_TO_JUDGE);
  const scoreOf = delimiter => {
    const { width, count } = commonWidth(delimiter ? lines.map(line => line.split(delimiter).length) : []);
    return 1000 * count + (count && width);
  };
  return Object.keys(delimiters).reduce((best, each) => (scoreOf(each) > scoreOf(best) ? each : best), "");
}

const withoutEmptyEnd = cells => cells.slice(0, cells.findLastIndex(cell => cell !== "") + 1);

/** Which of the first rows is the header: the first as wide as most. Exports often have a title or a date above it. */
function findHeader(rows) {
  const widths = rows.map(({ cells }) => withoutEmptyEnd(cells).length);
  const { width } = commonWidth(widths.slice(1));
  const at = widths.findIndex(each => each >= width - 1 && each > 1);
  // A first row that lacks only its last name is still the header.
  return at > 0 && widths[at] < width ? widths.indexOf(width) : Math.max(0, at);
}

const readTime = timeReader([]);

/** Is a row a record and no header? No column is called like a date with its time, or like a phone number. */
const isRecord = cells => cells.some(cell => digitsIn(cell).length > 8 || readTime(cell)?.order || readTime(cell)?.day);

/** The names of a list without a header: those that its system gives to so many columns, else numbers. */
function nameColumns(cells, { headerless, column }) {
  const known = headerless.find(({ columns }) => columns.length === cells.length);
  return known ?? { columns: cells.map((_, index) => column.replace("{number}", index + 1)) };
}

/**
 * Yields {cells, row, at} for each row that is not blank. Faults that leave the rest readable are added to `problems`.
 * Throws Unreadable for a quote that never closes.
 */
function* readRows(text, delimiter, problems) {
  const code = delimiter && `\\u${delimiter.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const plain = `([^${code}\\r\\n]*)`;
  // A quoted cell and what follows its end, or a plain cell. In quotes, a doubled quote stands for one.
  const cell = new RegExp(` *"([^"]*(?:""[^"]*)*)"(?!")${plain}|${plain}`, "y");
  const lineEnd = /\r?\n?/y;
  let at = 0;
  const take = pattern => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    at += found[0].length;
    return found;
  };
  for (let row = 1; at < text.length; row += 1) {
    const cells = [];
    do {
      const place = { row, column: cells.length + 1 };
      const from = at;
      const [, quoted, rest, bare = ""] = take(cell);
      if (/^ *"/.test(bare))
        throw new Unreadable({
          code: "open-quote",
          ...place,
          found: text
            .slice(from, from + 30)
            .trim()
            .split(/[\r\n]/)[0],
        });
      const after = rest?.trim() && rest;
      if (after) problems.push({ code: "after-quote", ...place, found: after.slice(0, 30) });
      cells.push(quoted === undefined ? bare.trim() : quoted.replaceAll('""', '"') + after);
    } while (delimiter && text[at] === delimiter && ++at);
    take(lineEnd);
    if (cells.length > 1 || cells[0]) yield { cells, row, at };
  }
}

class Column {
  texts = [];
  counts = [];
  codes = [];
  #known = new Map();

  constructor(name) {
    this.name = name;
  }

  put(text) {
    let code = this.#known.get(text);
    if (code === undefined) {
      code = this.texts.push(text) - 1;
      this.#known.set(text, code);
      this.counts.push(0);
    }
    this.counts[code] += 1;
    this.codes.push(code);
  }
}

function checkHeader(names) {
  const problems = names.flatMap((name, index) => {
    const place = { row: 1, column: index + 1 };
    if (name === "") return { code: "unnamed-column", ...place };
    return names.indexOf(name) < index ? { code: "double-column", ...place, found: name } : [];
  });
  if (problems.length > 0) throw new Unreadable(...problems);
}

function misfit(cells, names, row) {
  const column = Math.min(cells.length, names.length) + 1;
  const code = cells.length < names.length ? "too-few-cells" : "too-many-cells";
  return { code, row, column, name: names[column - 1], found: cells.length, expected: names.length };
}

/**
 * Text to {columns, rows, delimiter, problems, leftOut, titles, unnamed}. Lines above the header (`titles` of them) and repeated
 * headers are passed over; rows that do not fit the header are left out and reported.
 *
 * `limits` and `formats` stand in commonality.yml; `tell(share)` is told how far reading has come. Throws Unreadable.
 */
export function readTable(text, { limits, formats }, tell) {
  const [head, declared] = /^\uFEFF?(?:sep=(.)\r?\n)?/i.exec(text); // Excel's own way to name the delimiter
  const body = text.slice(head.length);
  const delimiter = declared ?? detectDelimiter(body, formats.delimiters);
  const table = { columns: [], rows: 0, delimiter, problems: [], missing: [], leftOut: 0, numbers: [], titles: 0 };
  const shift = declared ? 1 : 0;
  const first = [];
  for (const line of readRows(body, delimiter, [])) if (first.push(line) === LINES_TO_JUDGE) break;
  if (first.length === 0) throw new Unreadable({ code: "empty" });
  table.titles = findHeader(first);
  const header = first[table.titles].cells.map(cell => cell.trim());
  const unnamed = isRecord(header) && nameColumns(header, formats);
  const names = unnamed ? unnamed.columns : withoutEmptyEnd(header);
  if (unnamed) table.unnamed = unnamed.system ?? "";
  else checkHeader(names);
  if (names.length > limits.columns)
    throw new Unreadable({ code: "too-many-columns", found: names.length, expected: limits.columns });
  table.columns = names.map(name => new Column(name));
  const isEmptyEnd = cells => cells.slice(names.length).every(cell => cell === "");
  const isHeaderAgain = cells => names.every((name, index) => cells[index]?.trim() === name);

  function take({ cells, row, at }) {
    if (isHeaderAgain(cells)) return;
    if (cells.length < names.length || !isEmptyEnd(cells)) {
      table.leftOut += 1;
      if (table.problems.length < limits.problems) table.problems.push(misfit(cells, names, row + shift));
      return;
    }
    names.forEach((_, index) => table.columns[index].put(cells[index]));
    table.numbers.push(row + shift);
    table.rows += 1;
    if (table.rows % 2000 === 0) tell(at / body.length);
  }

  let above = table.titles + (unnamed ? 0 : 1);
  for (const line of readRows(body, delimiter, table.problems)) {
    if (above-- > 0) continue;
    if (table.rows === limits.rows) {
      table.problems.push({ code: "too-many-rows", row: line.row + shift, expected: limits.rows });
      break;
    }
    take(line);
  }
  if (table.rows === 0) throw new Unreadable(...table.problems, { code: "no-rows" });
  return table;
}

/**
 * Two lists (bad records, good records) as one table with the columns that both have; `marker` says which list a row is
 * from. Columns that only one list has are named in `missing`.
 */
export function joinTables(bad, good) {
  const partners = new Map(good.columns.map(column => [column.name, column]));
  const columns = bad.columns.filter(column => partners.has(column.name));
  if (columns.length === 0) throw new Unreadable({ code: "nothing-shared" });
  for (const column of columns) {
    const { texts, codes } = partners.get(column.name);
    for (const code of codes) column.put(texts[code]);
  }
  const names = new Set(columns.map(column => column.name));
  const missing = [...bad.columns, ...good.columns].map(column => column.name).filter(name => !names.has(name));
  const problems = [...bad.problems, ...good.problems];
  const numbers = [...bad.numbers, ...good.numbers];
  return {
    columns,
    rows: bad.rows + good.rows,
    problems,
    missing,
    numbers,
    leftOut: bad.leftOut + good.leftOut,
    titles: bad.titles + good.titles,
    badRows: bad.rows,
  };
}
