// Looks into the sections that are shown: whose names are what was typed, and how close together the words stand there.

import { tellingChunks } from "./concepts.js";
import { chunksOf, findHits, makeMatcher } from "./snippets.js";

/** 0 (apart) to 1 (side by side, all of them), for hits `{at, met}` in the order of the text. */
export function closeness(hits, concepts) {
  if (concepts < 2) return 0;
  const nearest = new Map();
  for (let first = 0; first < hits.length; first++) {
    for (let next = first + 1; next < hits.length && hits[next].at - hits[first].at < 8; next++) {
      for (const a of hits[first].met) {
        for (const b of hits[next].met) {
          if (a === b) continue;
          const pair = a < b ? `${a} ${b}` : `${b} ${a}`;
          nearest.set(pair, Math.max(nearest.get(pair) ?? 0, 1 / (hits[next].at - hits[first].at)));
        }
      }
    }
  }
  const best = [...nearest.values()].sort((a, b) => b - a).slice(0, concepts - 1);
  return best.reduce((sum, one) => sum + one, 0) / (concepts - 1);
}

/** Whether the query is a name: a title or a symptom. */
function isName(name, { concepts, open }, matches, { tokenizer, stopWords }) {
  const words = tellingChunks(tokenizer.chunks(name), stopWords);
  const isMet = ({ chunk }, at) =>
    matches(words[at]).includes(at) || (open && at === words.length - 1 && words[at].whole.startsWith(chunk.whole));
  return words.length === concepts.length && concepts.every(isMet);
}

/** Raises results for their names, and for words that stand close together. */
export function rerank(results, query, matches, context) {
  const { tokenizer, ranking } = context;
  // A name is the word itself: no synonym, and no part of an identifier.
  const isOwn = ({ entries, factor }, { correction }) =>
    entries.length === 1 && (correction || factor > ranking.synonym);
  const matchesName = makeMatcher(query.concepts, context, isOwn);
  for (const result of results) {
    const { title, symptoms = [], heading } = result.record;
    const isNamed = [title, ...symptoms].some(name => isName(name, query, matchesName, context));
    const bonus = isNamed ? ranking.exact_title : 0;
    const before = tokenizer.chunks(heading || title);
    const hits = [
      ...findHits(before, matches),
      ...findHits(chunksOf(result.record, tokenizer), matches, before.length),
    ];
    const close = ranking.close * closeness(hits, query.concepts.length);
    Object.assign(result.parts, { bonus, close });
    result.score = (result.score + bonus) * (1 + close);
  }
  return results.sort((a, b) => b.score - a.score || a.page - b.page);
}
