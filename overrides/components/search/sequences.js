// Words that stand side by side in the query and in a title or heading, and queries that are a title. Stop words are passed over.

import { tellingChunks } from "./concepts.js";

const stemsOf = (chunks, { vocabulary }) => chunks.map(({ whole }) => vocabulary.find(whole)?.term ?? whole);

/** Bonus points for phrases and titles: `[{entry, worth}]`. */
export function readBonuses(chunks, concepts, open, context) {
  const { vocabulary, ranking, stopWords } = context;
  const corrected = new Map(concepts.map(({ chunk, correction }) => [chunk, correction]));
  const meant = tellingChunks(chunks, stopWords).map(chunk => ({ whole: corrected.get(chunk) || chunk.whole }));
  const stems = stemsOf(meant, context);
  const bonuses = [];
  for (let at = 1; at < stems.length; at++) {
    bonuses.push({
      entry: vocabulary.findSequence(`${stems[at - 1]} ${stems[at]}`, meant[at - 1].whole),
      worth: ranking.title_pair,
    });
  }
  const title = `=${stems.join(" ")}`;
  const exact = vocabulary.findSequence(title, meant[0].whole);
  bonuses.push({ entry: exact, worth: ranking.exact_title });
  if (open) bonuses.push(...begunTitles(meant, stems, exact, vocabulary, ranking));
  return bonuses.filter(({ entry }) => entry);
}

function begunTitles(meant, stems, exact, vocabulary, ranking) {
  const start = `=${[...stems.slice(0, -1), meant.at(-1).whole].join(" ")}`;
  if (start.length < 4) return [];
  return vocabulary
    .sequencesFrom(start, meant[0].whole)
    .filter(entry => entry !== exact)
    .map(entry => ({ entry, worth: (ranking.begun_title * start.length) / entry.term.length }));
}
