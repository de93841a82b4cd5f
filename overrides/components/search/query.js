// What a reader typed, taken apart: words, "exact phrases", -unwanted words and kind:guide; then concepts, each a list of ways to
// meet it with what each way is worth. A way is `{entries, factor}`; several entries must be met together (the parts of an
// identifier, a phrase that means the same).

const PART =
  /(-?)["“”„]([^"“”„]*)["“”„]?|(?:^|(?<=\s))kind:(\S*)|(?:^|(?<=\s))-(?!(\p{L})\4+(?!\p{L}))(\p{L}{3,})(?=\s|$)|[^\s"“”„]+|\s+/gu;
const SETTING = /(^|\s)-{1,2}[\p{L}\p{N}]/u; // of a command

/** `{text, phrases, unwanted, everything, kind, open, said}`; `everything` leaves nothing out, `open` says that the last word may still be being typed. */
export function parseQuery(typed) {
  const query = { text: "", phrases: [], unwanted: [], kind: "", open: false };
  for (const match of typed.normalize("NFC").matchAll(PART)) {
    const [raw, minus, phrase, kind, , unwanted] = match;
    if (phrase !== undefined) (minus ? query.unwanted : query.phrases).push(phrase);
    else if (kind !== undefined) query.kind = kind;
    else if (unwanted !== undefined) query.unwanted.push(unwanted);
    else query.text += raw;
    query.open = phrase === undefined && kind === undefined && unwanted === undefined && raw.trim() !== "";
  }
  const isCommand = SETTING.test(query.text); // pasted: its other words behind a dash are settings, too
  if (isCommand || !(query.text.trim() || query.phrases.length)) {
    query.text = [query.text, ...query.unwanted].join(" ");
    query.unwanted = [];
  }
  query.everything = typed.replace(/(^|\s)-+(?=[\p{L}"“”„])/gu, "$1").trim();
  query.open = query.open && query.phrases.length === 0;
  query.said = [query.text, ...query.phrases].join(" ");
  return query;
}

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

// Which words are looked up as one phrase, from each word on. Two words may have others between them: "turn the light off" is "turn off", too.
const SHAPES = [[0], [0, 1], [0, 1, 2], [0, 1, 2, 3], [0, 2], [0, 3]];

/** Synonyms for the phrases in a query, whose words are given as they were typed or by their stems: `[{places, words}]`. */
function synonymsOf(said, synonyms) {
  return said
    .flatMap((_, from) => SHAPES.map(shape => shape.map(step => from + step)))
    .flatMap(places => {
      const others = synonyms.get(places.map(at => said[at]).join(" ")) ?? [];
      return others.map(words => ({ places, words }));
    });
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
  ways = new Map();
  known = false;
  correction = "";

  constructor(chunk, worth, isFiller) {
    Object.assign(this, { chunk, worth, isFiller });
  }

  /** A further way to meet it; a way to an entry that is no word of the index counts for nothing. */
  add(entries, factor) {
    if (entries.length === 0 || entries.some(entry => !entry)) return;
    const known = this.ways.get(key(entries));
    if (!known || known.factor < factor) this.ways.set(key(entries), { entries, factor });
    this.known = true;
  }
}

/** Reads the concepts of a query, one for each telling word; loads what it needs of the vocabulary. */
export async function readConcepts(chunks, open, context) {
  const { ranking, stopWords } = context;
  const related = await loadRelated(chunks, open, context);
  const telling = tellingChunks(chunks, stopWords);
  const { signs } = context.definition.complaints;
  const isFiller = ({ whole }) => whole.length > 3 || signs.includes(whole); // "help" and "not" may be in a title
  const fillers = chunks.filter(chunk => isFiller(chunk) && !telling.includes(chunk));
  const concepts = [
    ...telling.map(chunk => new Concept(chunk, 1, false)),
    ...fillers.map(chunk => new Concept(chunk, ranking.filler, true)),
  ];
  const byChunk = new Map(concepts.map(concept => [concept.chunk, concept]));
  for (const concept of concepts) addOwnWords(concept, open && concept.chunk === chunks.at(-1), context);
  addJoined(chunks, byChunk, open, context);
  addSynonyms(related, chunks, byChunk, context);
  await Promise.all(
    concepts.map(concept =>
      concept.known ? addLikelier(concept, context) : concept.isFiller || addGuesses(concept, context),
    ),
  );
  return concepts;
}

/** A word that the index lacks and that has a synonym is not misspelt. A short synonym for many words is worth as much as it has words. */
function addSynonyms(related, chunks, byChunk, { vocabulary, ranking, stopWords }) {
  for (const { places, words } of related) {
    const entries = words.filter(word => !stopWords.has(word)).map(vocabulary.find);
    const meant = places.flatMap(at => byChunk.get(chunks[at]) ?? []);
    const share = (entries.length / words.length) * Math.min(1, entries.length / meant.length);
    for (const concept of meant) concept.add(entries, ranking.synonym * share);
  }
}

/** The word itself, else the parts of an identifier; and what a word still being typed may become. */
function addOwnWords(concept, completing, { vocabulary, ranking }) {
  const { whole, parts } = concept.chunk;
  concept.add([vocabulary.find(whole)], 1);
  const found = parts.map(vocabulary.find).filter(Boolean);
  if (!concept.known) concept.add(found, found.length / parts.length);
  if (!completing) return;
  const factor = concept.known ? ranking.prefix * ranking.prefix : ranking.prefix;
  for (const word of vocabulary.complete(whole)) concept.add([vocabulary.find(word)], factor);
}

/** Two words written as one. */
function addJoined(chunks, byChunk, open, { vocabulary, ranking, stopWords }) {
  for (let at = 1; at < chunks.length; at++) {
    if (stopWords.has(chunks[at - 1].whole)) continue; // "I deal" is not "ideal"
    const joined = chunks[at - 1].whole + chunks[at].whole;
    const completes = open && at === chunks.length - 1 && joined.length > 3;
    for (const word of [joined, ...(completes ? vocabulary.complete(joined) : [])]) {
      for (const chunk of [chunks[at - 1], chunks[at]])
        byChunk.get(chunk)?.add([vocabulary.find(word)], word === joined ? 1 : ranking.prefix);
    }
  }
}

async function addGuesses(concept, { vocabulary, ranking }) {
  const word = concept.chunk.whole;
  concept.add([await vocabulary.findStem(word)], 1);
  if (concept.known) return;
  const near = await vocabulary.correct(word);
  await vocabulary.load(near.map(({ word: other }) => other));
  for (const { word: other, distance } of near)
    concept.add([vocabulary.find(other)], ranking.fuzzy * (1 - 0.2 * distance));
  concept.correction = near[0]?.word ?? "";
}

/** A word that hardly any page has may be misspelt there too: a neighbour that many pages have is searched as well. */
async function addLikelier(concept, { vocabulary, ranking }) {
  const { whole } = concept.chunk;
  const entries = [...concept.ways.values()].flatMap(({ entries: some }) => some);
  const most = Math.max(...entries.map(({ count }) => count));
  if (most > ranking.rare || entries.some(({ titled }) => titled) || !/^\p{L}{5,}$/u.test(whole)) return;
  const near = (await vocabulary.correct(whole)).find(
    ({ word, count, distance }) => word !== whole && count > 4 * most && distance <= 1,
  );
  if (!near) return;
  await vocabulary.load([near.word]);
  concept.add([vocabulary.find(near.word)], ranking.fuzzy);
  concept.correction = near.word;
}
