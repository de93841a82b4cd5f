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

/** Points for a name (a title, symptom or heading) that begins as the query does, or is the query. */
function scoreName(name, worth, { concepts, open }, matches, { tokenizer, stopWords, ranking }) {
  const words = tellingChunks(tokenizer.chunks(name), stopWords);
  const met = words.map(matches);
  const last = concepts.length - 1;
  const isBegun = ({ chunk }, number) =>
    met[number]?.includes(number) || (open && number === last && words[number]?.whole.startsWith(chunk.whole));
  if (!concepts.every(isBegun)) return 0;
  if (words.length === concepts.length) return worth * ranking.exact_title;
  return open ? (worth * ranking.begun_title * concepts.length) / words.length : 0;
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
    const names = [...[title, ...symptoms].map(name => [name, 1]), [heading, ranking.exact_heading]];
    const bonus = Math.max(...names.map(([name, worth]) => scoreName(name, worth, query, matchesName, context)));
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
