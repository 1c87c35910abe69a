import { categoryWeight, type WeightScheme } from './category-weights'
import { defined, type Estimator, undefinedFor } from './outcome'
import type { UnitPatterns } from './unit-patterns'

interface ChanceTerms {
  /** p_a,i by pattern; 0 where the unit has one rating. */
  unitAgreement: Float64Array
  /** T_w / (q (q − 1)). */
  scale: number
}

/**
 * Gwet's AC1 (identity weights) and AC2 (Gwet, Handbook of Inter-Rater Reliability, 4th ed. 2014, chapters 4 and 5): (p_a − p_e)/(1 − p_e),
 * p_e = T_w/(q(q − 1)) Σ π_k(1 − π_k), π_k the mean over units with a rating of r_ik/r_i. q counts declared categories, unused ones too.
 * Undefined for q = 1 (one-category) and without a unit rated twice (no-pairable-values).
 */
export function gwetAc(patterns: UnitPatterns, scheme: WeightScheme): Estimator {
  const terms = chanceTerms(patterns, scheme)
  return (weight) => {
    const paired = pairedUnits(patterns, weight)
    if (paired === 0) return undefinedFor('no-pairable-values')
    if (patterns.nCategories < 2) return undefinedFor('one-category')
    const expected = expectedAgreement(terms, prevalence(patterns, weight))
    return defined((meanAgreement(terms, weight, paired) - expected) / (1 - expected))
  }
}

/** Standard error by sampling of items (ibid., chapter 5), for fixed raters; null with one unit or where the coefficient is undefined. */
export function gwetStandardError(patterns: UnitPatterns, scheme: WeightScheme): number | null {
  const weight = patterns.units
  const paired = pairedUnits(patterns, weight)
  const n = weight.reduce((sum, units) => sum + units, 0)
  if (paired === 0 || n < 2 || patterns.nCategories < 2) return null
  const terms = chanceTerms(patterns, scheme)
  const pi = prevalence(patterns, weight)
  const expected = expectedAgreement(terms, pi)
  const coefficient = (meanAgreement(terms, weight, paired) - expected) / (1 - expected)
  let squares = 0
  for (let p = 0; p < weight.length; p += 1) {
    const size = patterns.size[p] ?? 0
    const agreement = size < 2 ? 0 : ((n / paired) * ((terms.unitAgreement[p] ?? 0) - expected)) / (1 - expected)
    let chance = 0
    for (let e = patterns.start[p] ?? 0; e < (patterns.start[p + 1] ?? 0); e += 1) {
      chance += ((patterns.count[e] ?? 0) / size) * (1 - (pi[patterns.category[e] ?? 0] ?? 0))
    }
    const linearised = agreement - (2 * (1 - coefficient) * (terms.scale * chance - expected)) / (1 - expected)
    squares += (weight[p] ?? 0) * (linearised - coefficient) ** 2
  }
  return Math.sqrt(squares / (n * (n - 1)))
}

function chanceTerms(patterns: UnitPatterns, scheme: WeightScheme): ChanceTerms {
  const q = patterns.nCategories
  const agreementOf = categoryWeight(scheme, q)
  let weights = q
  if (scheme !== 'identity') {
    // Weights depend on |k − l| alone: 2 (q − g) cells of the matrix lie g apart.
    for (let apart = 1; apart < q; apart += 1) weights += 2 * (q - apart) * agreementOf(0, apart)
  }
  const unitAgreement = new Float64Array(patterns.size.length)
  for (let p = 0; p < unitAgreement.length; p += 1) {
    const m = patterns.size[p] ?? 0
    if (m < 2) continue
    const from = patterns.start[p] ?? 0
    const end = patterns.start[p + 1] ?? 0
    let sum = 0
    for (let e = from; e < end; e += 1) {
      let agreeing = -1
      for (let f = from; f < end; f += 1) {
        agreeing += (patterns.count[f] ?? 0) * agreementOf(patterns.category[e] ?? 0, patterns.category[f] ?? 0)
      }
      sum += (patterns.count[e] ?? 0) * agreeing
    }
    unitAgreement[p] = sum / (m * (m - 1))
  }
  return { unitAgreement, scale: weights / (q * (q - 1)) }
}

function pairedUnits(patterns: UnitPatterns, weight: Float64Array): number {
  let paired = 0
  for (let p = 0; p < weight.length; p += 1) if ((patterns.size[p] ?? 0) >= 2) paired += weight[p] ?? 0
  return paired
}

function meanAgreement(terms: ChanceTerms, weight: Float64Array, paired: number): number {
  let sum = 0
  for (let p = 0; p < weight.length; p += 1) sum += (weight[p] ?? 0) * (terms.unitAgreement[p] ?? 0)
  return sum / paired
}

/** π_k */
function prevalence(patterns: UnitPatterns, weight: Float64Array): Float64Array {
  const pi = new Float64Array(patterns.nCategories)
  let units = 0
  for (let p = 0; p < weight.length; p += 1) {
    const times = weight[p] ?? 0
    units += times
    for (let e = patterns.start[p] ?? 0; e < (patterns.start[p + 1] ?? 0); e += 1) {
      const category = patterns.category[e] ?? 0
      pi[category] = (pi[category] ?? 0) + (times * (patterns.count[e] ?? 0)) / (patterns.size[p] ?? 1)
    }
  }
  return pi.map((sum) => sum / units)
}

function expectedAgreement(terms: ChanceTerms, pi: Float64Array): number {
  return terms.scale * pi.reduce((sum, share) => sum + share * (1 - share), 0)
}
