/**
 * Call records as columns of small numbers: each distinct text of a column gets a code. 100,000 rows of 20 columns then
 * fit into a few megabytes, and counting needs no text.
 */
import { detectDelimiter, readRows, Unreadable } from "./commonality-csv.mjs";

class Column {
  constructor(name, rows) {
    this.name = name;
    this.texts = [];
    this.counts = [];
    this.known = new Map();
    this.codes = new Int32Array(rows);
  }

  put(row, text) {
    let code = this.known.get(text);
    if (code === undefined) {
      code = this.texts.length;
      this.known.set(text, code);
      this.texts.push(text);
      this.counts.push(0);
    }
    this.counts[code] += 1;
    if (row >= this.codes.length) this.grow();
    this.codes[row] = code;
  }

  grow() {
    const larger = new Int32Array(this.codes.length * 2);
    larger.set(this.codes);
    this.codes = larger;
  }
}

/** "sep=;" on the first line is Excel's own way to name the delimiter. */
function takeDeclaredDelimiter(text) {
  const declared = /^\uFEFF?sep=(.)\r?\n/i.exec(text);
  return declared ? { delimiter: declared[1], body: text.slice(declared[0].length) } : null;
}

function checkHeader(cells) {
  const problems = [];
  cells.forEach((name, index) => {
    if (name === "") problems.push({ code: "unnamed-column", row: 1, column: index + 1 });
    else if (cells.indexOf(name) < index) problems.push({ code: "double-column", row: 1, column: index + 1, found: name });
  });
  if (problems.length > 0) throw Object.assign(new Unreadable(problems[0].code), { problems });
}

function misfit(cells, names, row) {
  const column = Math.min(cells.length, names.length) + 1;
  const code = cells.length < names.length ? "too-few-cells" : "too-many-cells";
  return { code, row, column, name: names[column - 1] ?? "", found: cells.length, expected: names.length };
}

/**
 * Text to {columns, rows, delimiter, problems, left_out}. Rows that do not fit the header are left out and reported.
 *
 * `limits` carries `rows`, `columns`, `problems`; `tell(share)` is told how far reading has come. Throws Unreadable.
 */
export function readTable(text, limits, tell) {
  const declared = takeDeclaredDelimiter(text);
  const body = declared ? declared.body : text;
  const delimiter = declared ? declared.delimiter : detectDelimiter(body);
  const table = { columns: [], rows: 0, delimiter, problems: [], leftOut: 0, numbers: [] };
  const shift = declared ? 1 : 0;
  let names = null;
  for (const { cells, row, at } of readRows(body, delimiter, table.problems)) {
    if (names === null) {
      names = cells.map((cell) => cell.trim());
      checkHeader(names);
      if (names.length > limits.columns) throw new Unreadable("too-many-columns", { found: names.length, expected: limits.columns });
      table.columns = names.map((name) => new Column(name, 1024));
    } else if (cells.length !== names.length) {
      table.leftOut += 1;
      if (table.problems.length < limits.problems) table.problems.push(misfit(cells, names, row + shift));
    } else if (table.rows === limits.rows) {
      table.problems.push({ code: "too-many-rows", row: row + shift, expected: limits.rows });
      break;
    } else {
      cells.forEach((cell, index) => table.columns[index].put(table.rows, cell));
      table.numbers.push(row + shift);
      table.rows += 1;
      if (table.rows % 2000 === 0) tell(at / body.length);
    }
  }
  if (table.rows === 0) throw Object.assign(new Unreadable("no-rows"), { problems: [...table.problems, { code: "no-rows" }] });
  return table;
}

/**
 * Two lists (bad calls, good calls) as one table with the columns that both have; `marker` says which list a row is
 * from. Columns that only one list has are named in `missing`.
 */
export function joinTables(bad, good) {
  const partners = new Map(good.columns.map((column) => [column.name, column]));
  const shared = bad.columns.filter((column) => partners.has(column.name));
  if (shared.length === 0) throw new Unreadable("nothing-shared");
  const rows = bad.rows + good.rows;
  const columns = shared.map((first) => {
    const column = new Column(first.name, rows);
    const second = partners.get(first.name);
    for (let row = 0; row < bad.rows; row += 1) column.put(row, first.texts[first.codes[row]]);
    for (let row = 0; row < good.rows; row += 1) column.put(bad.rows + row, second.texts[second.codes[row]]);
    return column;
  });
  const names = new Set(shared.map((column) => column.name));
  const missing = [...bad.columns, ...good.columns].filter((column) => !names.has(column.name)).map((column) => column.name);
  const problems = [...bad.problems, ...good.problems];
  const numbers = [...bad.numbers, ...good.numbers];
  return { columns, rows, problems, missing, numbers, leftOut: bad.leftOut + good.leftOut, badRows: bad.rows };
}
