// Reads complaints: a customer says what happens, a page says what it is. Each meaning becomes a hint, which raises
// pages that meet a word of the query and finds none by itself.

import { readShard } from "./postings.js";

const NOTHING = { terms: new Map() };

/** Whether a phrase, given as stems, stands in a query. */
const says = (said, phrase) => ` ${said} `.includes(` ${phrase} `);

/** The stems of a query's words, as a promise of a list: corrected words as they were meant; a word still being typed stays as it is. */
export function readStems(chunks, concepts, open, { vocabulary, stopWords }) {
  const corrected = new Map(concepts.map(({ chunk, correction }) => [chunk, correction]));
  return Promise.all(
    chunks.map(chunk => {
      const word = corrected.get(chunk) || chunk.whole;
      if (stopWords.has(word)) return word;
      return vocabulary.find(word)?.term ?? (open && chunk === chunks.at(-1) ? word : vocabulary.stem(word));
    }),
  );
}

/** The words that complaints may mean. Pages are found without them too. */
export const loadHints = store => store.read("hints", readShard).catch(() => NOTHING);

/** Words that a complaint is likely to be about, with what each is worth: `[{ways, worth}]`. They are read from a file of their own. */
export async function readHints(stems, context) {
  const {
    store,
    definition: { complaints, ranking },
  } = context;
  const said = stems.join(" ");
  const complains = complaints.signs.some(sign => says(said, sign));
  const meant = complaints.meanings.filter(
    one => one.says.some(phrase => says(said, phrase)) || (complains && one.about.some(phrase => says(said, phrase))),
  );
  if (!complains && !meant.length) return [];
  const { terms } = await loadHints(store);
  const means = meant.flatMap(one => one.means.map(phrase => readHint([phrase], ranking.meaning, terms)));
  const treats = readHint(stems.length > 1 ? complaints.treats : [], ranking.treats, terms);
  return [...means, treats].filter(({ ways }) => ways.size);
}

/** A hint that any of several phrases meets. */
function readHint(phrases, worth, terms) {
  const ways = new Map();
  for (const phrase of phrases) {
    const entries = phrase.split(" ").map(stem => terms.get(stem));
    if (entries.every(Boolean)) ways.set(phrase, { entries, factor: 1 });
  }
  return { ways, worth };
}
