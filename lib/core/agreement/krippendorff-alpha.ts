import type { Difference } from './difference'
import { defined, type Estimator, undefinedFor } from './outcome'
import type { UnitPatterns } from './unit-patterns'

/**
 * Krippendorff's alpha (Krippendorff 2011, 'Computing Krippendorff's alpha-reliability'):
 * alpha = 1 − (n − 1) Σ_{c<k} o_ck δ²_ck / Σ_{c<k} n_c n_k δ²_ck, where o_ck sums, over units with m ≥ 2 ratings, the (c, k) pairs / (m − 1),
 * and n_c counts the ratings of c on those units alone. At most 1; 0 is chance; negative is systematic disagreement.
 * Undefined without a unit rated twice (no-pairable-values) or where all pairable ratings are of one value (no-variation).
 */
export function krippendorffAlpha(patterns: UnitPatterns, difference: Difference): Estimator {
  const fixed = difference.fixed ? unitDisagreements(patterns, difference.squared(new Float64Array(0))) : null
  return (weight) => {
    const marginals = pairableMarginals(patterns, weight)
    const n = marginals.reduce((sum, count) => sum + count, 0)
    if (n === 0) return undefinedFor('no-pairable-values')
    const expected = difference.expected(marginals)
    if (expected === 0) return undefinedFor('no-variation')
    const disagreements = fixed ?? unitDisagreements(patterns, difference.squared(marginals))
    let observed = 0
    for (let p = 0; p < disagreements.length; p += 1) observed += (weight[p] ?? 0) * (disagreements[p] ?? 0)
    return defined(1 - ((n - 1) * observed) / expected)
  }
}

/** n_c: ratings in each category on units with at least two ratings. */
export function pairableMarginals(patterns: UnitPatterns, weight: Float64Array): Float64Array {
  const marginals = new Float64Array(patterns.nCategories)
  for (let p = 0; p < patterns.size.length; p += 1) {
    const units = weight[p] ?? 0
    if (units === 0 || (patterns.size[p] ?? 0) < 2) continue
    const end = patterns.start[p + 1] ?? 0
    for (let e = patterns.start[p] ?? 0; e < end; e += 1) {
      const category = patterns.category[e] ?? 0
      marginals[category] = (marginals[category] ?? 0) + units * (patterns.count[e] ?? 0)
    }
  }
  return marginals
}

/** For each pattern Σ_{c<k} x_c x_k δ²_ck / (m − 1). */
function unitDisagreements(patterns: UnitPatterns, squared: (c: number, k: number) => number): Float64Array {
  const disagreements = new Float64Array(patterns.size.length)
  for (let p = 0; p < disagreements.length; p += 1) {
    const from = patterns.start[p] ?? 0
    const end = patterns.start[p + 1] ?? 0
    let sum = 0
    for (let e = from; e < end; e += 1) {
      for (let f = e + 1; f < end; f += 1) {
        sum +=
          (patterns.count[e] ?? 0) *
          (patterns.count[f] ?? 0) *
          squared(patterns.category[e] ?? 0, patterns.category[f] ?? 0)
      }
    }
    if (sum > 0) disagreements[p] = sum / ((patterns.size[p] ?? 0) - 1)
  }
  return disagreements
}
