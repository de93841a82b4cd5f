// Direct answers: what facts say to a query, shown above the pages that are found.

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
