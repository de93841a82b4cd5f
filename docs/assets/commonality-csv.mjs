/**
 * Reads call records from bytes or text. Finds the encoding and the delimiter by itself; a fault says where it is
 * (row and column as a spreadsheet counts them, the header being row 1) and carries a code; the words are in the data.
 */

const BLANK = 32;
const QUOTE = 34;
const NEWLINE = 10;
const RETURN = 13;
const DELIMITERS = [",", ";", "\t", "|"];
const LINES_TO_JUDGE = 20;

/** A file or list that cannot be read any further. */
export class Unreadable extends Error {
  constructor(code, place = {}) {
    super(code);
    this.problem = { code, ...place };
  }
}

function startsWith(bytes, ...signature) {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** Bytes to {text, encoding}: UTF-8 or UTF-16 by their mark, else UTF-8, else Latin-1. Throws Unreadable. */
export function decodeBytes(buffer) {
  const bytes = new Uint8Array(buffer);
  if (startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new Unreadable("spreadsheet");
  if (startsWith(bytes, 0x1f, 0x8b)) throw new Unreadable("compressed");
  if (startsWith(bytes, 0xff, 0xfe)) return { text: new TextDecoder("utf-16le").decode(bytes), encoding: "UTF-16" };
  if (startsWith(bytes, 0xfe, 0xff)) return { text: new TextDecoder("utf-16be").decode(bytes), encoding: "UTF-16" };
  if (bytes.subarray(0, 4096).includes(0)) throw new Unreadable("binary");
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF-8" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "Latin-1" };
  }
}

/** The first lines, cut where a line really ends (not inside quotes). */
function takeLines(text, wanted) {
  const lines = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i < text.length && lines.length < wanted; i += 1) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) quoted = !quoted;
    if (code !== NEWLINE || quoted) continue;
    lines.push(text.slice(start, i));
    start = i + 1;
  }
  if (lines.length < wanted && start < text.length) lines.push(text.slice(start));
  return lines.filter((line) => line.trim() !== "");
}

/** The delimiter that cuts most lines into as many cells as the first. "" when there is only one column. */
export function detectDelimiter(text) {
  const lines = takeLines(text, LINES_TO_JUDGE).map((line) => line.replace(/"[^"]*"/g, ""));
  let best = "";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const alike = counts.filter((count) => count === counts[0]).length;
    const score = counts[0] > 0 ? alike * 1000 + counts[0] : 0;
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

function isEnd(code) {
  return code === NEWLINE || code === RETURN || Number.isNaN(code);
}

/** Walks through the text cell by cell. `at` is the next character; `line` counts line ends, for error messages. */
class Scanner {
  constructor(text, delimiter) {
    this.text = text;
    this.delimiter = delimiter;
    this.separator = delimiter === "" ? -1 : delimiter.charCodeAt(0);
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** A quote may stand after blanks; they do not belong to the cell. */
  startsQuoted() {
    let next = this.at;
    while (this.text.charCodeAt(next) === BLANK) next += 1;
    if (this.text.charCodeAt(next) !== QUOTE) return false;
    this.at = next;
    return true;
  }

  /** The text up to the next delimiter or line end. */
  readPlain() {
    const from = this.at;
    let code = this.text.charCodeAt(this.at);
    while (code !== this.separator && !isEnd(code)) {
      this.at += 1;
      code = this.text.charCodeAt(this.at);
    }
    return this.text.slice(from, this.at);
  }

  /** A quoted cell; a doubled quote stands for one. Throws Unreadable when no closing quote follows. */
  readQuoted(row, column) {
    const from = this.at;
    let value = "";
    for (;;) {
      const close = this.text.indexOf('"', this.at + 1);
      if (close < 0) throw new Unreadable("open-quote", { row, column, found: this.text.slice(from, from + 30).split(/[\r\n]/)[0] });
      value += this.text.slice(this.at + 1, close);
      this.at = close + 1;
      if (this.text.charCodeAt(this.at) !== QUOTE) return value;
      value += '"';
    }
  }

  readRow(row, problems) {
    const cells = [];
    for (;;) {
      if (this.startsQuoted()) {
        let value = this.readQuoted(row, cells.length + 1);
        const rest = this.readPlain();
        if (rest.trim() !== "") {
          problems.push({ code: "after-quote", row, column: cells.length + 1, found: rest.slice(0, 30) });
          value += rest;
        }
        cells.push(value);
      } else {
        cells.push(this.readPlain().trim());
      }
      if (this.text.charCodeAt(this.at) !== this.separator) break;
      this.at += 1;
    }
    if (this.text.charCodeAt(this.at) === RETURN) this.at += 1;
    if (this.text.charCodeAt(this.at) === NEWLINE) this.at += 1;
    return cells;
  }
}

/**
 * Yields {cells, row} for each row that is not blank. Faults that leave the rest readable are added to `problems`.
 * Throws Unreadable for a quote that never closes.
 */
export function* readRows(text, delimiter, problems) {
  const scanner = new Scanner(text, delimiter);
  for (let row = 1; scanner.at < text.length; row += 1) {
    const cells = scanner.readRow(row, problems);
    if (cells.length > 1 || cells[0] !== "") yield { cells, row, at: scanner.at };
  }
}
