import { defined, type Estimator, undefinedFor } from './outcome'
import type { UnitPatterns } from './unit-patterns'

/**
 * Share of pairs of ratings of one unit that agree, 0 to 1, not corrected for chance.
 * macro: mean over units of the unit's share (Fleiss 1971, P̄; Gwet's p_a); micro: agreeing pairs of all units / all pairs.
 * Undefined without a unit rated twice (no-pairable-values).
 */
export function percentAgreement(patterns: UnitPatterns, average: 'macro' | 'micro'): Estimator {
  const agreeing = new Float64Array(patterns.size.length)
  const pairs = new Float64Array(patterns.size.length)
  for (let p = 0; p < pairs.length; p += 1) {
    const m = patterns.size[p] ?? 0
    pairs[p] = (m * (m - 1)) / 2
    for (let e = patterns.start[p] ?? 0; e < (patterns.start[p + 1] ?? 0); e += 1) {
      const count = patterns.count[e] ?? 0
      agreeing[p] = (agreeing[p] ?? 0) + (count * (count - 1)) / 2
    }
  }
  return (weight) => {
    let agreed = 0
    let all = 0
    for (let p = 0; p < pairs.length; p += 1) {
      const pairsOfUnit = pairs[p] ?? 0
      if (pairsOfUnit === 0) continue
      const each = average === 'macro' ? 1 / pairsOfUnit : 1
      agreed += (weight[p] ?? 0) * (agreeing[p] ?? 0) * each
      all += (weight[p] ?? 0) * (average === 'macro' ? 1 : pairsOfUnit)
    }
    return all === 0 ? undefinedFor('no-pairable-values') : defined(agreed / all)
  }
}
