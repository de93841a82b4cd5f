/**
 * Which values, and which pairs of values, separate the bad records from the good ones.
 *
 * Single values and pairs are two families; each may raise a false alarm with half of the permitted chance, so that
 * data without any cause stays silent. A pair counts only when each half matters given the other: its chance is the
 * worse of those two tests. Otherwise every pair with a true cause in it would stand out.
 */
import { correctByHolm, logFisherExact } from "./commonality-statistics.js";

function countItems(attributes, marks) {
  return attributes.map(({ codes, items }) => {
    const bad = new Int32Array(items.length + 1);
    for (let row = 0; row < codes.length; row += 1) bad[codes[row]] += marks[row];
    return bad;
  });
}

/** Counts, shares and lift: how many times as frequent among the bad records as among all records. */
function measure(bad, having, totals) {
  const good = having - bad;
  const badShare = bad / totals.bad;
  const goodShare = good / totals.good;
  const lift = badShare / (having / (totals.bad + totals.good));
  return { bad, good, badShare, goodShare, lift, logChance: logFisherExact(bad, good, totals.bad, totals.good) };
}

function testSingles(attributes, badCounts, totals) {
  return attributes.flatMap((attribute, a) =>
    attribute.items.map((item, i) => ({
      parts: [{ attribute: a, code: i + 1 }],
      ...measure(badCounts[a][i + 1], item.count, totals),
    })),
  );
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

/** log chance that one half adds nothing to the other: `joint` records against the rest of the records with `half`. */
function testWithin(joint, jointBad, half, halfBad) {
  const rest = half - joint;
  const restBad = halfBad - jointBad;
  if (rest === 0 || jointBad / joint <= restBad / rest) return 0;
  return logFisherExact(jointBad, joint - jointBad, halfBad, half - halfBad);
}

/** Tests each pair of values of two columns that enough records have; null for a pair that luck explains. */
function testPairsOf(a, b, attributes, badCounts, marks, totals, limits) {
  const { all, bad, width } = countPairs(attributes[a], attributes[b], marks);
  const cells = [...all.keys()].filter(cell => cell >= width && cell % width > 0 && all[cell] >= limits.smallest_count);
  return cells.map(cell => {
    const parts = [
      { attribute: a, code: Math.floor(cell / width) },
      { attribute: b, code: cell % width },
    ];
    const added = Math.max(
      ...parts.map(({ attribute, code }) =>
        testWithin(all[cell], bad[cell], attributes[attribute].items[code - 1].count, badCounts[attribute][code]),
      ),
    );
    return added > Math.log(limits.false_alarm) ? null : { parts, ...measure(bad[cell], all[cell], totals), added };
  });
}

function testPairs(attributes, badCounts, marks, totals, limits, tell) {
  const tests = [];
  for (let a = 0; a < attributes.length; a += 1) {
    for (let b = a + 1; b < attributes.length; b += 1) {
      if (attributes[a].column !== attributes[b].column)
        tests.push(...testPairsOf(a, b, attributes, badCounts, marks, totals, limits));
    }
    tell((a + 1) / attributes.length);
  }
  return { found: tests.filter(Boolean), tries: tests.length };
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

/** Does `one` still make records worse among those that have (`has`), or have not, the `other`? */
function stillMatters(one, other, has, attributes, marks, limit) {
  let [half, halfBad, joint, jointBad] = [0, 0, 0, 0];
  marks.forEach((mark, row) => {
    if (hasParts(row, other, attributes) !== has) return;
    half += 1;
    halfBad += mark;
    if (!hasParts(row, one, attributes)) return;
    joint += 1;
    jointBad += mark;
  });
  return joint > 0 && testWithin(joint, jointBad, half, halfBad) <= Math.log(limit);
}

/** Names, for each finding, the stronger one that already accounts for it: it makes no difference of its own. */
function nameShadows(findings, attributes, marks, limit) {
  findings.forEach((finding, index) => {
    const matters = (other, has) => stillMatters(finding, other, has, attributes, marks, limit);
    const stronger = findings
      .slice(0, index)
      .findIndex(
        other =>
          other.shadowOf === undefined && !matters(other, false) && !(other.parts.length === 1 && matters(other, true)),
      );
    if (stronger >= 0) finding.shadowOf = stronger;
  });
}

/** A pair stands before its own halves when they do nothing without each other; otherwise after them. */
function orderFindings(findings, attributes, marks, limit) {
  const pairs = findings.filter(finding => finding.parts.length === 2);
  const isHalf = ({ parts: [own, second] }, pair) =>
    !second && pair.parts.some(({ attribute, code }) => attribute === own.attribute && code === own.code);
  const onlyTogether = pairs.filter(pair =>
    findings.every(single => !isHalf(single, pair) || !stillMatters(single, pair, false, attributes, marks, limit)),
  );
  return [...new Set([...onlyTogether, ...findings])];
}

/**
 * Ranks everything.
 *
 * In: attributes (see commonality-columns.js), marks (1 for a bad record), limits, tell(share).
 * Out: {totals, tries, ranked (all single values), worse, better}: `worse` and `better` hold what stands out.
 */
export function rankCommonalities(attributes, marks, limits, tell) {
  const bad = marks.filter(Boolean).length;
  const totals = { bad, good: marks.length - bad };
  const badCounts = countItems(attributes, marks);
  const singles = testSingles(attributes, badCounts, totals);
  const pairs = testPairs(attributes, badCounts, marks, totals, limits, tell);
  const ranked = correct(singles, singles.length, "logChance");
  const joined = correct(pairs.found, pairs.tries, "added");
  const standing = [...ranked, ...joined].filter(({ chance }) => chance <= limits.false_alarm).sort(compareFindings);
  const worse = standing.filter(({ parts, badShare, goodShare }) => parts.length > 1 || badShare > goodShare);
  const ordered = orderFindings(worse.slice(0, limits.findings), attributes, marks, limits.own_effect);
  nameShadows(ordered, attributes, marks, limits.own_effect);
  // Where one value fails, all others look better: only columns without a cause of their own say something new.
  const told = new Set(ordered.flatMap(({ parts }) => parts.map(({ attribute }) => attributes[attribute].column)));
  const better = standing.filter(
    finding => !worse.includes(finding) && !told.has(attributes[finding.parts[0].attribute].column),
  );
  return {
    totals,
    tries: singles.length + pairs.tries,
    ranked,
    worse: ordered,
    better: better.slice(0, limits.findings),
  };
}
