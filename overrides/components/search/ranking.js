// Scores every section for every concept (BM25F), and collapses sections to their pages. The best are read, and those raised whose names
// are what was typed, or where its words stand close together.

import { postingsOf } from "./index.js";
import { tellingChunks } from "./query.js";
import { bestStretch, findHits, makeMatcher, makeOwnMatcher } from "./snippets.js";
import { readChunks } from "./tokens.js";

const oddsOf = (count, total) => 1 + (total - count + 0.5) / (count + 0.5);

/** How telling a word is: between how few sections and how few pages have it. A long page is many sections, and one page. */
const rarity = ({ count, pages }, { total, root }) =>
  Math.log(oddsOf(count, total) * oddsOf(pages, root.sections.length)) / 2;

const makeScores = ({ total }) => new Float32Array(total);

/** Writes into `scores` what one entry is worth in each of its sections, where that is more than is there. */
function scoreEntry(entry, factor, scores, context) {
  const { numbers, weights } = postingsOf(entry);
  const k1 = context.saturation;
  const worth = factor * rarity(entry, context) * (k1 + 1);
  for (let at = 0; at < numbers.length; at++) {
    const value = (worth * weights[at]) / (k1 + weights[at]);
    if (value > scores[numbers[at]]) scores[numbers[at]] = value;
  }
}

/** Several words that must be met together count for their mean. */
function scoreTogether(entries, factor, scores, context) {
  const each = entries.map(entry => {
    const own = makeScores(context);
    scoreEntry(entry, factor, own, context);
    return own;
  });
  for (const number of postingsOf(entries[0]).numbers) {
    if (!each.every(own => own[number])) continue;
    const mean = each.reduce((sum, own) => sum + own[number], 0) / each.length;
    scores[number] = Math.max(scores[number], mean);
  }
}

/** Scores of one concept, by section. */
function scoreConcept(concept, context, scores = makeScores(context)) {
  for (const { entries, factor } of concept.ways.values()) {
    if (entries.length === 1) scoreEntry(entries[0], factor * concept.worth, scores, context);
    else scoreTogether(entries, factor * concept.worth, scores, context);
  }
  return scores;
}

const heaviness = (concept, context) =>
  concept.worth *
  Math.max(
    ...Array.from(
      concept.ways.values(),
      ({ entries, factor }) => factor * Math.max(...entries.map(entry => rarity(entry, context))),
    ),
  );

/** What all hints together are worth, by section. */
function scoreHints(hints, context) {
  const scores = makeScores(context);
  for (const hint of hints) {
    scoreConcept(hint, context).forEach((score, at) => {
      scores[at] += score;
    });
  }
  return scores;
}

/** What the sections of a page are worth together: the best one, and a little more for others like it. */
function worthTogether(scores, from, to) {
  let sum = 0;
  for (let at = from; at < to; at++) sum += scores[at] ** 6;
  return sum ** (1 / 6);
}

/** Hints are worth at most half of the words that were typed. */
const bounded = (hint, typed) => Math.min(hint, typed / 2);

/** The section of a page that is worth most, and how much; its opening says what the page is about. */
function findBest(from, to, byConcept, hinted, { intro }) {
  let best = 0;
  let hint = 0;
  let section = from;
  for (let at = from; at < to; at++) {
    let typed = 0;
    for (const scores of byConcept) typed += scores[at];
    if (at === from) typed *= intro;
    const extra = bounded(hinted[at], typed);
    if (typed + extra > best) [best, hint, section] = [typed + extra, extra, at];
  }
  return { best, hint, section };
}

/** The page's words, wherever they stand, and the share of the query that is met. Hints raise a page that meets a word of the query; they find none. */
function scorePage(from, to, { byConcept, hinted, weights, all }, ranking) {
  let rest = 0;
  let met = 0;
  for (let number = 0; number < byConcept.length; number++) {
    const worth = worthTogether(byConcept[number], from, to);
    rest += worth;
    if (worth > 0) met += weights[number];
  }
  if (rest === 0) return null;
  const { best, hint, section } = findBest(from, to, byConcept, hinted, ranking);
  const luck = 1 + Math.log(1 + (to - from) / ranking.long_page); // a page of many sections meets words by chance
  const page = (ranking.page * (rest + bounded(worthTogether(hinted, from, to), rest))) / luck;
  const coverage = (met / all) ** ranking.coverage;
  const parts = { section: best - hint, hint, page, coverage };
  return { number: section, parts, score: (best + page) * coverage };
}

/** A page, or the one of its sections that stands for it: of a page that answers many questions, each counts as a page of its own, too. */
function scoreBest(page, from, to, scores, { many, ranking }) {
  let best = scorePage(from, to, scores, ranking);
  for (let at = from; best && many.has(page) && at < to; at++) {
    const one = scorePage(at, at + 1, scores, ranking);
    if (one?.score > best.score) best = one;
  }
  return best;
}

/** How soon more of the same word stops counting: sooner in a long question, of which a title has a word by chance. */
const saturationOf = (concepts, { saturation }) =>
  saturation / (1 + 0.2 * Math.max(0, concepts.filter(({ isFiller }) => !isFiller).length - 2));

/** Pages that meet at least one concept, best first: `[{page, number, score, parts}]`, with the number of the best section. */
export function rankPages(concepts, hints, search) {
  const context = { ...search, saturation: saturationOf(concepts, search.ranking) };
  const met = concepts.filter(concept => concept.ways.size);
  const byConcept = met.map(concept => scoreConcept(concept, context));
  const weights = met.map(concept => heaviness(concept, context));
  const scores = {
    byConcept,
    hinted: scoreHints(hints, context),
    weights,
    all: weights.reduce((sum, one) => sum + one, 0),
  };
  const found = [];
  const { sections } = context.root;
  for (let page = 0, from = 0; page < sections.length; from += sections[page++]) {
    const to = from + sections[page];
    const scored = scoreBest(page, from, to, scores, context);
    if (!scored) continue;
    scored.page = page;
    if (context.asides.has(page)) scored.score *= context.ranking.aside;
    found.push(scored);
  }
  return found.sort((a, b) => b.score - a.score);
}

/** How much of a name and of the query are the same words: 1 when the query is the name. */
function shareOf(name, concepts, matches, stopWords) {
  const met = tellingChunks(readChunks(name), stopWords).map(matches);
  return (met.filter(some => some.length).length * new Set(met.flat()).size) / (met.length * concepts.length) || 0;
}

const CLOSE = 30; // letters in which words stand side by side

/** 0 (apart) to 1 (all of them side by side), in the better of some texts. */
function closeness(texts, concepts, matches) {
  if (concepts.length < 2) return 0;
  const met = texts.map(text => bestStretch(findHits(readChunks(text), matches), CLOSE).met);
  return Math.max(0, ...met.map(some => some - 1)) / (concepts.length - 1);
}

/** Raises results whose title, or a symptom, is near what was typed, and where its words stand close together. */
export function rerank(results, concepts, open, context) {
  const { ranking, stopWords } = context;
  const matches = makeMatcher(concepts, context);
  const matchesName = makeOwnMatcher(concepts, open, context);
  for (const result of results) {
    const { title, symptoms = [], heading, text } = result.record;
    const shares = [title, ...symptoms].map(name => shareOf(name, concepts, matchesName, stopWords));
    const name = ranking.exact_title * Math.max(...shares) ** 3;
    const close = ranking.close * closeness([heading || title, text], concepts, matches);
    Object.assign(result.parts, { name, close });
    result.score = (result.score + name) * (1 + close);
  }
  return results.sort((a, b) => b.score - a.score || a.page - b.page);
}

const GOOD = 0.6; // of what the best page is worth

/** How many of the ranked pages come near the best. */
export const countGood = ranked => ranked.filter(({ score }) => score >= GOOD * ranked[0].score).length;
