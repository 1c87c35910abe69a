import { unitsByPair } from '@/lib/core/pair-scores/annotator-pairs'
import { categoryOrder } from './category-order'
import { cohenKappa } from './cohen-kappa'
import type { Reason, Unit } from './figure'
import { twoRaterTable } from './two-rater-table'

export interface PairAgreement {
  /** Sorted by id. */
  annotators: [string, string]
  /** Items both judged, at least one. */
  n_items: number
  percent_agreement: number
  cohen_kappa: number | null
  /** Why `cohen_kappa` is null. */
  reason: Reason | null
}

/** Raw agreement and Cohen's kappa of each two annotators that judged an item in common, sorted by annotators. */
export function pairwiseAgreement(units: Unit<string>[], options: { categories?: string[] } = {}): PairAgreement[] {
  const { indexOf } = categoryOrder(units, options.categories)
  return unitsByPair(units).map(({ annotators, units: shared }) => {
    const table = twoRaterTable(shared, annotators, indexOf)
    const kappa = cohenKappa(table, 'unweighted')(table.units)
    const agreed = shared.filter(({ ratings: [first, second] }) => first?.value === second?.value).length
    return {
      annotators,
      n_items: shared.length,
      percent_agreement: agreed / shared.length,
      cohen_kappa: kappa.value,
      reason: kappa.reason,
    }
  })
}
