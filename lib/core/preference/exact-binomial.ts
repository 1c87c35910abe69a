/**
 * Two-sided exact test of `successes` in `trials` fair trials (Clopper and Pearson 1934): twice the smaller tail, at most 1.
 * Weights of the binomial relative to its middle, so no factorial overflows. 1 without trials.
 */
export function fairCoinP(successes: number, trials: number): number {
  const few = Math.min(successes, trials - successes)
  const middle = Math.floor(trials / 2)
  // weight(i − 1) = weight(i) · i / (trials − i + 1), downwards from 1 in the middle; the upper half mirrors the lower.
  let weight = 1
  let tail = 0
  let below = 0
  for (let i = middle; i >= 0 && weight > 0; i--) {
    if (i <= few) tail += weight
    if (i < middle) below += weight
    weight *= i / (trials - i + 1)
  }
  const middles = trials % 2 === 0 ? 1 : 2
  return Math.min(1, (2 * tail) / (2 * below + middles))
}
