// The stretch of a text that shows most of what was searched, with the matches marked.

import { readChunks } from "./tokens.js";

const LETTERS = 190;

const NONE = [];

/** Tells which concepts a chunk of text meets, as a list of numbers; only ways that `counts` lets count. */
export function makeMatcher(concepts, { vocabulary, stopWords }, counts = () => true) {
  const typed = new Set(concepts.map(({ chunk }) => chunk.whole));
  const entries = new Map();
  concepts.forEach((concept, number) => {
    for (const way of [...concept.ways.values()].filter(one => counts(one, concept))) {
      for (const entry of way.entries) entries.set(entry, [...(entries.get(entry) ?? []), number]);
    }
  });
  const known = new Map();
  const metBy = word => {
    let met = known.get(word);
    if (!met) {
      const isSilent = stopWords.has(word) && !typed.has(word); // it may have the stem of a word that says something
      known.set(word, (met = (!isSilent && entries.get(vocabulary.find(word))) || NONE));
    }
    return met;
  };
  return ({ whole, parts }) => (parts.length ? [whole, ...parts].flatMap(metBy) : metBy(whole));
}

/** A matcher of the words themselves, or of what begins with the one being typed: no synonym, and no part of an identifier. */
export function makeOwnMatcher(concepts, open, context) {
  const isOwn = ({ entries, factor }, concept) =>
    entries.length === 1 &&
    (concept.correction || factor > context.ranking.synonym || (open && concept === concepts.at(-1)));
  return makeMatcher(concepts, context, isOwn);
}

/** `[{text, match}]` pieces of `text` from `from` to `to`. */
function cutPieces(text, hits, from, to) {
  const pieces = [];
  let at = from;
  for (const { start, end } of hits) {
    if (start < at || end > to) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), match: false });
    pieces.push({ text: text.slice(start, end), match: true });
    at = end;
  }
  if (at < to) pieces.push({ text: text.slice(at, to), match: false });
  return pieces;
}

/** The chunks that meet a concept, each with its place among all. */
export function findHits(chunks, matches) {
  const hits = [];
  chunks.forEach((chunk, at) => {
    const met = matches(chunk);
    if (met.length) hits.push({ start: chunk.start, end: chunk.end, at, met });
  });
  return hits;
}

/** What is marked of a text: the typed words; one that says little only beside another. */
const findMarks = (chunks, { typed, vague }) => {
  const hits = findHits(chunks, typed);
  return hits.filter(({ at }) => !vague.has(chunks[at].whole) || hits.some(other => Math.abs(other.at - at) === 1));
};

/** The whole text in pieces, typed words marked. */
export const markAll = (text, marks) => cutPieces(text, findMarks(readChunks(text), marks), 0, text.length);

/** The hit from which on most concepts are met within so many letters, and how many: `{start, met}`. */
export function bestStretch(hits, letters) {
  let best = { start: 0, met: 0 };
  hits.forEach(({ start }, first) => {
    const met = new Set();
    for (let at = first; hits[at]?.end < start + letters; at++) for (const one of hits[at].met) met.add(one);
    if (met.size > best.met) best = { start, met: met.size };
  });
  return best;
}

/** Where a text is cut near `at`: at the blank before it, at its beginning, or right there in a text of long words or none. */
const cutNear = (text, at) => {
  if (at <= 0) return 0;
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(" ", at);
  return space > at - 40 ? Math.max(0, space) : at;
};

/** The end of the last sentence of a stretch, where it's past the middle and no hit comes after it, or null. */
function sentenceEnd(text, from, to, hits) {
  const end = Math.max(...[". ", "? ", "! "].map(mark => text.lastIndexOf(mark, to - 1))) + 1;
  const isCut = hits.some(hit => hit.end > end && hit.end <= to);
  return end > (from + to) / 2 && !isCut ? end : null;
}

/** About two lines of a section around the best matches, typed words marked: `[{text, match}]`. */
export function makeSnippet(section, matches, marks) {
  const { text } = section;
  const chunks = readChunks(text);
  const hits = findHits(chunks, matches);
  const cut = cutNear(text, bestStretch(hits, LETTERS).start - 50);
  const from = text[cut] === " " ? cut + 1 : cut;
  const cutAt = cutNear(text, from + LETTERS);
  const end = cutAt < text.length ? sentenceEnd(text, from, cutAt, hits) : cutAt;
  const to = end ?? cutAt;
  const pieces = cutPieces(text, findMarks(chunks, marks), from, to);
  if (from > 0) pieces.unshift({ text: "… ", match: false });
  if (end === null) pieces.push({ text: " …", match: false });
  return pieces;
}
