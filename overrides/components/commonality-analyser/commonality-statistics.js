/** The arithmetic of the commonality analyser: Fisher's exact test and Holm's correction. */

const TINY = 1e-17;
/** Two tables count as equally unlikely within this factor: the rule scipy and R use. */
const EQUALLY_LIKELY = 1 + 1e-7;

let logs = [0];

/**
 * log(n!) for each n, less a part that grows evenly with n. That part cancels out of every probability, and without it the
 * sums stay small: plain log-factorials lose nine digits at 100,000 records. What each addition rounds off goes into the next.
 */
function tabulate(most) {
  logs = new Float64Array(most + 1);
  let lost = 0;
  for (let n = 1; n <= most; n += 1) {
    const term = Math.log((n / most) * Math.E) - lost;
    logs[n] = logs[n - 1] + term;
    lost = logs[n] - logs[n - 1] - term;
  }
}

const logChoices = (n, k) => logs[n] - logs[k] - logs[n - k];

/**
 * The logarithm of Fisher's exact test, two-sided: of the chance that luck alone splits the records at least this unevenly.
 * 100,000 records give chances too small for a number.
 *
 * In: bad records with the value, good ones with it, all bad records, all good ones.
 */
export function logFisherExact(badWith, goodWith, bad, good) {
  const having = badWith + goodWith;
  const low = Math.max(0, having - good);
  const high = Math.min(bad, having);
  if (low === high) return 0;
  if (bad + good >= logs.length) tabulate(bad + good);
  const all = logChoices(bad + good, having);
  /** log P(k of the bad records have the value) */
  const chance = k => logChoices(bad, k) + logChoices(good, having - k) - all;
  const own = chance(badWith);
  const limit = own + Math.log(EQUALLY_LIKELY);
  const mode = Math.floor(((bad + 1) * (having + 1)) / (bad + good + 2));
  if (limit >= chance(mode)) return 0;

  /** P(k + 1) / P(k) */
  const growth = k => ((bad - k) * (having - k)) / ((k + 1) * (good - having + k + 1));
  /** The sum of P from k on, away from the mode, in units of P(k). */
  function sumTail(k, step) {
    let sum = 0;
    for (let at = k, term = 1; low <= at && at <= high && term > sum * TINY; at += step) {
      sum += term;
      term *= step > 0 ? growth(at) : 1 / growth(at - 1);
    }
    return sum;
  }

  // On the other side of the mode, the nearest count that is no more likely.
  const side = badWith > mode ? 1 : -1;
  let inside = mode;
  let other = side > 0 ? low - 1 : high + 1;
  while (Math.abs(other - inside) > 1) {
    const middle = inside + Math.trunc((other - inside) / 2);
    if (chance(middle) <= limit) other = middle;
    else inside = middle;
  }
  const beyond = sumTail(other, -side);
  return Math.min(0, own + Math.log(sumTail(badWith, side) + (beyond && beyond * Math.exp(chance(other) - own))));
}

/**
 * Holm's step-down correction: keeps the chance of even one false alarm in the whole family under the limit.
 *
 * In: logarithms of chances, and how many were tried (some were left out because they could not matter; they still count).
 * Out: the corrected chances, in the order given.
 */
export function correctByHolm(chances, tries) {
  const corrected = [];
  let floor = 0;
  [...chances.keys()]
    .sort((a, b) => chances[a] - chances[b])
    .forEach((index, rank) => {
      floor = Math.max(floor, Math.min(1, Math.exp(chances[index]) * (tries - rank)));
      corrected[index] = floor;
    });
  return corrected;
}
