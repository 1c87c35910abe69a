import { alphaByDistance } from '@/lib/core/agreement/alpha-by-distance'
import { categoryOrder } from '@/lib/core/agreement/category-order'
import type { Unit } from '@/lib/core/agreement/figure'
import { Coincidences } from '@/lib/core/agreement/incremental'
import { annotatorsOf } from '@/lib/core/pair-scores/annotator-pairs'

export interface LeaveOneOut {
  /** Alpha of everybody; null where it is undefined. */
  all: number | null
  /** Annotator → alpha of the others; null where it is undefined. */
  without: Map<string, number | null>
}

/** Nominal alpha of everybody, and of the others without each annotator: one pass, O(K²) for each label taken out and put back. */
export function leaveOneOutNominal(units: readonly Unit<string>[]): LeaveOneOut {
  const { categories, indexOf } = categoryOrder([...units], undefined)
  const coincidences = new Coincidences(categories.length)
  const labels = new Map<string, { counts: Int32Array; category: number }[]>()
  for (const { ratings } of units) {
    const counts = new Int32Array(categories.length)
    for (const { annotator, value } of ratings) {
      const category = indexOf.get(value) ?? 0
      coincidences.add(counts, category)
      const own = labels.get(annotator) ?? []
      own.push({ counts, category })
      labels.set(annotator, own)
    }
  }
  const without = annotatorsOf(units).map((annotator): [string, number | null] => {
    const own = labels.get(annotator) ?? []
    for (const { counts, category } of own) coincidences.remove(counts, category)
    const { value } = coincidences.alpha('nominal')
    for (const { counts, category } of own) coincidences.add(counts, category)
    return [annotator, value]
  })
  return { all: coincidences.alpha('nominal').value, without: new Map(without) }
}

/** Up to this many annotations the expected distance is computed anew without each annotator. */
const EXACT_ANNOTATIONS = 2_000

/**
 * The same for values with a distance. Past 2,000 annotations the expected distance of everybody stands for that of the others: one
 * annotator hardly moves it, and estimating it anew for each would take an hour.
 */
export function leaveOneOutByDistance<Value>(
  units: Unit<Value>[],
  distance: (a: Value, b: Value) => number,
  options: { seed?: number; expected?: number } = {},
): LeaveOneOut {
  const all = alphaByDistance(units, distance, options)
  const shared = all.n_pairable > EXACT_ANNOTATIONS ? Number(all.details.expected_distance) : options.expected
  const others = shared === undefined ? options : { ...options, expected: shared }
  const alpha = (some: Unit<Value>[]): number | null => alphaByDistance(some, distance, others).value
  const without = annotatorsOf(units).map((left): [string, number | null] => [
    left,
    alpha(units.map(({ item, ratings }) => ({ item, ratings: ratings.filter(({ annotator }) => annotator !== left) }))),
  ])
  return { all: all.value, without: new Map(without) }
}
