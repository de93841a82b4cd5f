// From the words of a query to concepts: each a list of ways to satisfy it, with what each way is worth.
// A way is `{entries, factor}`; several entries must be met together (the parts of an identifier, a phrase that means the same).

const key = entries => entries.map(({ term }) => term).join(" ");

/** Words that count: not stop words, unless there is nothing else. */
export function tellingChunks(chunks, stopWords) {
  const telling = chunks.filter(({ whole }) => !stopWords.has(whole));
  return telling.length ? telling : chunks;
}

/** The synonym groups of the definition, by phrase and by its stems: each phrase knows the others of its groups, as lists of words. */
export function readSynonyms(groups) {
  const table = new Map();
  for (const group of groups) {
    for (const phrase of group) {
      const others = group.filter(other => other !== phrase).map(([said]) => said.split(" "));
      for (const said of phrase) table.set(said, [...(table.get(said) ?? []), ...others]);
    }
  }
  return table;
}

/** Synonyms for the runs of words in a query, given as they were typed or by their stems: `[{from, to, words}]`. */
function synonymsOf(said, synonyms) {
  const found = [];
  for (let from = 0; from < said.length; from++) {
    for (let to = from + 1; to <= Math.min(said.length, from + 4); to++) {
      for (const words of synonyms.get(said.slice(from, to).join(" ")) ?? []) found.push({ from, to, words });
    }
  }
  return found;
}

/** Synonyms of the words as typed and of their other forms. The first are fetched with the words themselves. */
async function loadRelated(chunks, open, { vocabulary, synonyms }) {
  const typed = synonymsOf(
    chunks.map(({ whole }) => whole),
    synonyms,
  );
  await vocabulary.load(neededWords(chunks, typed), open ? chunks.at(-1).whole : "");
  const stemmed = synonymsOf(
    chunks.map(({ whole }) => vocabulary.find(whole)?.term ?? whole),
    synonyms,
  );
  await vocabulary.load(stemmed.flatMap(({ words }) => words));
  return [...typed, ...stemmed];
}

function neededWords(chunks, related) {
  const words = chunks.flatMap(({ whole, parts }) => [whole, ...parts]);
  const joined = chunks.slice(1).map(({ whole }, at) => chunks[at].whole + whole);
  return [...words, ...joined, ...related.flatMap(({ words: others }) => others)];
}

/** One concept while it is being built. */
class Concept {
  constructor(chunk, worth) {
    this.chunk = chunk;
    this.worth = worth;
    this.ways = new Map();
    this.known = false;
    this.correction = "";
  }

  add(entries, factor) {
    if (entries.length === 0 || entries.some(entry => !entry)) return false;
    const known = this.ways.get(key(entries));
    if (!known || known.factor < factor) this.ways.set(key(entries), { entries, factor });
    return true;
  }
}

/** Reads the concepts of a query, one for each telling word; loads what it needs of the vocabulary. */
export async function readConcepts(chunks, open, context) {
  const { vocabulary, definition, stopWords, vagueWords } = context;
  const { ranking, limits } = definition;
  const related = await loadRelated(chunks, open, context);
  const telling = tellingChunks(chunks, stopWords);
  const clear = telling.some(({ whole }) => !vagueWords.has(whole));
  const worthOf = ({ whole }) => (clear && vagueWords.has(whole) ? ranking.vague : 1);
  const fillers = chunks.filter(chunk => chunk.whole.length > 3 && !telling.includes(chunk)); // "help" may be in a title
  const concepts = [
    ...telling.map(chunk => new Concept(chunk, worthOf(chunk))),
    ...fillers.map(chunk => Object.assign(new Concept(chunk, ranking.filler), { isFiller: true })),
  ];
  const byChunk = new Map(concepts.map(concept => [concept.chunk, concept]));
  for (const concept of concepts)
    addOwnWords(concept, open && concept.chunk === chunks.at(-1), vocabulary, ranking, limits);
  addJoined(chunks, byChunk, open, vocabulary, ranking, limits);
  addSynonyms(related, chunks, byChunk, { vocabulary, ranking, stopWords });
  await Promise.all(
    concepts.map(concept =>
      concept.known
        ? addLikelier(concept, vocabulary, ranking)
        : concept.isFiller || addGuesses(concept, vocabulary, ranking, limits),
    ),
  );
  return concepts;
}

/** A word that the index lacks and that has a synonym is not misspelt. A short synonym for many words is worth as much as it has words. */
function addSynonyms(related, chunks, byChunk, { vocabulary, ranking, stopWords }) {
  for (const { from, to, words } of related) {
    const entries = words.filter(word => !stopWords.has(word)).map(vocabulary.find);
    const meant = chunks
      .slice(from, to)
      .map(chunk => byChunk.get(chunk))
      .filter(Boolean);
    const factor = ranking.synonym * (entries.length / words.length) * Math.min(1, entries.length / meant.length);
    for (const concept of meant) {
      if (concept.add(entries, factor)) concept.known = true;
    }
  }
}

function addOwnWords(concept, completing, vocabulary, ranking, limits) {
  const { whole, parts } = concept.chunk;
  concept.known = concept.add([vocabulary.find(whole)], 1);
  const found = parts.map(vocabulary.find).filter(Boolean);
  const share = found.length / parts.length;
  if (concept.add(found, concept.known ? ranking.part * share : share)) concept.known = true;
  if (!completing) return;
  const factor = concept.known ? ranking.prefix * ranking.prefix : ranking.prefix;
  for (const word of vocabulary.complete(whole, limits.completions))
    if (concept.add([vocabulary.find(word)], factor)) concept.known = true;
}

function addJoined(chunks, byChunk, open, vocabulary, ranking, limits) {
  for (let at = 1; at < chunks.length; at++) {
    const joined = chunks[at - 1].whole + chunks[at].whole;
    const completed =
      open && at === chunks.length - 1 && joined.length > 3 ? vocabulary.complete(joined, limits.completions) : [];
    for (const word of [joined, ...completed]) {
      const factor = word === joined ? ranking.compound : ranking.compound * ranking.prefix;
      for (const chunk of [chunks[at - 1], chunks[at]]) {
        if (byChunk.get(chunk)?.add([vocabulary.find(word)], factor)) byChunk.get(chunk).known = true;
      }
    }
  }
}

async function addGuesses(concept, vocabulary, ranking, limits) {
  const word = concept.chunk.whole;
  if (concept.add([await vocabulary.findStem(word)], 1)) concept.known = true;
  if (concept.known) return;
  const near = await vocabulary.correct(word, limits.corrections);
  await vocabulary.load(near.map(({ word: other }) => other));
  for (const { word: other, distance } of near)
    concept.add([vocabulary.find(other)], ranking.fuzzy * (1 - 0.2 * distance));
  concept.correction = near[0]?.word ?? "";
}

/** A word that hardly any page has may be misspelt there too: a neighbour that many pages have is searched as well. */
async function addLikelier(concept, vocabulary, ranking) {
  const { whole } = concept.chunk;
  const entries = [...concept.ways.values()].flatMap(({ entries: some }) => some);
  const most = Math.max(...entries.map(({ count }) => count));
  if (most > ranking.rare || entries.some(({ titled }) => titled) || !/^\p{L}{5,}$/u.test(whole)) return;
  const [near] = (await vocabulary.correct(whole, 2)).filter(
    ({ word, count, distance }) => word !== whole && count > 4 * most && distance <= 1,
  );
  if (!near) return;
  await vocabulary.load([near.word]);
  if (concept.add([vocabulary.find(near.word)], ranking.fuzzy)) concept.correction = near.word;
}
