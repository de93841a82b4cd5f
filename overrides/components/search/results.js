// What was found, as plain data for the pages that show it.

import { makeMatcher, makeOwnMatcher, makeSnippet, markAll } from "./snippets.js";
import { readChunks } from "./tokens.js";

/** The symptoms that say most of what was typed, in more than half of its words, at most three. */
function likeliestSymptoms(symptoms, concepts, typed) {
  const points = symptom => new Set(readChunks(symptom).flatMap(typed)).size;
  const near = symptoms.filter(symptom => 2 * points(symptom) > concepts.length);
  return near.toSorted((a, b) => points(b) - points(a)).slice(0, 3);
}

/** Words that were searched as something else, each once: `[{typed, meant}]`. */
function readCorrections(concepts) {
  const corrected = concepts.filter(({ correction }) => correction);
  const known = new Map(corrected.map(({ chunk, correction }) => [chunk.whole, correction]));
  return Array.from(known, ([typed, meant]) => ({ typed, meant }));
}

/** What was found as plain data. `marked` are pieces of text, those that were searched with `match`. */
export function toPlain({ total, good, answer, kinds, query, concepts, results }, context) {
  const { kindNames, vagueWords: vague } = context;
  const matches = makeMatcher(concepts, context);
  const marks = { typed: makeOwnMatcher(concepts, false, context), vague };
  const shown = results.map(({ record, score, parts }) => {
    const { url, title, anchor, heading, kind = "", symptoms = [] } = record;
    return {
      url: anchor ? `${url}#${anchor}` : url,
      title,
      heading,
      marked: { title: markAll(title, marks), heading: markAll(heading, marks) },
      kind,
      kindName: kindNames[kind] ?? kind,
      symptoms: likeliestSymptoms(symptoms, concepts, marks.typed),
      snippet: makeSnippet(record, matches, marks),
      score,
      parts,
    };
  });
  return {
    query: query.said.trim(),
    words: concepts.map(({ chunk }) => query.said.slice(chunk.start, chunk.end)).join(" "),
    kind: query.kind,
    unwanted: query.unwanted.join(", "),
    everything: query.everything,
    total,
    good,
    answer: answer && {
      ...answer,
      marked: markAll(answer.title, marks),
      kind: shown.find(({ url }) => url === answer.url)?.kindName,
    },
    kinds,
    corrections: readCorrections(concepts),
    results: shown,
  };
}
