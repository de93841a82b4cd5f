// Results in the shape the theme's search box draws. It writes titles and texts as HTML: everything is escaped here.

import { missingOf } from "./ranking.js";
import { makeMatcher, makeSnippet, markAll } from "./snippets.js";

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escapeHtml = text => text.replace(/[&<>"']/g, letter => ENTITIES[letter]);

const SYMPTOMS = 3;

const toMarkup = pieces =>
  pieces.map(({ text, match }) => (match ? `<mark>${escapeHtml(text)}</mark>` : escapeHtml(text))).join("");

/** A plain piece of data for the page's own script, carried inside the first result. */
const carry = note => `<data class="search-note" value="${escapeHtml(JSON.stringify(note))}" hidden></data>`;

function readTerms(result, { query: { said: query }, chunks, concepts }, stopWords) {
  const lacking = new Set(missingOf(result, concepts).map(({ whole }) => whole));
  const words = chunks.filter(({ whole }) => !stopWords.has(whole));
  return Object.fromEntries(
    (words.length ? words : chunks).map(chunk => [query.slice(chunk.start, chunk.end), !lacking.has(chunk.whole)]),
  );
}

/** The symptoms that share most with the query, at most three. */
const likeliestSymptoms = (symptoms, tokenizer, matches) => {
  const shared = symptom => new Set(tokenizer.chunks(symptom).flatMap(matches)).size;
  return symptoms
    .map(symptom => ({ symptom, points: shared(symptom) }))
    .sort((a, b) => b.points - a.points)
    .slice(0, SYMPTOMS)
    .map(({ symptom }) => symptom);
};

/** One page as the theme wants it: its article, and the section that matches best. Only one of them shows a stretch of its text. */
function toGroup(result, found, context, matches) {
  const { record, score } = result;
  const { tokenizer, stopWords } = context;
  const terms = readTerms(result, found, stopWords);
  const text = toMarkup(makeSnippet(record, tokenizer, matches));
  const mark = title => toMarkup(markAll(title, tokenizer, matches));
  const article = { location: record.url, title: mark(record.title), text: "", score: 0, terms };
  if (record.kind)
    article.title += ` <span class="search-kind" data-kind="${escapeHtml(record.kind)}">${escapeHtml(context.kindNames[record.kind] ?? record.kind)}</span>`;
  if (record.symptoms) article.title += carry({ symptoms: likeliestSymptoms(record.symptoms, tokenizer, matches) });
  if (!record.heading) return [{ ...article, text, score }];
  return [{ location: `${record.url}#${record.anchor}`, title: mark(record.heading), text, score, terms }, article];
}

/** Everything the theme's box draws for one query. */
export function toItems(found, context) {
  const matches = makeMatcher(found.concepts, context);
  const groups = found.results.map(result => toGroup(result, found, context, matches));
  if (groups.length) {
    const first = groups[0].at(-1);
    const { good, answer, kinds, query } = found;
    first.title += carry({
      good,
      corrections: readCorrections(found),
      answer,
      kinds,
      kind: query.kind,
      ...leftOut(query),
    });
  }
  return groups;
}

/** Words that were searched as something else, each once: `[{typed, meant}]`. */
const readCorrections = ({ concepts }) =>
  concepts
    .filter(
      ({ chunk, correction }, at) => correction && concepts.findIndex(one => one.chunk.whole === chunk.whole) === at,
    )
    .map(({ chunk, correction }) => ({ typed: chunk.whole, meant: correction }));

/** What a query leaves out, and the same query with it. */
const leftOut = ({ unwanted, everything }) => ({ unwanted: unwanted.join(", "), everything });

/** The same results as plain data, for pages of our own. */
export function toPlain(found, context) {
  const matches = makeMatcher(found.concepts, context);
  const { total, good, answer, kinds, query } = found;
  const results = found.results.map(({ record, score, parts }) => {
    const { url, title, anchor, heading, kind = "" } = record;
    return {
      url: anchor ? `${url}#${anchor}` : url,
      page: url,
      title,
      heading,
      kind,
      kindName: context.kindNames[kind] ?? kind,
      symptoms: likeliestSymptoms(record.symptoms ?? [], context.tokenizer, matches),
      snippet: makeSnippet(record, context.tokenizer, matches),
      score,
      parts,
    };
  });
  return {
    query: query.said.trim(),
    kind: query.kind,
    total,
    good,
    answer,
    kinds,
    ...leftOut(query),
    corrections: readCorrections(found),
    results,
  };
}
