// Looks words up in the shards that hold them: as written, completed, joined, or corrected.

import { readShard } from "./postings.js";
import { nearestWords, readSpellings } from "./spelling.js";
import { readText } from "./store.js";
import { fold } from "./tokens.js";

const MOST_SHARDS = 3; // fetched for one beginning

const parseSpellings = bytes => readSpellings(readText(bytes));

/** The vocabulary of one index. `loadStemmer` is asked only for words the index lacks. */
export function makeVocabulary(root, store, loadStemmer) {
  const { short_letters: shortest } = root.definition.limits;
  const shards = new Map();
  const short = new Map();

  const shardNumber = word => {
    let low = 0;
    let high = root.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (root.starts[middle] <= word) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  const shardOf = word => shards.get(shardNumber(word));

  /** Shards that hold words beginning with `start`; a common beginning of three letters may fill several. */
  const shardNumbersFrom = start => {
    const first = shardNumber(start);
    const last = Math.min(shardNumber(`${start}\uffff`), first + MOST_SHARDS - 1);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  };

  /** Whether a beginning says so little that it is found in the file of its letter. */
  const isShort = start => start.length > 0 && start.length <= shortest;

  async function loadShard(number) {
    if (!shards.has(number)) shards.set(number, await store.read(`words/${number}`, readShard));
  }

  /** Loads the shards of whole words and, when given, those of a beginning. A letter or two are found in their own file, as words too. */
  async function load(words, start = "") {
    const needed = words.filter(word => word && !(isShort(start) && word === start));
    const numbers = new Set([...needed.map(shardNumber), ...(start.length > shortest ? shardNumbersFrom(start) : [])]);
    await Promise.all([isShort(start) && loadShort(start[0]), ...[...numbers].map(loadShard)]);
  }

  /** Words that a letter or two may be completed to are in one file for each letter. */
  async function loadShort(letter) {
    if (letter in root.short && !short.has(letter))
      short.set(letter, await store.read(`short/${root.short[letter]}`, readShard));
  }

  const stemOf = async word => (await loadStemmer())(word);

  const filesOf = letters => [
    ...new Set(letters.filter(letter => letter in root.spelling).map(letter => root.spelling[letter])),
  ];

  const readFiles = async numbers =>
    (await Promise.all(numbers.map(number => store.read(`spelling/${number}`, parseSpellings)))).flat();

  const find = word => (shardOf(word)?.words.get(word) ?? short.get(word[0])?.words.get(word))?.entry;

  return {
    isShort,
    load,
    find,
    /** Fetches, for two letters, the shard that every third will need; where it depends on the third, nothing. */
    foresee(start) {
      const numbers = start.length === shortest ? shardNumbersFrom(start) : [];
      if (numbers.length === 1) loadShard(numbers[0]).catch(() => {}); // asked for again when it is needed
    },
    /** A pair of stems or a whole heading, filed under the first word as written. */
    findSequence: (term, firstWord) => shardOf(firstWord)?.terms.get(term) ?? short.get(firstWord[0])?.terms.get(term),
    /** Entries of sequences that begin as `start` does. */
    sequencesFrom: (start, firstWord) =>
      (shardOf(firstWord)?.sequences ?? [])
        .filter(term => term.startsWith(start))
        .map(term => shardOf(firstWord).terms.get(term)),
    /** Words that begin with `start`, most telling first. */
    complete(start, limit) {
      const held =
        start.length > shortest
          ? shardNumbersFrom(start)
              .map(number => shards.get(number))
              .filter(Boolean)
          : [];
      const found = held.flatMap(({ words, spellings }) =>
        spellings.filter(word => word.startsWith(start) && word !== start).map(word => ({ word, ...words.get(word) })),
      );
      const worth = ({ entry, times }) => entry.titled * 20 + times;
      return found
        .sort((a, b) => worth(b) - worth(a) || a.word.length - b.word.length)
        .slice(0, limit)
        .map(({ word }) => word);
    },
    /** Words that one or two letters may stand for, those most titles have first. */
    shortCompletions: (start, limit) =>
      [...(short.get(start[0])?.words ?? [])]
        .filter(([word, { entry }]) => word.startsWith(start) && word !== start && entry.titled)
        .sort(
          ([a, { entry: one }], [b, { entry: other }]) =>
            other.titled - one.titled || other.count - one.count || (a < b ? -1 : 1),
        )
        .slice(0, limit)
        .map(([word]) => word),
    stem: stemOf,
    /** The entry with the same stem as a word the index lacks. */
    async findStem(word) {
      const stem = await stemOf(word);
      return stem === word ? undefined : shardOf(word)?.terms.get(stem);
    },
    /** Two known words that a word the index lacks is made of. */
    async split(word) {
      const cuts = Array.from({ length: Math.max(0, word.length - 5) }, (_, at) => at + 3);
      const heads = cuts.filter(cut => find(word.slice(0, cut)));
      await load(heads.map(cut => word.slice(cut)));
      return heads.filter(cut => find(word.slice(cut))).map(cut => [word.slice(0, cut), word.slice(cut)]);
    },
    /** Words a misspelt word may stand for: first those in the files of its first and second letters, then all. */
    async correct(word, limit) {
      const folded = fold(word);
      const own = filesOf([folded[0], folded[1]]);
      const near = nearestWords(folded, await readFiles(own), limit);
      if (near.length || folded.length < 5) return near;
      const rest = filesOf(Object.keys(root.spelling).filter(letter => letter >= "a" && letter <= "z")).filter(
        file => !own.includes(file),
      );
      return nearestWords(folded, await readFiles(rest), limit);
    },
  };
}
