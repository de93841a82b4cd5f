// Scores every section for every concept (BM25F), and collapses sections to their pages.

import { postingsOf } from "./postings.mjs"

const rarity = (count, sections) => Math.log(1 + (sections - count + 0.5) / (count + 0.5))

/** Writes into `scores` what one entry is worth in each of its sections, where that is more than is there. */
function scoreEntry({ count, postings }, factor, scores, { total, ranking }) {
  const { numbers, weights } = postings
  const k1 = ranking.saturation
  const worth = factor * rarity(count, total) * (k1 + 1)
  for (let at = 0; at < numbers.length; at++) {
    const value = worth * weights[at] / (k1 + weights[at])
    if (value > scores[numbers[at]]) scores[numbers[at]] = value
  }
}

/** Several words that must be met together: a section with half of them is worth far less than half. */
function scoreTogether(entries, factor, scores, context) {
  const { own, sums, met } = context.scratch
  sums.fill(0)
  met.fill(0)
  for (const entry of entries) {
    own.fill(0)
    scoreEntry(entry, factor, own, context)
    for (const number of entry.postings.numbers) {
      sums[number] += own[number]
      met[number]++
    }
  }
  for (let number = 0; number < sums.length; number++) {
    if (!met[number]) continue
    const share = met[number] / entries.length
    const value = sums[number] / entries.length * share * share
    if (value > scores[number]) scores[number] = value
  }
}

/** Scores of one concept, by section. */
function scoreConcept(concept, scores, context) {
  scores.fill(0)
  for (const { entries, factor } of concept.ways.values()) {
    if (entries.length === 1) scoreEntry(entries[0], factor, scores, context)
    else scoreTogether(entries, factor, scores, context)
  }
  return scores
}

const heaviness = (concept, total) =>
  Math.max(0.1, ...[...concept.ways.values()].map(({ entries, factor }) => factor * Math.max(...entries.map(({ count }) => rarity(count, total)))))

function scorePage(from, to, byConcept, weights, ranking) {
  let best = 0
  let section = from
  for (let at = from; at < to; at++) {
    let sum = 0
    for (const scores of byConcept) sum += scores[at]
    if (at === from) sum *= ranking.intro
    if (sum > best) [best, section] = [sum, at]
  }
  if (best === 0) return null
  let rest = 0
  let met = 0
  let all = 0
  const missing = []
  byConcept.forEach((scores, number) => {
    let highest = 0
    for (let at = from; at < to; at++) highest = Math.max(highest, scores[at])
    rest += highest
    all += weights[number]
    if (highest > 0) met += weights[number]
    else missing.push(number)
  })
  const coverage = (met / all) ** ranking.coverage
  return { section: section - from, missing, parts: { section: best, page: rest * ranking.page, coverage }, score: (best + rest * ranking.page) * coverage }
}

/** Bonus points by section: `[{entry, worth}]`. */
function scoreBonuses(bonuses, scores) {
  scores.fill(0)
  for (const { entry, worth } of bonuses) {
    const { numbers, weights } = entry.postings
    for (let at = 0; at < numbers.length; at++) scores[numbers[at]] += worth * weights[at]
  }
  return scores
}

/** Rooms for scores, used again by every query: as many as a query has concepts, and some to work in. */
function makeRooms(context, concepts) {
  context.scratch ??= { own: new Float32Array(context.total), sums: new Float32Array(context.total), met: new Uint8Array(context.total) }
  context.rooms ??= []
  while (context.rooms.length <= concepts) context.rooms.push(new Float32Array(context.total))
  return context.rooms
}

/** Pages that meet at least one concept, best first: `[{page, section, score, parts, missing}]`. */
export async function rankPages(concepts, bonuses, context) {
  const met = concepts.filter((concept) => concept.ways.size)
  const entries = met.flatMap(({ ways }) => [...ways.values()].flatMap((way) => way.entries))
  await Promise.all([...entries, ...bonuses.map(({ entry }) => entry)].map((entry) => postingsOf(entry, context.store)))
  const rooms = makeRooms(context, met.length) // from here on nothing waits, so no other query comes between
  const byConcept = met.map((concept, number) => scoreConcept(concept, rooms[number + 1], context))
  const weights = met.map((concept) => heaviness(concept, context.total))
  const extra = scoreBonuses(bonuses, rooms[0])
  const found = []
  for (let page = 0, from = 0; page < context.sections.length; from += context.sections[page++]) {
    const scored = scorePage(from, from + context.sections[page], byConcept, weights, context.ranking)
    if (!scored) continue
    let bonus = 0
    for (let at = from; at < from + context.sections[page]; at++) bonus = Math.max(bonus, extra[at])
    scored.parts.bonus = bonus
    found.push({ page, ...scored, score: scored.score + bonus, missing: scored.missing.map((number) => met[number].chunk) })
  }
  return found.sort((a, b) => b.score - a.score || a.page - b.page)
}
