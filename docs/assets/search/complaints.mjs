// Reads complaints: a customer says what is heard or seen, a page says what it is. Each meaning becomes a hint, which raises
// pages that meet a word of the query and finds none by itself.

/** Whether a phrase, given as stems, stands in a query. */
const says = (said, phrase) => ` ${said} `.includes(` ${phrase} `)

/** The stems of a query's words, corrected words as they were meant; a word still being typed stays as it is. */
function readStems(chunks, concepts, open, { vocabulary, stopWords }) {
  const corrected = new Map(concepts.map(({ chunk, correction }) => [chunk, correction]))
  return Promise.all(chunks.map((chunk) => {
    const word = corrected.get(chunk) || chunk.whole
    if (stopWords.has(word)) return word
    return vocabulary.find(word)?.term ?? (open && chunk === chunks.at(-1) ? word : vocabulary.stem(word))
  }))
}

/** Words that a complaint is likely to be about, with what each is worth: `{ways, worth}`. */
export async function readHints(chunks, concepts, open, context) {
  const { vocabulary, definition: { complaints, ranking } } = context
  const said = (await readStems(chunks, concepts, open, context)).join(" ")
  const complains = complaints.signs.some((sign) => says(said, sign))
  const meant = complaints.meanings.filter((one) =>
    one.says.some((phrase) => says(said, phrase)) || (complains && one.about.some((phrase) => says(said, phrase))))
  if (!complains && !meant.length) return []
  const treats = chunks.length > 1 ? complaints.treats.map((phrase) => phrase.split(" ")) : []
  const means = meant.map((one) => one.means.map((phrase) => phrase.split(" ")))
  await vocabulary.load([...treats, ...means.flat()].flat())
  return [...means.flat().map((words) => readHint([words], ranking.meaning, vocabulary)), readHint(treats, ranking.treats, vocabulary)]
    .filter(({ ways }) => ways.size)
}

/** A hint that any of several phrases meets. */
function readHint(phrases, worth, vocabulary) {
  const ways = new Map()
  for (const words of phrases) {
    const entries = words.map(vocabulary.find)
    if (entries.every(Boolean) && entries.length) ways.set(words.join(" "), { entries, factor: 1 })
  }
  return { ways, worth }
}
