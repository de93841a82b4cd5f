/**
 * Call records from bytes or text to columns of small numbers: each distinct text of a column gets a code, so that 100,000
 * rows of 20 columns fit into a few megabytes and counting needs no text. Finds encoding and delimiter by itself. A fault
 * says where it is (row and column as a spreadsheet counts them, the header being row 1) and carries a code; its words are
 * in the data.
 */

const LINES_TO_JUDGE = 20;

/** A file or list that cannot be read any further. */
export class Unreadable extends Error {
  constructor(code, place) {
    super(code);
    this.problems = [{ code, ...place }];
  }
}

/** Signatures of files that are no text; what else holds a zero byte is binary. */
const OTHER_FILES = [["spreadsheet", 0x50, 0x4b, 3, 4], ["spreadsheet", 0xd0, 0xcf, 0x11, 0xe0], ["compressed", 0x1f, 0x8b]];
const WIDE = [["utf-16le", 0xff, 0xfe], ["utf-16be", 0xfe, 0xff]];

/** Bytes to {text, encoding}: UTF-8 or UTF-16 by their mark, else UTF-8, else Latin-1. Throws Unreadable. */
export function decodeBytes(buffer) {
  const bytes = new Uint8Array(buffer);
  const sign = (signs) => signs.find(([, ...signature]) => signature.every((byte, index) => bytes[index] === byte))?.[0];
  const decode = (name, encoding, fatal) => ({ text: new TextDecoder(name, { fatal }).decode(bytes), encoding });
  const other = sign(OTHER_FILES);
  const wide = sign(WIDE);
  if (wide) return decode(wide, "UTF-16");
  if (other || bytes.subarray(0, 4096).includes(0)) throw new Unreadable(other ?? "binary");
  try {
    return decode("utf-8", "UTF-8", true);
  } catch {
    return decode("windows-1252", "Latin-1");
  }
}

/** The delimiter that cuts most lines into as many cells as the first. "" when there is only one column. */
function detectDelimiter(text) {
  // What stands in quotes may hold delimiters and line ends.
  const lines = text.slice(0, 200000).replace(/"[^"]*"/g, "").split("\n").filter((line) => line.trim()).slice(0, LINES_TO_JUDGE);
  let best = "";
  let bestScore = 0;
  for (const delimiter of [",", ";", "\t", "|"]) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const alike = counts.filter((count) => count === counts[0]).length;
    const score = counts[0] > 0 ? alike * 1000 + counts[0] : 0;
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

/**
 * Yields {cells, row, at} for each row that is not blank. Faults that leave the rest readable are added to `problems`.
 * Throws Unreadable for a quote that never closes.
 */
function* readRows(text, delimiter, problems) {
  let at = text[0] === "\uFEFF" ? 1 : 0;
  const take = (pattern) => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text);
    at += found.length;
    return found;
  };
  const code = delimiter && `\\u${delimiter.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const plain = new RegExp(`[^${code}\\r\\n]*`, "y");
  const opening = /(?: *")?/y;

  /** The rest of a quoted cell; a doubled quote stands for one. */
  function takeQuoted(place) {
    const from = at;
    let value = "";
    do {
      const close = text.indexOf('"', at);
      if (close < 0) throw new Unreadable("open-quote", { ...place, found: text.slice(from - 1, from + 29).split(/[\r\n]/)[0] });
      value += text.slice(at, close + 1);
      at = close + 1;
    } while (text[at++] === '"');
    at -= 1;
    return value.slice(0, -1);
  }

  for (let row = 1; at < text.length; row += 1) {
    const cells = [];
    do {
      const place = { row, column: cells.length + 1 };
      const quoted = take(opening) ? takeQuoted(place) : null;
      const rest = take(plain);
      if (quoted !== null && rest.trim()) problems.push({ code: "after-quote", ...place, found: rest.slice(0, 30) });
      cells.push(quoted === null ? rest.trim() : quoted + (rest.trim() && rest));
    } while (delimiter && text[at] === delimiter && ++at);
    take(/\r?\n?/y);
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

function checkHeader(cells) {
  const problems = [];
  cells.forEach((name, index) => {
    if (name === "") problems.push({ code: "unnamed-column", row: 1, column: index + 1 });
    else if (cells.indexOf(name) < index) problems.push({ code: "double-column", row: 1, column: index + 1, found: name });
  });
  if (problems.length > 0) throw Object.assign(new Unreadable(), { problems });
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
  const declared = /^\uFEFF?sep=(.)\r?\n/i.exec(text); // Excel's own way to name the delimiter
  const body = text.slice(declared?.[0].length);
  const delimiter = declared?.[1] ?? detectDelimiter(body);
  const table = { columns: [], rows: 0, delimiter, problems: [], leftOut: 0, numbers: [] };
  const shift = declared ? 1 : 0;
  let names = null;
  for (const { cells, row, at } of readRows(body, delimiter, table.problems)) {
    if (names === null) {
      names = cells.map((cell) => cell.trim());
      checkHeader(names);
      if (names.length > limits.columns) throw new Unreadable("too-many-columns", { found: names.length, expected: limits.columns });
      table.columns = names.map((name) => new Column(name));
    } else if (cells.length !== names.length) {
      table.leftOut += 1;
      if (table.problems.length < limits.problems) table.problems.push(misfit(cells, names, row + shift));
    } else if (table.rows === limits.rows) {
      table.problems.push({ code: "too-many-rows", row: row + shift, expected: limits.rows });
      break;
    } else {
      cells.forEach((cell, index) => table.columns[index].put(cell));
      table.numbers.push(row + shift);
      table.rows += 1;
      if (table.rows % 2000 === 0) tell(at / body.length);
    }
  }
  if (table.rows === 0) throw Object.assign(new Unreadable(), { problems: [...table.problems, { code: "no-rows" }] });
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
  const columns = shared.map((first) => {
    const column = new Column(first.name);
    for (const { texts, codes } of [first, partners.get(first.name)]) for (const code of codes) column.put(texts[code]);
    return column;
  });
  const names = new Set(shared.map((column) => column.name));
  const missing = [...bad.columns, ...good.columns].filter((column) => !names.has(column.name)).map((column) => column.name);
  const problems = [...bad.problems, ...good.problems];
  const numbers = [...bad.numbers, ...good.numbers];
  return { columns, rows: bad.rows + good.rows, problems, missing, numbers, leftOut: bad.leftOut + good.leftOut, badRows: bad.rows };
}
