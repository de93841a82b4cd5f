// Scores every section for every concept (BM25F), and collapses sections to their pages.

import { postingsOf } from "./postings.mjs"

const rarity = (count, sections) => Math.log(1 + (sections - count + 0.5) / (count + 0.5))

async function scoreWay({ entries, factor }, scores, { store, total, ranking }) {
  const reached = new Map()
  for (const entry of entries) {
    const { numbers, weights } = await postingsOf(entry, store)
    const worth = factor * rarity(entry.count, total) * (ranking.saturation + 1)
    for (let at = 0; at < numbers.length; at++) {
      const value = worth * weights[at] / (ranking.saturation + weights[at])
      if (entries.length === 1) scores[numbers[at]] = Math.max(scores[numbers[at]], value)
      else reached.set(numbers[at], [(reached.get(numbers[at])?.[0] ?? 0) + value, (reached.get(numbers[at])?.[1] ?? 0) + 1])
    }
  }
  for (const [number, [sum, met]] of reached) {
    scores[number] = Math.max(scores[number], sum / entries.length * (met / entries.length) ** 2)
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
