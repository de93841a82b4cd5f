/**
 * Which values, and which pairs of values, separate the bad calls from the good ones.
 *
 * Single values and pairs are two families; each may raise a false alarm with half of the permitted chance, so that
 * data without any cause stays silent. A pair counts only when each half matters given the other: its chance is the
 * worse of those two tests. Otherwise every pair with a true cause in it would stand out.
 */
import { correctByHolm, logFisherExact } from "./commonality-statistics.mjs";

function countItems(attributes, marks) {
  return attributes.map(({ codes, items }) => {
    const bad = new Int32Array(items.length + 1);
    for (let row = 0; row < codes.length; row += 1) bad[codes[row]] += marks[row];
    return bad;
  });
}

/** Counts, shares and lift: how many times as frequent among the bad calls as among all calls. */
function measure(bad, having, totals) {
  const good = having - bad;
  const badShare = bad / totals.bad;
  const goodShare = good / totals.good;
  const lift = badShare / (having / (totals.bad + totals.good));
  return { bad, good, badShare, goodShare, lift, logChance: logFisherExact(bad, good, totals.bad, totals.good) };
}

function testSingles(attributes, badCounts, totals) {
  return attributes.flatMap((attribute, a) => attribute.items.map((item, i) => ({
    parts: [{ attribute: a, code: i + 1 }],
    ...measure(badCounts[a][i + 1], item.count, totals),
  })));
}

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

/** Quick look before the exact test: where this is true, luck explains the difference easily. */
function isSmall(joint, jointBad, half, halfBad) {
  const expected = (joint * halfBad) / half;
  const variance = (expected * (half - halfBad) * (half - joint)) / half / half;
  return (jointBad - expected) ** 2 < 3 * variance;
}

/** log chance that one half adds nothing to the other: `joint` calls against the rest of the calls with `half`. */
function testWithin(joint, jointBad, half, halfBad) {
  const rest = half - joint;
  const restBad = halfBad - jointBad;
  if (rest === 0 || jointBad / joint <= restBad / rest) return 0;
  if (isSmall(joint, jointBad, half, halfBad)) return 0;
  return logFisherExact(jointBad, joint - jointBad, halfBad, half - halfBad);
}

function* testPairsOf(a, b, attributes, badCounts, marks, totals, limits) {
  const [first, second] = [attributes[a], attributes[b]];
  const { all, bad, width } = countPairs(first, second, marks);
  for (let i = 1; i <= first.items.length; i += 1) {
    for (let j = 1; j < width; j += 1) {
      const joint = all[i * width + j];
      if (joint < limits.smallest_count) continue;
      const jointBad = bad[i * width + j];
      const chance = Math.max(
        testWithin(joint, jointBad, first.items[i - 1].count, badCounts[a][i]),
        testWithin(joint, jointBad, second.items[j - 1].count, badCounts[b][j]),
      );
      yield chance > Math.log(limits.false_alarm) ? null : {
        parts: [{ attribute: a, code: i }, { attribute: b, code: j }],
        ...measure(jointBad, joint, totals),
        added: chance,
      };
    }
  }
}

function testPairs(attributes, badCounts, marks, totals, limits, tell) {
  const found = [];
  let tries = 0;
  for (let a = 0; a < attributes.length; a += 1) {
    for (let b = a + 1; b < attributes.length; b += 1) {
      if (attributes[a].column === attributes[b].column) continue;
      for (const pair of testPairsOf(a, b, attributes, badCounts, marks, totals, limits)) {
        tries += 1;
        if (pair !== null) found.push(pair);
      }
    }
    tell((a + 1) / attributes.length);
  }
  return { found, tries };
}

/** Marks what stands out after correction: half of the permitted false alarms goes to each family. */
function correct(tests, tries, chanceOf) {
  const corrected = correctByHolm(tests.map((test) => Math.exp(chanceOf(test))), tries);
  return tests.map((test, index) => ({ ...test, chance: Math.min(1, 2 * corrected[index]) }));
}

/** By evidence; where evidence is equal (both nearly certain), by the difference of the shares. */
function compareFindings(one, other) {
  return one.logChance - other.logChance
    || Math.abs(other.badShare - other.goodShare) - Math.abs(one.badShare - one.goodShare);
}

/** True for each row that has every part of a finding. */
export function hasParts(row, finding, attributes) {
  return finding.parts.every((part) => attributes[part.attribute].codes[row] === part.code);
}

/** Calls split by two findings: counts of all and of bad calls, at [has one][has other]. */
function crossCount(one, other, attributes, marks) {
  const all = [[0, 0], [0, 0]];
  const bad = [[0, 0], [0, 0]];
  for (let row = 0; row < marks.length; row += 1) {
    const x = Number(hasParts(row, one, attributes));
    const y = Number(hasParts(row, other, attributes));
    all[x][y] += 1;
    bad[x][y] += marks[row];
  }
  return { all, bad };
}

/** Does `one` still make calls worse among calls that have (1) or have not (0) the `other`? */
function stillMatters(has, { all, bad }, limit) {
  const [without, having] = [all[0][has], all[1][has]];
  const chance = testWithin(having, bad[1][has], having + without, bad[1][has] + bad[0][has]);
  return having > 0 && chance <= Math.log(limit);
}

/** Names, for each finding, the stronger one that already accounts for it: it makes no difference of its own. */
function nameShadows(findings, attributes, marks, limit) {
  findings.forEach((finding, index) => {
    const stronger = findings.slice(0, index).findIndex((other) => {
      if (other.shadowOf !== undefined) return false;
      const crossed = crossCount(finding, other, attributes, marks);
      return !stillMatters(0, crossed, limit) && !(other.parts.length === 1 && stillMatters(1, crossed, limit));
    });
    if (stronger >= 0) finding.shadowOf = stronger;
  });
}

/** A pair stands before its own halves when they do nothing without each other; otherwise after them. */
function orderFindings(findings, attributes, marks, limit) {
  const pairs = findings.filter((finding) => finding.parts.length === 2);
  const isHalf = ({ parts: [own, second] }, pair) => !second && pair.parts.some(({ attribute, code }) => attribute === own.attribute && code === own.code);
  const onlyTogether = pairs.filter((pair) => findings.every((single) =>
    !isHalf(single, pair) || !stillMatters(0, crossCount(single, pair, attributes, marks), limit)));
  return [...new Set([...onlyTogether, ...findings])];
}

/**
 * Ranks everything.
 *
 * In: attributes (see commonality-columns.mjs), marks (1 for a bad call), limits, tell(share).
 * Out: {totals, tries, ranked (all single values), worse, better}: `worse` and `better` hold what stands out.
 */
export function rankCommonalities(attributes, marks, limits, tell) {
  const bad = marks.reduce((sum, mark) => sum + mark, 0);
  const totals = { bad, good: marks.length - bad };
  const badCounts = countItems(attributes, marks);
  const singles = testSingles(attributes, badCounts, totals);
  const pairs = testPairs(attributes, badCounts, marks, totals, limits, tell);
  const ranked = correct(singles, singles.length, (test) => test.logChance).sort(compareFindings);
  const joined = correct(pairs.found, pairs.tries, (test) => test.added).sort(compareFindings);
  const standing = ranked.filter((finding) => finding.chance <= limits.false_alarm);
  const worse = [...standing.filter((finding) => finding.badShare > finding.goodShare),
    ...joined.filter((finding) => finding.chance <= limits.false_alarm)]
    .sort(compareFindings).slice(0, limits.findings);
  const ordered = orderFindings(worse, attributes, marks, limits.own_effect);
  nameShadows(ordered, attributes, marks, limits.own_effect);
  // Where one carrier fails, all others look better: only columns without a cause of their own say something new.
  const told = new Set(ordered.flatMap(({ parts }) => parts.map(({ attribute }) => attributes[attribute].column)));
  const better = standing.filter(({ parts, badShare, goodShare }) =>
    badShare < goodShare && !told.has(attributes[parts[0].attribute].column)).slice(0, limits.findings);
  return { totals, tries: singles.length + pairs.tries, ranked, worse: ordered, better };
}
