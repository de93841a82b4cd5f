// Looks words up in the shards that hold them: as written, completed, joined, or corrected.

import { fold } from "./tokens.mjs"
import { readShard } from "./postings.mjs"
import { readText } from "./store.mjs"
import { nearestWords, readSpellings } from "./spelling.mjs"

const MOST_SHARDS = 3 // fetched for one beginning

const parseSpellings = (bytes) => readSpellings(readText(bytes))

/** The vocabulary of one index. `loadStemmer` is asked only for words the index lacks. */
export function makeVocabulary(root, store, loadStemmer) {
  const shards = new Map()
  const short = new Map()

  const shardNumber = (word) => {
    let low = 0
    let high = root.starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (root.starts[middle] <= word) low = middle
      else high = middle - 1
    }
    return low
  }

  const shardOf = (word) => shards.get(shardNumber(word))

  /** Shards that hold words beginning with `start`; a common beginning of three letters may fill several. */
  const shardNumbersFrom = (start) => {
    const first = shardNumber(start)
    const last = Math.min(shardNumber(`${start}\uffff`), first + MOST_SHARDS - 1)
    return Array.from({ length: last - first + 1 }, (_, at) => first + at)
  }

  /** Loads the shards of whole words and, when given, those of a beginning. */
  async function load(words, start = "") {
    const letter = start.length < 3 ? start[0] : undefined
    const numbers = new Set([...words.filter(Boolean).map(shardNumber), ...(start.length < 3 ? [] : shardNumbersFrom(start))])
    await Promise.all([loadShort(letter), ...[...numbers].filter((number) => !shards.has(number)).map(async (number) => {
      shards.set(number, await store.read(`words/${number}`, readShard))
    })])
  }

  /** Words that a letter or two may be completed to are in one file for each letter. */
  async function loadShort(letter) {
    if (letter in root.short && !short.has(letter)) short.set(letter, await store.read(`short/${root.short[letter]}`, readShard))
  }

  const stemOf = async (word) => (await loadStemmer())(word)

  const find = (word) => (shardOf(word)?.words.get(word) ?? short.get(word[0])?.words.get(word))?.entry

  return {
    load,
    find,
    /** A pair of stems or a whole heading, filed under the first word as written. */
    findSequence: (term, firstWord) => shardOf(firstWord)?.terms.get(term),
    /** Entries of sequences that begin as `start` does. */
    sequencesFrom: (start, firstWord) =>
      (shardOf(firstWord)?.sequences ?? []).filter((term) => term.startsWith(start)).map((term) => shardOf(firstWord).terms.get(term)),
    /** Words that begin with `start`, most telling first. */
    complete(start, limit) {
      const held = start.length < 3 ? [] : shardNumbersFrom(start).map((number) => shards.get(number)).filter(Boolean)
      const found = held.flatMap(({ words, spellings }) =>
        spellings.filter((word) => word.startsWith(start) && word !== start).map((word) => ({ word, ...words.get(word) })))
      const worth = ({ entry, times }) => entry.titled * 20 + times
      return found.sort((a, b) => worth(b) - worth(a) || a.word.length - b.word.length).slice(0, limit).map(({ word }) => word)
    },
    /** Words that one or two letters may stand for, those most titles have first. */
    shortCompletions: (start, limit) => [...short.get(start[0])?.words ?? []].filter(([word]) => word.startsWith(start) && word !== start)
      .sort(([a, { entry: one }], [b, { entry: other }]) => other.titled - one.titled || other.count - one.count || (a < b ? -1 : 1))
      .slice(0, limit).map(([word]) => word),
    stem: stemOf,
    /** The entry with the same stem as a word the index lacks. */
    async findStem(word) {
      const stem = await stemOf(word)
      return stem === word ? undefined : shardOf(word)?.terms.get(stem)
    },
    /** Two known words that a word the index lacks is made of. */
    async split(word) {
      const cuts = Array.from({ length: Math.max(0, word.length - 5) }, (_, at) => at + 3)
      const heads = cuts.filter((cut) => find(word.slice(0, cut)))
      await load(heads.map((cut) => word.slice(cut)))
      return heads.filter((cut) => find(word.slice(cut))).map((cut) => [word.slice(0, cut), word.slice(cut)])
    },
    /** Words a misspelt word may stand for: first those with its first letter, then those with its second, then all. */
    async correct(word, limit) {
      const folded = fold(word)
      const own = [folded[0], folded[1]].filter((letter) => letter in root.spelling)
      const lists = await Promise.all(own.map((letter) => store.read(`spelling/${root.spelling[letter]}`, parseSpellings)))
      const near = nearestWords(folded, lists.flat(), limit)
      if (near.length || folded.length < 5) return near
      const rest = Object.keys(root.spelling).filter((letter) => letter >= "a" && letter <= "z" && !own.includes(letter))
      const others = await Promise.all(rest.map((letter) => store.read(`spelling/${root.spelling[letter]}`, parseSpellings)))
      return nearestWords(folded, others.flat(), limit)
    },
  }
}
