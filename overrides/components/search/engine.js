// The search itself: a typed query in, ranked pages out. No document, no window: it runs in a worker, in a page and in tests.

import { keepWanted, kindOf, listKinds, readSection } from "./filters.js";
import { makeStore, makeVocabulary, placeOf, readJson } from "./index.js";
import { findAnswer, readAnswers, readHints, readStems } from "./meaning.js";
import { parseQuery, readConcepts, readSynonyms } from "./query.js";
import { countGood, rankPages, rerank } from "./ranking.js";
import { toPlain } from "./results.js";
import { makeStemmer, readChunks } from "./tokens.js";

const LETTERS = 200; // of a query that are read
const WORDS = 16;

/**
 * Opens the index in `folder`, reached with `get` (as `fetch`). `loadLunr(language)` gives lunr when a word is met that the index lacks.
 * `ask(typed, limit)` answers with plain data, as results.js makes it.
 */
export async function openSearch(folder, loadLunr, get) {
  const store = makeStore(folder, get);
  const root = await store.read("root", readJson);
  const { definition } = root;
  let stemmer;
  const loadStemmer = () => {
    stemmer ??= openStemmer(definition.stems, loadLunr);
    return stemmer;
  };
  const pages = readRuns(root.sections);
  const context = {
    root,
    store,
    definition,
    pages,
    total: pages.total,
    texts: readRuns(root.texts),
    kindNames: root.kindNames,
    asides: new Set(root.asides),
    many: new Set(root.many),
    answers: readAnswers(root.answers),
    ranking: definition.ranking,
    stopWords: new Set(definition.stopWords),
    vagueWords: new Set(definition.vagueWords),
    synonyms: readSynonyms(definition.synonyms),
    vocabulary: makeVocabulary(root, store, loadStemmer),
  };
  return {
    ask: async (typed, limit) => toPlain(await search(typed, limit, context), context),
  };
}

const openStemmer = async (language, loadLunr) =>
  language ? makeStemmer(await loadLunr(language), language) : word => word;

/** Sections are numbered through, page after page and file after file: which of them has a section, and in which place. */
function readRuns(counts) {
  const starts = [];
  let total = 0;
  for (const count of counts) {
    starts.push(total);
    total += count;
  }
  const find = number => {
    const file = placeOf(starts, number);
    return { file, place: number - starts[file] };
  };
  return { starts, total, find };
}

async function search(typed, limit, context) {
  const query = parseQuery(typed.slice(0, LETTERS));
  const chunks = readChunks(query.said).slice(0, WORDS);
  if (chunks.length === 0) return { query, concepts: [], total: 0, good: 0, kinds: [], results: [] };
  const concepts = await readConcepts(chunks, query.open, context);
  const stems = await readStems(chunks, concepts, context);
  const ranked = rankPages(concepts, await readHints(stems, context), context);
  const allowed = await keepWanted(ranked, query, context);
  const kept = query.kind ? allowed.filter(one => kindOf(one, context) === query.kind) : allowed;
  const shown = kept.slice(0, limit);
  const read = shown.map(async one => ({ ...one, record: await readSection(one.number, context) }));
  const telling = concepts.filter(({ isFiller }) => !isFiller);
  const results = rerank(await Promise.all(read), telling, query.open, context);
  return {
    query,
    concepts: telling,
    answer: findAnswer(chunks, stems, context),
    total: kept.length,
    good: countGood(results),
    kinds: listKinds(new Set([...allowed.slice(0, limit), ...shown]), context),
    results,
  };
}
