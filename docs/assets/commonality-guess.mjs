/** Guesses that the reader can change: which column says good or bad, which columns are results, which one is the Call-ID. */

function normalise(text) {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
}

function judgeMarker(column, words) {
  const texts = column.texts.map(normalise);
  const isGood = texts.map((text) => words.good.includes(text));
  const isBad = texts.map((text) => words.bad.includes(text));
  if (!isGood.includes(true) && !isBad.includes(true)) return null;
  const known = column.counts.filter((_, code) => isGood[code] || isBad[code]).reduce((sum, count) => sum + count, 0);
  const named = words.marker_columns.includes(normalise(column.name));
  const bad = isGood.includes(true) ? isGood.map((good) => !good) : isBad;
  if (!bad.includes(true) || !bad.includes(false)) return null;
  return { score: (named ? 1 : 0) + known / column.counts.reduce((sum, count) => sum + count, 0), bad };
}

/** {column, bad: codes of the values that mean a bad call}, or null when no column looks like it. */
export function guessMarker(columns, limits, words) {
  let best = null;
  columns.forEach((column, index) => {
    if (column.texts.length < 2 || column.texts.length > limits.marker_values) return;
    const judged = judgeMarker(column, words);
    if (judged === null || judged.score <= (best?.score ?? 0.5)) return;
    best = { score: judged.score, column: index, bad: judged.bad.flatMap((isBad, code) => (isBad ? [code] : [])) };
  });
  return best && { column: best.column, bad: best.bad };
}

/** True for a column that tells how the call went: it would "explain" failure by failure. */
export function isOutcome(name, words) {
  return words.outcome_columns.includes(normalise(name));
}

/** The column that names a call: by its name, else the first in which every call has its own value; else -1. */
export function guessIdentifier(columns, kinds, words) {
  const named = columns.findIndex((column) => words.identifier_columns.includes(normalise(column.name)));
  return named >= 0 ? named : kinds.indexOf("identifier");
}
