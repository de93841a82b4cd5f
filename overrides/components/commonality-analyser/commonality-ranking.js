/**
 * Which values, and which pairs of values, separate the bad records from the good ones.
 *
 * Single values and pairs are two families; each may raise a false alarm with half of the permitted chance, so that
 * data without any cause stays silent. A pair counts only when each half matters given the other: its chance is the
 * worse of those two tests. Otherwise every pair with a true cause in it would stand out.
 */
import { correctByHolm, logFisherExact } from "./commonality-statistics.js";

/** How many records have each pair of values of two columns, and how many of those are bad. */
function countPairs(first, second, marks) {
  const width = second.items.length + 1;
  const all = new Int32Array((first.items.length + 1) * width);
  const bad = new Int32Array(all.length);
  const [left, right] = [first.codes, second.codes];
  for (let row = 0; row < left.length; row += 1) {
    const cell = left[row] * width + right[row];
    all[cell] += 1;
    bad[cell] += marks[row];
  }
  return { all, bad, width };
}

/** log chance that one half adds nothing to the other: `joint` records against the rest of the records with `half`. */
function testWithin(joint, jointBad, half, halfBad) {
  const rest = half - joint;
  const restBad = halfBad - jointBad;
  if (rest === 0 || jointBad / joint <= restBad / rest) return 0;
  return logFisherExact(jointBad, joint - jointBad, halfBad, half - halfBad);
}

/** Marks what stands out after correction: half of the permitted false alarms goes to each family. */
function correct(tests, tries, key) {
  const corrected = correctByHolm(
    tests.map(test => test[key]),
    tries,
  );
  return tests.map((test, index) => ({ ...test, chance: Math.min(1, 2 * corrected[index]) })).sort(compareFindings);
}

/** By evidence; where evidence is equal (both nearly certain), by the difference of the shares. */
function compareFindings(one, other) {
  return (
    one.logChance - other.logChance ||
    Math.abs(other.badShare - other.goodShare) - Math.abs(one.badShare - one.goodShare)
  );
}

/** True for each row that has every part of a finding. */
export function hasParts(row, finding, attributes) {
  return finding.parts.every(part => attributes[part.attribute].codes[row] === part.code);
}

class Ranking {
  constructor(attributes, marks, limits) {
    Object.assign(this, { attributes, marks, limits });
    const bad = marks.filter(Boolean).length;
    this.totals = { bad, good: marks.length - bad };
    this.badCounts = attributes.map(({ codes, items }) => {
      const counts = new Int32Array(items.length + 1);
      for (let row = 0; row < codes.length; row += 1) counts[codes[row]] += marks[row];
      return counts;
    });
  }

  /** Counts, shares and lift: how many times as frequent among the bad records as among all records. */
  measure(bad, having) {
    const { totals } = this;
    const good = having - bad;
    const badShare = bad / totals.bad;
    const goodShare = good / totals.good;
    const lift = badShare / (having / this.marks.length);
    return { bad, good, badShare, goodShare, lift, logChance: logFisherExact(bad, good, totals.bad, totals.good) };
  }

  testSingles() {
    return this.attributes.flatMap(({ items }, attribute) =>
      items.map(({ count }, at) => {
        const part = { attribute, code: at + 1 };
        return { parts: [part], ...this.measure(this.badCounts[attribute][part.code], count) };
      }),
    );
  }

  testPairs(tell) {
    const tests = [];
    this.attributes.forEach((one, a) => {
      this.attributes.slice(a + 1).forEach((other, at) => {
        if (one.column !== other.column) tests.push(...this.testPairsOf(a, a + 1 + at));
      });
      tell((a + 1) / this.attributes.length);
    });
    return { found: tests.filter(Boolean), tries: tests.length };
  }

  /** Tests each pair of values of two columns that enough records have; null for a pair that luck explains. */
  testPairsOf(a, b) {
    const { attributes, badCounts, limits } = this;
    const { all, bad, width } = countPairs(attributes[a], attributes[b], this.marks);
    const isTried = cell => cell >= width && cell % width > 0 && all[cell] >= limits.smallest_count;
    return [...all.keys()].filter(isTried).map(cell => {
      const parts = [
        { attribute: a, code: Math.floor(cell / width) },
        { attribute: b, code: cell % width },
      ];
      const chances = parts.map(({ attribute, code }) =>
        testWithin(all[cell], bad[cell], attributes[attribute].items[code - 1].count, badCounts[attribute][code]),
      );
      const added = Math.max(...chances);
      return added > Math.log(limits.false_alarm) ? null : { parts, ...this.measure(bad[cell], all[cell]), added };
    });
  }

  /** Does `one` still make records worse among those that have (`has`), or have not, the `other`? */
  stillMatters(one, other, has) {
    let [half, halfBad, joint, jointBad] = [0, 0, 0, 0];
    this.marks.forEach((mark, row) => {
      if (hasParts(row, other, this.attributes) !== has) return;
      half += 1;
      halfBad += mark;
      if (!hasParts(row, one, this.attributes)) return;
      joint += 1;
      jointBad += mark;
    });
    return joint > 0 && testWithin(joint, jointBad, half, halfBad) <= Math.log(this.limits.own_effect);
  }

  /** Names, for each finding, the stronger one that already accounts for it: it makes no difference of its own. */
  nameShadows(findings) {
    findings.forEach((finding, index) => {
      const isExplainedBy = other =>
        other.shadowOf === undefined &&
        !this.stillMatters(finding, other, false) &&
        !(other.parts.length === 1 && this.stillMatters(finding, other, true));
      const stronger = findings.slice(0, index).findIndex(isExplainedBy);
      if (stronger >= 0) finding.shadowOf = stronger;
    });
  }

  /** A pair stands before its own halves when they do nothing without each other; otherwise after them. */
  order(findings) {
    const isHalf = ({ parts: [own, second] }, pair) =>
      !second && pair.parts.some(({ attribute, code }) => attribute === own.attribute && code === own.code);
    const onlyTogether = findings.filter(
      pair =>
        pair.parts.length === 2 &&
        findings.every(single => !isHalf(single, pair) || !this.stillMatters(single, pair, false)),
    );
    return [...new Set([...onlyTogether, ...findings])];
  }
}

/**
 * Ranks everything.
 *
 * In: attributes (see commonality-columns.js), marks (1 for a bad record), limits, tell(share).
 * Out: {totals, tries, ranked (all single values), worse, better}: `worse` and `better` hold what stands out.
 */
export function rankCommonalities(attributes, marks, limits, tell) {
  const ranking = new Ranking(attributes, marks, limits);
  const singles = ranking.testSingles();
  const pairs = ranking.testPairs(tell);
  const ranked = correct(singles, singles.length, "logChance");
  const joined = correct(pairs.found, pairs.tries, "added");
  const standing = [...ranked, ...joined].filter(({ chance }) => chance <= limits.false_alarm).sort(compareFindings);
  const isWorse = ({ parts, badShare, goodShare }) => parts.length > 1 || badShare > goodShare;
  const worse = ranking.order(standing.filter(isWorse).slice(0, limits.findings));
  ranking.nameShadows(worse);
  // Where one value fails, all others look better: only columns without a cause of their own say something new.
  const columnOf = ({ attribute }) => attributes[attribute].column;
  const told = new Set(worse.flatMap(({ parts }) => parts.map(columnOf)));
  const better = standing.filter(finding => !isWorse(finding) && !told.has(columnOf(finding.parts[0])));
  const { totals } = ranking;
  const tries = singles.length + pairs.tries;
  return { totals, tries, ranked, worse, better: better.slice(0, limits.findings) };
}
