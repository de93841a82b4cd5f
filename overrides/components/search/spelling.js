// Which words of the index a misspelt word may stand for.

const COSTS = { swap: 0.7, double: 0.6, missing: 0.9, extra: 0.9, wrong: 1, first: 0.5 };

/** Distance with swapped, doubled, missing, extra and wrong letters; above `most` it gives up early with Infinity. */
export function distance(typed, word, most) {
  const wide = word.length + 1;
  let before = null;
  let row = Array.from({ length: wide }, (_, at) => at && at * COSTS.missing + COSTS.first);
  let previous = null;
  for (let i = 1; i <= typed.length; i++) {
    previous = before;
    before = row;
    row = [i * COSTS.extra + COSTS.first];
    let least = row[0];
    for (let j = 1; j < wide; j++) {
      row[j] = step(typed, word, i, j, row, before, previous);
      least = Math.min(least, row[j]);
    }
    if (least > most && Math.min(...before) > most) return Infinity;
  }
  return row[wide - 1] <= most ? row[wide - 1] : Infinity;
}

function step(typed, word, i, j, row, before, previous) {
  const a = typed[i - 1];
  const b = word[j - 1];
  const first = i === 1 || j === 1 ? COSTS.first : 0;
  let best = before[j - 1] + (a === b ? 0 : COSTS.wrong + first);
  best = Math.min(best, before[j] + (a === typed[i - 2] ? COSTS.double : COSTS.extra) + first);
  best = Math.min(best, row[j - 1] + (b === word[j - 2] ? COSTS.double : COSTS.missing) + first);
  if (i > 1 && j > 1 && a === word[j - 2] && typed[i - 2] === b) best = Math.min(best, previous[j - 2] + COSTS.swap);
  return best;
}

/** How far a word of this length may be from what was meant. */
const tolerance = length => (length < 4 ? 0 : length < 8 ? 1.05 : 2);

/** One spelling list, as lines of `word count`. */
export const readSpellings = text =>
  text
    .split("\n")
    .filter(Boolean)
    .map(line => {
      const at = line.lastIndexOf(" ");
      const word = line.slice(0, at);
      return { word, count: +line.slice(at + 1) };
    });

/** The nearest words, best first: `[{word, count, distance}]`. */
export function nearestWords(typed, spellings, limit) {
  const most = tolerance(typed.length);
  const found = [];
  for (const { word, count } of spellings) {
    if (Math.abs(word.length - typed.length) > 2) continue;
    const far = distance(typed, word, most);
    if (far < Infinity) found.push({ word, count, distance: far, cost: far - 0.08 * Math.log2(1 + count) });
  }
  return found.sort((a, b) => a.cost - b.cost || (a.word < b.word ? -1 : 1)).slice(0, limit);
}
