// Looks words up in the shards that hold them: as written, completed, joined, or corrected.

import { placeOf, readShard } from "./postings.js";
import { nearestWords, readSpellings } from "./spelling.js";
import { readText } from "./store.js";
import { fold } from "./tokens.js";

const COMPLETIONS = 12; // words that the last word may become
const CORRECTIONS = 3; // words that a misspelt word may stand for
const MOST_SHARDS = 3; // fetched for one beginning; for a letter or two, which say little, one less than its letters

const parseSpellings = bytes => readSpellings(readText(bytes));

/** The vocabulary of one index. `loadStemmer` is asked only for words the index lacks. */
export function makeVocabulary(root, store, loadStemmer) {
  const shards = new Map();

  const shardNumber = word => placeOf(root.starts, word);
  const shardOf = word => shards.get(shardNumber(word));

  /** Shards that hold words beginning with `start`; a common beginning of three letters may fill several. */
  const shardNumbersFrom = start => {
    const first = shardNumber(start);
    const last = Math.min(shardNumber(`${start}\uffff`), first + Math.min(MOST_SHARDS, start.length) - 1);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  };

  async function loadShard(number) {
    if (!shards.has(number)) shards.set(number, await store.read(`words/${number}`, readShard));
  }

  /** Loads the shards of whole words and, when given, those of a beginning. */
  async function load(words, start = "") {
    const numbers = new Set([...words.filter(Boolean).map(shardNumber), ...(start ? shardNumbersFrom(start) : [])]);
    await Promise.all([...numbers].map(loadShard));
  }

  const stemOf = async word => (await loadStemmer())(word);

  const filesOf = letters => [
    ...new Set(letters.filter(letter => letter in root.spelling).map(letter => root.spelling[letter])),
  ];

  const readFiles = async numbers =>
    (await Promise.all(numbers.map(number => store.read(`spelling/${number}`, parseSpellings)))).flat();

  const find = word => shardOf(word)?.words.get(word)?.entry;

  return {
    load,
    find,
    /** Words that begin with `start`, most telling first. */
    complete(start) {
      const held = shardNumbersFrom(start).map(number => shards.get(number));
      const found = held
        .filter(Boolean)
        .flatMap(({ words, spellings }) =>
          spellings
            .filter(word => word.startsWith(start) && word !== start)
            .map(word => ({ word, ...words.get(word) })),
        );
      const worth = ({ entry, times }) => entry.titled * 20 + times;
      return found
        .sort((a, b) => worth(b) - worth(a) || a.word.length - b.word.length)
        .slice(0, COMPLETIONS)
        .map(({ word }) => word);
    },
    stem: stemOf,
    /** The entry with the same stem as a word the index lacks. */
    async findStem(word) {
      const stem = await stemOf(word);
      return stem === word ? undefined : shardOf(word)?.terms.get(stem);
    },
    /** Words a misspelt word may stand for, in the files of its first and second letters. */
    async correct(word) {
      const folded = fold(word);
      return nearestWords(folded, await readFiles(filesOf([folded[0], folded[1]])), CORRECTIONS);
    },
  };
}
