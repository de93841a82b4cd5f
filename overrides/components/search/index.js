// The index as the browser reads it: pieces that macros/search/index.py wrote, each fetched once, and words looked up in them: as
// written, completed, joined, or corrected.

import { fold } from "./tokens.js";

const PATIENCE = 15000; // ms

const isGzip = bytes => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function unpack(bytes) {
  if (!isGzip(bytes)) return bytes; // a server that knows gzip has unpacked it already
  const { writable, readable } = new DecompressionStream("gzip");
  const writer = writable.getWriter(); // a Blob would take the bytes through the browser's own process and back
  writer.write(bytes).catch(() => {}); // what is wrong with them is told by the other end
  writer.close().catch(() => {});
  return new Uint8Array(await new Response(readable).arrayBuffer());
}

async function download(get, url) {
  const response = await get(url, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${response.status}: ${url}`);
  return unpack(new Uint8Array(await response.arrayBuffer()));
}

/** A store over one folder of the index, reached with `get` (as `fetch`). `read(name, parse)` gives what `parse` made of the file. */
export function makeStore(folder, get) {
  const kept = new Map();
  return {
    read(name, parse) {
      if (!kept.has(name)) kept.set(name, download(get, new URL(`${name}.idx`, folder)).then(parse));
      return kept.get(name);
    },
  };
}

const decoder = new TextDecoder("utf-8", { fatal: true });

const readText = bytes => decoder.decode(bytes);

export const readJson = bytes => JSON.parse(readText(bytes));

const WEIGHTS = Float32Array.from({ length: 256 }, (_, step) => 2 ** (step / 32) - 1);

/** Section numbers and weights of one term: gaps of seven bits a byte, then a byte of weight each. */
function decodePostings(bytes) {
  const numbers = [];
  let at = 0;
  let number = -1;
  while (bytes.length - at > numbers.length) {
    let gap = 0;
    let shift = 0;
    while (bytes[at] > 127) {
      gap |= (bytes[at++] & 127) << shift;
      shift += 7;
    }
    gap |= bytes[at++] << shift;
    number += gap + 1;
    numbers.push(number);
  }
  if (bytes.length - at !== numbers.length) throw new RangeError("postings end early");
  const weights = Float32Array.from(bytes.subarray(at), step => WEIGHTS[step]);
  return { numbers: Uint32Array.from(numbers), weights };
}

function readEntry(line) {
  const [term, words, count, pages, titled, length] = line.split("\t");
  return { term, words, count: +count, pages: +pages, titled: +titled, length: +length, postings: null };
}

/** One shard: `terms` by stem, `words` by the word as written. */
function readShard(bytes) {
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const terms = new Map();
  const words = new Map();
  let at = 4 + headerLength;
  for (const line of readText(bytes.subarray(4, at)).split("\n").filter(Boolean)) {
    const entry = readEntry(line);
    entry.bytes = bytes.subarray(at, at + entry.length);
    at += entry.length;
    terms.set(entry.term, entry);
    for (const word of entry.words.split(" ")) {
      const [written, times] = word.split(":");
      words.set(written, { entry, times: +times });
    }
  }
  return { terms, words };
}

/** The postings of an entry, read when they are first needed. */
export function postingsOf(entry) {
  entry.postings ??= decodePostings(entry.bytes);
  return entry.postings;
}

/** The place of the last of the sorted `starts` that is not above `value`. */
export function placeOf(starts, value) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

const SWAPPED = 0.7;
const FIRST = 0.5; // a wrong beginning is more than a letter

/** How many letters are missing, extra, wrong or swapped. */
function distance(typed, word) {
  const rows = [Array.from({ length: word.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= typed.length; i++) {
    const [row, above] = [[i], rows[i - 1]];
    for (let j = 1; j <= word.length; j++) {
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (typed[i - 1] === word[j - 1] ? 0 : 1));
      const isSwapped = i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1];
      if (isSwapped) row[j] = Math.min(row[j], rows[i - 2][j - 2] + SWAPPED);
    }
    rows.push(row);
  }
  return rows[typed.length][word.length] + (typed[0] === word[0] ? 0 : FIRST);
}

/** How far a word of this length may be from what was meant. */
const tolerance = length => (length < 4 ? 0 : length < 8 ? 1.05 : 2);

/** One spelling list, as lines of `word count`. */
export const readSpellings = text =>
  text
    .split("\n")
    .filter(Boolean)
    .map(line => {
      const at = line.lastIndexOf(" ");
      const word = line.slice(0, at);
      return { word, count: +line.slice(at + 1) };
    });

/** The nearest words, best first: `[{word, count, distance}]`. */
export function nearestWords(typed, spellings, limit) {
  const most = tolerance(typed.length);
  const found = [];
  for (const { word, count } of spellings) {
    if (Math.abs(word.length - typed.length) > 2) continue;
    const far = distance(typed, word);
    if (far <= most) found.push({ word, count, distance: far, cost: far - 0.08 * Math.log2(1 + count) });
  }
  return found.sort((a, b) => a.cost - b.cost || (a.word < b.word ? -1 : 1)).slice(0, limit);
}

const COMPLETIONS = 12; // words that the last word may become
const CORRECTIONS = 3; // words that a misspelt word may stand for
const MOST_SHARDS = 3; // fetched for one beginning; for a letter or two, which say little, one less than its letters

const parseSpellings = bytes => readSpellings(readText(bytes));

/** The vocabulary of one index. `loadStemmer` is asked only for words the index lacks. */
export function makeVocabulary(root, store, loadStemmer) {
  const shards = new Map();

  const shardNumber = word => placeOf(root.starts, word);
  const shardOf = word => shards.get(shardNumber(word));

  /** Shards that hold words beginning with `start`; a common beginning of three letters may fill several. */
  const shardNumbersFrom = start => {
    const first = shardNumber(start);
    const last = Math.min(shardNumber(`${start}\uffff`), first + Math.min(MOST_SHARDS, start.length) - 1);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  };

  async function loadShard(number) {
    if (!shards.has(number)) shards.set(number, await store.read(`words/${number}`, readShard));
  }

  /** Loads the shards of whole words and, when given, those of a beginning. */
  async function load(words, start = "") {
    const numbers = new Set([...words.map(shardNumber), ...(start ? shardNumbersFrom(start) : [])]);
    await Promise.all([...numbers].map(loadShard));
  }

  const stem = async word => (await loadStemmer())(word);

  const find = word => shardOf(word)?.words.get(word)?.entry;

  return {
    load,
    find,
    /** Words that begin with `start`, most telling first. */
    complete(start) {
      const held = shardNumbersFrom(start).map(number => shards.get(number));
      const found = held
        .filter(Boolean)
        .flatMap(({ words }) => Array.from(words, ([word, one]) => ({ word, ...one })))
        .filter(({ word }) => word.startsWith(start) && word !== start);
      const worth = ({ entry, times }) => entry.titled * 20 + times;
      return found
        .sort((a, b) => worth(b) - worth(a) || a.word.length - b.word.length)
        .slice(0, COMPLETIONS)
        .map(({ word }) => word);
    },
    stem,
    /** The entry with the same stem as a word the index lacks. */
    async findStem(word) {
      const stemmed = await stem(word);
      return stemmed === word ? undefined : shardOf(word)?.terms.get(stemmed);
    },
    /** Words a misspelt word may stand for, in the files of its first and second letters. */
    async correct(word) {
      const folded = fold(word);
      const files = new Set([folded[0], folded[1]].map(letter => root.spelling[letter]));
      files.delete(undefined);
      const lists = await Promise.all(Array.from(files, file => store.read(`spelling/${file}`, parseSpellings)));
      return nearestWords(folded, lists.flat(), CORRECTIONS);
    },
  };
}
