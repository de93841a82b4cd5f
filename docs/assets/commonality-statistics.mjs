/**
 * The arithmetic of the commonality analyser: Fisher's exact test and Holm's correction.
 *
 * Probabilities are computed in log space with Loader's saddle-point form of the binomial ("Fast and accurate
 * computation of binomial probabilities", 2000), because sums of log-factorials lose nine digits at 100,000 calls.
 */

const HALF_LOG_TWO_PI = 0.9189385332046727;
const TINY = 1e-17;
/** Two tables count as equally unlikely within this factor: the rule scipy and R use. */
const EQUALLY_LIKELY = 1 + 1e-7;

const EXACT_STIRLING_ERRORS = (() => {
  const errors = new Float64Array(16);
  let logFactorial = 0;
  for (let n = 1; n < 16; n += 1) {
    logFactorial += Math.log(n);
    errors[n] = logFactorial - ((n + 0.5) * Math.log(n) - n + HALF_LOG_TWO_PI);
  }
  return errors;
})();

/** log(n!) minus Stirling's formula. */
function stirlingError(n) {
  if (n < 16) return EXACT_STIRLING_ERRORS[n];
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

/** x log(x/mean) + mean - x, without cancellation when x is near the mean. */
function deviance(x, mean) {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const ratio = (x - mean) / (x + mean);
  let sum = (x - mean) * ratio;
  let term = 2 * x * ratio;
  for (let j = 1; j < 1000; j += 1) {
    term *= ratio * ratio;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

function logBinomial(x, n, p) {
  if (n === 0) return 0;
  if (x === 0) return n * Math.log1p(-p);
  if (x === n) return n * Math.log(p);
  const spread = stirlingError(n) - stirlingError(x) - stirlingError(n - x);
  const distance = deviance(x, n * p) + deviance(n - x, n * (1 - p));
  return spread - distance - HALF_LOG_TWO_PI - 0.5 * (Math.log(x) + Math.log1p(-x / n));
}

/** log P(k of the marked calls have the value): total calls, marked calls, calls with the value. */
export function logHypergeometric(k, total, marked, having) {
  if (having === 0 || having === total) return 0;
  const p = having / total;
  return logBinomial(k, marked, p) + logBinomial(having - k, total - marked, p) - logBinomial(having, total, p);
}

/** log of the sum of P from k on, away from the most likely count; `step` is +1 or -1. */
function logTail(k, step, total, marked, having) {
  const low = Math.max(0, marked + having - total);
  const high = Math.min(marked, having);
  if (k < low || k > high) return -Infinity;
  let term = 1;
  let sum = 1;
  for (let i = k; step > 0 ? i < high : i > low; i += step) {
    const up = step > 0
      ? ((marked - i) * (having - i)) / ((i + 1) * (total - marked - having + i + 1))
      : (i * (total - marked - having + i)) / ((marked - i + 1) * (having - i + 1));
    term *= up;
    sum += term;
    if (term < sum * TINY && up < 1) break;
  }
  return Math.log(sum) + logHypergeometric(k, total, marked, having);
}

/** The count nearest to the mode, on the other side of it, that is no more likely than `limit` (a logarithm). */
function findOtherSide(side, mode, limit, total, marked, having) {
  const low = Math.max(0, marked + having - total);
  const high = Math.min(marked, having);
  let inside = mode;
  let outside = side > 0 ? high + 1 : low - 1;
  while (Math.abs(outside - inside) > 1) {
    const middle = inside + Math.trunc((outside - inside) / 2);
    if (logHypergeometric(middle, total, marked, having) <= limit) outside = middle;
    else inside = middle;
  }
  return outside;
}

/**
 * The logarithm of Fisher's exact test, two-sided: of the chance that luck alone splits the calls at least this unevenly.
 * 100,000 calls give chances too small for a number.
 *
 * In: bad calls with the value, good calls with it, all bad calls, all good calls.
 */
export function logFisherExact(badWith, goodWith, bad, good) {
  const total = bad + good;
  const having = badWith + goodWith;
  if (having === 0 || having === total || bad === 0 || good === 0) return 0;
  const mode = Math.floor(((bad + 1) * (having + 1)) / (total + 2));
  const limit = logHypergeometric(badWith, total, bad, having) + Math.log(EQUALLY_LIKELY);
  if (limit >= logHypergeometric(mode, total, bad, having)) return 0;
  const side = badWith > mode ? 1 : -1;
  const other = findOtherSide(-side, mode, limit, total, bad, having);
  const own = logTail(badWith, side, total, bad, having);
  const beyond = logTail(other, -side, total, bad, having);
  const larger = Math.max(own, beyond);
  return Math.min(0, larger + Math.log1p(Math.exp(Math.min(own, beyond) - larger)));
}

/**
 * Holm's step-down correction: keeps the chance of even one false alarm in the whole family under the limit.
 *
 * In: probabilities, and how many were tried (some were left out because they could not matter; they still count).
 * Out: the corrected probabilities, in the order given.
 */
export function correctByHolm(probabilities, tries) {
  const order = probabilities.map((_, index) => index).sort((a, b) => probabilities[a] - probabilities[b]);
  const corrected = [];
  let floor = 0;
  order.forEach((index, rank) => {
    floor = Math.max(floor, Math.min(1, probabilities[index] * (tries - rank)));
    corrected[index] = floor;
  });
  return corrected;
}
