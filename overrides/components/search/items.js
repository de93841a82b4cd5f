// What was found, as plain data for pages of our own, and in the shape that the theme's box draws. The box writes titles and
// texts as HTML: everything is escaped here.

import { makeMatcher, makeOwnMatcher, makeSnippet, markAll } from "./snippets.js";
import { readChunks } from "./tokens.js";

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escapeHtml = text => text.replace(/[&<>"']/g, letter => ENTITIES[letter]);

const SYMPTOMS = 3;

/** The words of a query that a ranked page lacks. */
const missingOf = ({ lacks }, concepts) =>
  concepts
    .filter(({ ways }) => ways.size)
    .filter((_, number) => (lacks >> number) & 1)
    .map(({ chunk }) => chunk);

/** The words of a query as typed, each with whether the page has it. */
function readTerms(result, { query: { said }, chunks, concepts }, stopWords) {
  const lacking = new Set(missingOf(result, concepts).map(({ whole }) => whole));
  const words = chunks.filter(({ whole }) => !stopWords.has(whole));
  return Object.fromEntries(
    (words.length ? words : chunks).map(({ start, end, whole }) => [said.slice(start, end), !lacking.has(whole)]),
  );
}

/** The symptoms that share most with the query, at most three. */
function likeliestSymptoms(symptoms, matches) {
  const shared = symptom => new Set(readChunks(symptom).flatMap(matches)).size;
  return symptoms
    .map(symptom => ({ symptom, points: shared(symptom) }))
    .sort((a, b) => b.points - a.points)
    .slice(0, SYMPTOMS)
    .map(({ symptom }) => symptom);
}

/** Words that were searched as something else, each once: `[{typed, meant}]`. */
const readCorrections = concepts =>
  concepts
    .filter(
      ({ chunk, correction }, at) => correction && concepts.findIndex(one => one.chunk.whole === chunk.whole) === at,
    )
    .map(({ chunk, correction }) => ({ typed: chunk.whole, meant: correction }));

/** What was found as plain data. `marked` are pieces of text, those that were searched with `match`. */
export function toPlain(found, context) {
  const { kindNames, stopWords, vagueWords: vague } = context;
  const { total, good, answer, kinds, query, concepts } = found;
  const matches = makeMatcher(concepts, context);
  const telling = concepts.filter(({ isFiller }) => !isFiller);
  const marks = { typed: makeOwnMatcher(telling, false, context), vague };
  const results = found.results.map(result => {
    const { url, title, anchor, heading, kind = "", symptoms = [] } = result.record;
    return {
      url: anchor ? `${url}#${anchor}` : url,
      page: url,
      title,
      heading,
      marked: { title: markAll(title, marks), heading: markAll(heading, marks) },
      kind,
      kindName: kindNames[kind] ?? kind,
      symptoms: likeliestSymptoms(symptoms, matches),
      snippet: makeSnippet(result.record, matches, marks),
      terms: readTerms(result, found, stopWords),
      score: result.score,
      parts: result.parts,
    };
  });
  return {
    query: query.said.trim(),
    kind: query.kind,
    unwanted: query.unwanted.join(", "),
    everything: query.everything,
    total,
    good,
    answer: answer && {
      ...answer,
      marked: markAll(answer.title, marks),
      kind: results.find(({ url }) => url === answer.url)?.kindName,
    },
    kinds,
    corrections: readCorrections(concepts),
    results,
  };
}

const toMarkup = pieces =>
  pieces.map(({ text, match }) => (match ? `<mark>${escapeHtml(text)}</mark>` : escapeHtml(text))).join("");

const carry = note => `<data class="search-note" value="${escapeHtml(JSON.stringify(note))}" hidden></data>`;

/**
 * Everything the theme's box draws: each page as its article and the section that matches best. What is for the box's script is carried
 * inside the article; nothing found is carried by a result of its own, so that an empty list is no answer to a query.
 */
export function toItems(typed, { results, ...about }) {
  const note = { ...about, typed };
  if (!results.length) return [[{ location: "topics/", title: carry(note), text: "", score: 1, terms: {} }]];
  return results.map(({ url, page, heading, marked, kind, kindName, symptoms, snippet, terms, score }, place) => {
    const text = toMarkup(snippet);
    const badge = kind && ` <span class="search-kind" data-kind="${escapeHtml(kind)}">${escapeHtml(kindName)}</span>`;
    const title = `${toMarkup(marked.title)}${badge}${carry({ symptoms, ...(place ? {} : note) })}`;
    if (!heading) return [{ location: page, title, text, score, terms }];
    const section = { location: url, title: toMarkup(marked.heading), text, score, terms };
    return [section, { location: page, title, text: "", score: 0, terms }];
  });
}
