import { pairableMarginals } from './krippendorff-alpha'
import { defined, type Estimator, undefinedFor } from './outcome'
import { percentAgreement } from './percent-agreement'
import type { UnitPatterns } from './unit-patterns'

/**
 * Fleiss' kappa (Fleiss 1971, Psychological Bulletin 76): (P̄ − P̄_e)/(1 − P̄_e), P̄_e = Σ p_j², for the same number m of ratings on every unit.
 * Pass `selectPatterns(patterns, size => size === m)`; who gave a rating does not matter (Conger's and Light's kappa differ).
 * Undefined for m < 2 (no-pairable-values) and where all ratings are of one category (no-variation).
 */
export function fleissKappa(patterns: UnitPatterns): Estimator {
  const agreement = percentAgreement(patterns, 'macro')
  return (weight) => {
    const observed = agreement(weight)
    if (observed.value === null) return observed
    const marginals = pairableMarginals(patterns, weight)
    const n = marginals.reduce((sum, count) => sum + count, 0)
    const disagreement = n * n - marginals.reduce((sum, count) => sum + count * count, 0)
    if (disagreement === 0) return undefinedFor('no-variation')
    return defined(1 - ((1 - observed.value) * n * n) / disagreement)
  }
}
