// Keeps of the ranked pages those the query allows: its kind of page, its exact phrases, none of its unwanted words.

import { postingsOf } from "./postings.js";
import { readJson } from "./store.js";

const MOST_READ = 60; // pages read to prove an exact phrase

/** What the index keeps of a page: its address, title, sections. Small pages share a file. */
export const readPage = async (number, { store, packOf, packStart }) =>
  (await store.read(`pages/${packOf[number]}`, readJson))[number - packStart[packOf[number]]];

/** How many pages of each kind: `[{id, name, count}]`, most first. */
export function countKinds(ranked, { root, kindNames }) {
  if (!root.kinds.length) return [];
  const counts = new Map();
  for (const { page } of ranked) {
    const id = root.kinds[root.kindOf[page]];
    if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].map(([id, count]) => ({ id, name: kindNames[id] ?? id, count })).sort((a, b) => b.count - a.count);
}

/** The pages that have a word, whatever its form. */
async function pagesWith(word, { tokenizer, vocabulary, store, pageOf }) {
  const pages = new Set();
  const wholes = tokenizer.chunks(word).map(({ whole }) => whole);
  await vocabulary.load(wholes);
  for (const entry of wholes.map(vocabulary.find).filter(Boolean)) {
    for (const number of (await postingsOf(entry, store)).numbers) pages.add(pageOf(number));
  }
  return pages;
}

const spell = (text, tokenizer) =>
  ` ${tokenizer
    .chunks(text)
    .map(({ whole }) => whole)
    .join(" ")} `;

function hasPhrases({ title, sections, symptoms = [] }, phrases, tokenizer) {
  const texts = [title, ...symptoms, ...sections.flatMap(([, heading, text]) => [heading, text])].map(text =>
    spell(text, tokenizer),
  );
  return phrases.every(phrase => texts.some(text => text.includes(phrase)));
}

/** The ranked pages that hold every exact phrase; pages are read best first until `limit` are found. */
async function keepExact(ranked, phrases, limit, context) {
  const kept = [];
  for (let at = 0; at < Math.min(ranked.length, MOST_READ) && kept.length < limit; at += limit) {
    const some = ranked.slice(at, at + limit);
    const records = await Promise.all(some.map(({ page }) => readPage(page, context)));
    kept.push(...some.filter((_, number) => hasPhrases(records[number], phrases, context.tokenizer)));
  }
  return kept;
}

/** The pages of `ranked` that the query wants. */
export async function keepWanted(ranked, query, limit, context) {
  const { root, tokenizer } = context;
  const unwanted = await Promise.all(query.unwanted.map(word => pagesWith(word, context)));
  const allowed = ranked.filter(
    ({ page }) =>
      (!query.kind || root.kinds[root.kindOf[page]] === query.kind) && !unwanted.some(pages => pages.has(page)),
  );
  const phrases = query.phrases.map(phrase => spell(phrase, tokenizer)).filter(phrase => phrase.trim());
  return phrases.length ? keepExact(allowed, phrases, limit, context) : allowed;
}
