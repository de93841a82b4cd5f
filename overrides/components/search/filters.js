// Keeps of the ranked pages those the query allows: its kind of page, its exact phrases, none of its unwanted words.

import { postingsOf, readJson } from "./index.js";
import { readChunks } from "./tokens.js";

const MOST_READ = 60; // pages read to prove an exact phrase

/** What is shown of a section: its page, heading and text. Neighbours share a file. */
export async function readSection(number, { store, texts }) {
  const { file, place } = texts.find(number);
  return (await store.read(`texts/${file}`, readJson))[place];
}

export const kindOf = ({ page }, { root }) => root.kinds[root.kindOf[page]];

/** The kinds of some pages, the most frequent first: `[{id, name, count}]`. */
export function listKinds(found, context) {
  const counts = new Map();
  for (const id of Array.from(found, one => kindOf(one, context)).filter(Boolean))
    counts.set(id, (counts.get(id) ?? 0) + 1);
  const ids = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
  return ids.map(id => ({ id, name: context.kindNames[id] ?? id, count: counts.get(id) }));
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
  const names = sections.slice(0, 1).flatMap(({ title, symptoms = [] }) => [title, ...symptoms]);
  const texts = [...names, ...sections.flatMap(({ heading, text }) => [heading, text])];
  const said = texts.map(spell);
  return phrases.every(phrase => said.some(text => text.includes(phrase)));
}

/** The ranked pages that hold every exact phrase; pages are read best first until `limit` are found. */
async function keepExact(ranked, phrases, limit, context) {
  const kept = [];
  for (let at = 0; at < Math.min(ranked.length, MOST_READ) && kept.length < limit; at += 10) {
    const some = ranked.slice(at, at + 10);
    const proved = await Promise.all(some.map(({ page }) => hasPhrases(page, phrases, context)));
    kept.push(...some.filter((_, number) => proved[number]));
  }
  return kept;
}

/** The pages of `ranked` that have no unwanted word and every exact phrase, of whatever kind. */
export async function keepWanted(ranked, query, limit, context) {
  const unwanted = await Promise.all(query.unwanted.map(word => pagesWith(word, context)));
  const allowed = ranked.filter(({ page }) => !unwanted.some(pages => pages.has(page)));
  const phrases = query.phrases.map(spell).filter(phrase => phrase.trim());
  return phrases.length ? keepExact(allowed, phrases, query.kind ? MOST_READ : limit, context) : allowed;
}
