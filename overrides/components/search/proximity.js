// How close together the query's words stand in the section that matches best.

import { chunksOf, findHits } from "./snippets.js";

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

/** Raises results whose best section has the words close together. */
export function raiseClose(results, matches, { tokenizer, ranking }, concepts) {
  for (const result of results) {
    const section = result.record.sections[result.section];
    const heading = tokenizer.chunks(section[1]);
    const hits = [...findHits(heading, matches), ...findHits(chunksOf(section, tokenizer), matches, heading.length)];
    const close = ranking.close * closeness(hits, concepts);
    result.parts.close = close;
    result.score += result.score * close;
  }
  return results.sort((a, b) => b.score - a.score || a.page - b.page);
}
