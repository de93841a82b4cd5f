// Keeps of the ranked pages those the query allows: its kind of page, its exact phrases, none of its unwanted words.

import { postingsOf, readJson } from "./index.js";
import { readChunks } from "./tokens.js";

const MOST_READ = 20; // pages read to prove an exact phrase

/** What is shown of a section: its page, heading and text. Neighbours share a file. */
export async function readSection(number, { store, texts }) {
  const { file, place } = texts.find(number);
  return (await store.read(`texts/${file}`, readJson))[place];
}

export const kindOf = ({ page }, { root }) => root.kinds[root.kindOf[page]];

/** The kinds of some pages, the most frequent first: `[{id, name}]`. */
export function listKinds(found, context) {
  const counts = new Map();
  for (const id of Array.from(found, one => kindOf(one, context)).filter(Boolean))
    counts.set(id, (counts.get(id) ?? 0) + 1);
  const ranked = [...counts].sort(([, a], [, b]) => b - a);
  return ranked.map(([id]) => ({ id, name: context.kindNames[id] ?? id }));
}

/** The pages that have a word, whatever its form. */
async function pagesWith(word, { vocabulary, pages }) {
  const wholes = readChunks(word).map(({ whole }) => whole);
  await vocabulary.load(wholes);
  const entries = wholes.map(vocabulary.find).filter(Boolean);
  return new Set(entries.flatMap(entry => Array.from(postingsOf(entry).numbers, number => pages.find(number).file)));
}

const spell = text =>
  ` ${readChunks(text)
    .map(({ whole }) => whole)
    .join(" ")} `;

/** Whether a page has every phrase, somewhere in its sections. */
async function hasPhrases(page, phrases, context) {
  const from = context.pages.starts[page];
  const numbers = Array.from({ length: context.root.sections[page] }, (_, at) => from + at);
  const sections = await Promise.all(numbers.map(number => readSection(number, context)));
  const said = [
    sections[0].title,
    ...sections.flatMap(({ heading, text, symptoms = [] }) => [heading, text, ...symptoms]),
  ].map(spell);
  return phrases.every(phrase => said.some(text => text.includes(phrase)));
}

/** The pages of `ranked` that have no unwanted word and every exact phrase, of whatever kind. */
export async function keepWanted(ranked, query, context) {
  const unwanted = await Promise.all(query.unwanted.map(word => pagesWith(word, context)));
  const allowed = ranked.filter(({ page }) => !unwanted.some(pages => pages.has(page)));
  const phrases = query.phrases.map(spell).filter(phrase => phrase.trim());
  if (!phrases.length) return allowed;
  const best = allowed.slice(0, MOST_READ);
  const proved = await Promise.all(best.map(({ page }) => hasPhrases(page, phrases, context)));
  return best.filter((_, at) => proved[at]);
}
