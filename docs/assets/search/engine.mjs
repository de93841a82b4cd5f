// The search itself: a typed query in, ranked pages out. No document, no window: it runs in a worker, in a page and in tests.

import { readConcepts, readSynonyms } from "./concepts.mjs"
import { parseQuery } from "./query.mjs"
import { rankPages } from "./ranking.mjs"
import { readBonuses } from "./sequences.mjs"
import { makeStore, readJson } from "./store.mjs"
import { makeStemmer, makeTokenizer } from "./tokens.mjs"
import { makeVocabulary } from "./vocabulary.mjs"

/** Opens the index in `folder`. `loadLunr` gives lunr when a word is met that the index lacks. */
export async function openIndex(folder, loadLunr, get) {
  const store = makeStore(folder, get)
  const root = await store.read("root", readJson)
  const { definition } = root
  let stemmer
  const loadStemmer = () => (stemmer ??= Promise.resolve(loadLunr()).then(makeStemmer))
  const context = {
    root, store, definition,
    sections: root.sections,
    kindNames: root.kindNames ?? {},
    total: root.sections.reduce((sum, count) => sum + count, 0),
    ranking: definition.ranking,
    stopWords: new Set(definition.stopWords),
    synonyms: readSynonyms(definition.synonyms),
    tokenizer: makeTokenizer(definition.tokens),
    vocabulary: makeVocabulary(root, store, loadStemmer),
  }
  return { context, search: (typed, limit = 10) => search(typed, limit, context) }
}

async function search(typed, limit, context) {
  const query = parseQuery(typed)
  const chunks = context.tokenizer.chunks([query.text, ...query.phrases].join(" ")).slice(0, context.definition.limits.words)
  if (chunks.length === 0) return { query, chunks, concepts: [], total: 0, results: [] }
  const open = query.open && query.phrases.length === 0
  const concepts = await readConcepts(chunks, open, context)
  const ranked = await rankPages(concepts, readBonuses(chunks, concepts, open, context), context)
  const kept = await keepWanted(ranked, query, context)
  return { query, chunks, concepts, total: kept.length, results: await describe(kept.slice(0, limit), context) }
}

async function keepWanted(ranked, query, context) {
  return ranked
}

const readPage = (number, { store }) => store.read(`pages/${number}`, readJson)

const describe = (found, context) =>
  Promise.all(found.map(async (one) => ({ ...one, record: await readPage(one.page, context) })))
