// Reads what macros/search/index.py writes: words, the stems they were read as, and the sections each stem is in.

import { readText } from "./store.js";

const WEIGHTS = Float32Array.from({ length: 256 }, (_, step) => 2 ** (step / 32) - 1);

/** Section numbers and weights of one term: gaps of seven bits a byte, then a byte of weight each. */
export function decodePostings(bytes) {
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
  const [term, words, count, titled, length] = line.split("\t");
  return { term, words, count: +count, titled: +titled, length: +length, postings: null };
}

/** One shard: `terms` by stem, `words` by the word as written, sorted list of words for completion. */
export function readShard(bytes) {
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const terms = new Map();
  const words = new Map();
  let at = 4 + headerLength;
  for (const line of readText(bytes.subarray(4, at)).split("\n").filter(Boolean)) {
    const entry = readEntry(line);
    entry.bytes = bytes.subarray(at, at + entry.length);
    at += entry.length;
    terms.set(entry.term, entry);
    for (const word of entry.words ? entry.words.split(" ") : []) {
      const [written, times] = word.split(":");
      words.set(written, { entry, times: +times });
    }
  }
  if (at !== bytes.length) throw new RangeError("shard ends early");
  return { terms, words, spellings: [...words.keys()].sort() };
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
