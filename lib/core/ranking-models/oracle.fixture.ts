import { z } from 'zod'
import type { Unit } from '@/lib/core/agreement/figure'
import { type Ranks, ranksFromOrder } from '@/lib/core/ranking/ranks'
import type { Comparison } from './comparison'
import oracle from './ranking-models.oracle.json'

/**
 * 160 frozen random comparisons of five competitors (graded, tied, of known and unknown order) and 60 partial rankings, with what
 * choix 0.4.1, statsmodels 0.15.0 (GLM and OrderedModel) and scipy 1.12.0 (the likelihood written out, complex-step derivatives, Newton
 * to 1e-14) made of them. `value` and `se` are of m1 … m5 at mean 0.
 */
const lead = z.tuple([z.string(), z.string(), z.number(), z.enum(['a', 'b']).nullable()])

export const gradedComparisons: Comparison[] = z
  .array(lead)
  .parse(oracle.comparisons)
  .map(([a, b, strength, first]) => ({ a, b, lead: strength, first }))

/** The same without grades. */
export const comparisons: Comparison[] = gradedComparisons.map((one) => ({ ...one, lead: Math.sign(one.lead) }))

export const rankings: Unit<Ranks>[] = oracle.rankings.map((order, index) => ({
  item: String(index),
  ratings: [{ annotator: 'x', value: ranksFromOrder(order) }],
}))

export { oracle }
