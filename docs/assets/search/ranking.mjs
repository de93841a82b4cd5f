// Scores every section for every concept (BM25F), and collapses sections to their pages.

import { postingsOf } from "./postings.mjs"

const rarity = (count, sections) => Math.log(1 + (sections - count + 0.5) / (count + 0.5))

async function scoreWay(way, scores, context) {
  const { entries, factor } = way
  if (entries.length > 1) return scoreTogether(way, scores, context)
  const [entry] = entries
  const { numbers, weights } = await postingsOf(entry, context.store)
  const k1 = context.ranking.saturation
  const worth = factor * rarity(entry.count, context.total) * (k1 + 1)
  for (let at = 0; at < numbers.length; at++) {
    const value = worth * weights[at] / (k1 + weights[at])
    if (value > scores[numbers[at]]) scores[numbers[at]] = value
  }
}

/** Several words that must be met together: a section with half of them is worth far less than half. */
async function scoreTogether({ entries, factor }, scores, context) {
  const sums = new Float32Array(context.total)
  const met = new Uint8Array(context.total)
  for (const entry of entries) {
    const own = new Float32Array(context.total)
    await scoreWay({ entries: [entry], factor }, own, context)
    for (const number of (await postingsOf(entry, context.store)).numbers) {
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
async function scoreConcept(concept, context) {
  const scores = new Float32Array(context.total)
  for (const way of concept.ways.values()) await scoreWay(way, scores, context)
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
async function scoreBonuses(bonuses, { store, total }) {
  const scores = new Float32Array(total)
  for (const { entry, worth } of bonuses) {
    const { numbers, weights } = await postingsOf(entry, store)
    for (let at = 0; at < numbers.length; at++) scores[numbers[at]] += worth * weights[at]
  }
  return scores
}

/** Pages that meet at least one concept, best first: `[{page, section, score, parts, missing}]`. */
export async function rankPages(concepts, bonuses, context) {
  const met = concepts.filter((concept) => concept.ways.size)
  const byConcept = await Promise.all(met.map((concept) => scoreConcept(concept, context)))
  const weights = met.map((concept) => heaviness(concept, context.total))
  const extra = await scoreBonuses(bonuses, context)
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
