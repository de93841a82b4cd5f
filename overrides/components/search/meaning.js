// What a query means beyond its words: a complaint gets hints, which raise pages that meet a word of the query and find none by
// themselves, and a question may have an answer in the facts.

/** Whether a phrase, given as stems, stands in a query. */
const says = (said, phrase) => ` ${said} `.includes(` ${phrase} `);

/** The stems of a query's words, as a promise of a list: corrected words as they were meant. */
export function readStems(chunks, concepts, { vocabulary, stopWords }) {
  const corrected = new Map(concepts.map(({ chunk, correction }) => [chunk, correction]));
  return Promise.all(
    chunks.map(chunk => {
      const word = corrected.get(chunk) || chunk.whole;
      if (stopWords.has(word)) return word;
      return vocabulary.find(word)?.term ?? vocabulary.stem(word);
    }),
  );
}

/** Words that a complaint is likely to be about, each as a concept: `[{ways, worth}]`. */
export async function readHints(stems, { definition, vocabulary }) {
  const { complaints, ranking } = definition;
  const said = stems.join(" ");
  const complains = complaints.signs.some(sign => says(said, sign));
  const meant = complaints.meanings.filter(
    one => one.says.some(phrase => says(said, phrase)) || (complains && one.about.some(phrase => says(said, phrase))),
  );
  const phrases = meant.flatMap(one => one.means).map(phrase => phrase.split(" "));
  await vocabulary.load(phrases.flat());
  return phrases
    .map(words => words.map(vocabulary.find))
    .filter(entries => entries.every(Boolean))
    .map(entries => ({ ways: new Map([["", { entries, factor: 1 }]]), worth: ranking.meaning }));
}

/** @param {{says: string[], asks?: string[]}[]} answers as the index has them; `says` are whole queries, `asks` phrases as stems. */
export function readAnswers(answers) {
  return {
    exact: new Map(answers.flatMap(answer => answer.says.map(said => [said, answer]))),
    asked: answers
      .filter(({ asks }) => asks)
      .map(answer => ({ answer, phrases: answer.asks.map(phrase => phrase.split(" ")), words: wordsOf(answer.asks) })),
  };
}

const wordsOf = phrases => new Set(phrases.flatMap(phrase => phrase.split(" ")));

/**
 * The answer to a query, if there is one: to the whole of it, or the one whose longest phrase it holds. A word that says
 * something and that no phrase has makes it another question.
 *
 * @param {{whole: string}[]} chunks the words of the query
 * @param {string[]} stems the same words as stems
 */
export function findAnswer(chunks, stems, { answers, stopWords, vagueWords }) {
  const exact = answers.exact.get(chunks.map(({ whole }) => whole).join(" "));
  if (exact) return exact;
  const said = new Set(stems);
  const telling = stems.filter((_, at) => !stopWords.has(chunks[at].whole) && !vagueWords.has(chunks[at].whole));
  if (!telling.length) return undefined;
  let best;
  let most = 0;
  for (const { answer, phrases, words } of answers.asked) {
    if (!telling.every(stem => words.has(stem))) continue;
    for (const phrase of phrases) {
      if (phrase.length > most && phrase.every(stem => said.has(stem))) [best, most] = [answer, phrase.length];
    }
  }
  return best;
}
