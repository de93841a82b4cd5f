// The search itself: a typed query in, ranked pages out. No document, no window: it runs in a worker, in a page and in tests.

import { findAnswer, readAnswers } from "./answers.js";
import { loadHints, readHints, readStems } from "./complaints.js";
import { readConcepts, readSynonyms } from "./concepts.js";
import { raiseClose } from "./proximity.js";
import { parseQuery } from "./query.js";
import { rankPages } from "./ranking.js";
import { readBonuses } from "./sequences.js";
import { makeMatcher } from "./snippets.js";
import { makeStore, readJson } from "./store.js";
import { makeStemmer, makeTokenizer } from "./tokens.js";
import { makeVocabulary } from "./vocabulary.js";
import { countKinds, keepWanted, readPage } from "./wanted.js";

const GOOD = 0.3; // of what the best page is worth

/** Opens the index in `folder`, reached with `get` (as `fetch`). `loadLunr` gives lunr when a word is met that the index lacks. */
export async function openIndex(folder, loadLunr, get) {
  const store = makeStore(folder, get);
  const root = await store.read("root", readJson);
  const { definition } = root;
  let stemmer;
  const loadStemmer = () => {
    stemmer ??= Promise.resolve(loadLunr()).then(makeStemmer);
    stemmer.catch(() => {
      stemmer = undefined;
    }); // tried again with the next word
    return stemmer;
  };
  const context = {
    root,
    store,
    definition,
    ...readSections(root.sections),
    ...readPacks(root.packs),
    kindNames: root.kindNames ?? {},
    asides: new Set(root.asides),
    answers: readAnswers(root.answers ?? []),
    ranking: definition.ranking,
    stopWords: new Set(definition.stopWords),
    vagueWords: new Set(definition.vagueWords),
    synonyms: readSynonyms(definition.synonyms),
    tokenizer: makeTokenizer(definition.tokens),
    vocabulary: makeVocabulary(root, store, loadStemmer),
  };
  return {
    context,
    search: (typed, limit) => search(typed, limit, context),
    /** Fetches what the next keys are likely to need: half-typed words are words that the index lacks. */
    prepare: () => Promise.allSettled([loadStemmer(), loadHints(store)]),
  };
}

/** Which sections belong to which page: sections are numbered through, page after page. */
function readSections(sections) {
  const starts = [];
  let total = 0;
  for (const count of sections) {
    starts.push(total);
    total += count;
  }
  const pageOf = number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= number) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return { sections, total, pageOf };
}

/** Which file holds a page, and the first page of each file. */
function readPacks(packs) {
  const packOf = [];
  const packStart = [];
  for (const count of packs) {
    packStart.push(packOf.length);
    for (let at = 0; at < count; at++) packOf.push(packStart.length - 1);
  }
  return { packOf, packStart };
}

/** A letter or two still being typed say little: fewer pages are fetched for them. */
const saysLittle = (chunks, open, { isShort }) => open && chunks.length === 1 && isShort(chunks[0].whole);

async function search(typed, wanted, context) {
  const { limits } = context.definition;
  const query = parseQuery(typed.slice(0, limits.letters));
  const chunks = context.tokenizer.chunks(query.said).slice(0, limits.words);
  const limit = wanted ?? (saysLittle(chunks, query.open, context.vocabulary) ? limits.shown_short : limits.shown);
  if (chunks.length === 0) return { query, chunks, concepts: [], total: 0, kinds: [], results: [] };
  if (chunks.length > 1) loadHints(context.store); // complaints have several words: beside the words, not after them
  const concepts = await readConcepts(chunks, query.open, context);
  const stems = await readStems(chunks, concepts, query.open, context);
  const hints = await readHints(stems, context);
  const ranked = await rankPages(concepts, hints, readBonuses(chunks, concepts, query.open, context), context);
  const kept = await keepWanted(ranked, query, limit, context);
  const results = await describe(kept.slice(0, limit), context);
  if (query.open) context.vocabulary.foresee(chunks.at(-1).whole);
  raiseClose(results, makeMatcher(concepts, context.vocabulary), context, concepts.length);
  const whole = query.open ? await readStems(chunks, concepts, false, context) : stems;
  const answer = findAnswer(chunks, whole, context);
  return {
    query,
    chunks,
    concepts,
    answer,
    total: kept.length,
    good: countGood(kept),
    kinds: countKinds(ranked, context),
    results,
  };
}

/** How many pages are worth a look: those that come near the best one, each without what titles add. */
function countGood(ranked) {
  const own = ({ score, parts }) => score - parts.bonus;
  const best = ranked.reduce((most, one) => Math.max(most, own(one)), 0);
  return ranked.filter(one => own(one) >= GOOD * best).length;
}

const describe = (found, context) =>
  Promise.all(found.map(async one => ({ ...one, record: await readPage(one.page, context) })));
