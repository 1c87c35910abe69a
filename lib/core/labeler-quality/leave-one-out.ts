import { alphaByDistance } from '@/lib/core/agreement/alpha-by-distance'
import { categoryOrder } from '@/lib/core/agreement/category-order'
import type { Unit } from '@/lib/core/agreement/figure'
import { Coincidences } from '@/lib/core/agreement/incremental'
import { annotatorsOf, byText } from '@/lib/core/pair-scores/annotator-pairs'
import { seededRandom } from '@/lib/core/random/seeded-random'

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
const SAMPLED_PAIRS = 100_000

/**
 * The same for values with a distance. Past 2,000 annotations the expected distance without an annotator is that of everybody times the
 * ratio of the two in one seeded sample of 100,000 pairs: distances are measured once, and the sample's error largely cancels.
 */
export function leaveOneOutByDistance<Value>(
  units: Unit<Value>[],
  distance: (a: Value, b: Value) => number,
  options: { seed?: number; expected?: number } = {},
): LeaveOneOut {
  const all = alphaByDistance(units, distance, options)
  const sampled = options.expected === undefined && all.n_pairable > EXACT_ANNOTATIONS
  const shareWithout = sampled ? expectedRatios(units, distance, options.seed ?? 1) : null
  const everybody = Number(all.details.expected_distance)
  const without = annotatorsOf(units).map((left): [string, number | null] => {
    const rest = units.map(({ item, ratings }) => ({
      item,
      ratings: ratings.filter(({ annotator }) => annotator !== left),
    }))
    const expected = shareWithout ? { expected: everybody * shareWithout(left) } : {}
    return [left, alphaByDistance(rest, distance, { ...options, ...expected }).value]
  })
  return { all: all.value, without: new Map(without) }
}

/** Annotator → mean distance of the sampled pairs that stay pairable without them, over that of all sampled pairs. */
function expectedRatios<Value>(
  units: readonly Unit<Value>[],
  distance: (a: Value, b: Value) => number,
  seed: number,
): (left: string) => number {
  const annotations = units
    .filter(({ ratings }) => ratings.length >= 2)
    .toSorted((a, b) => byText(a.item, b.item))
    .flatMap(({ ratings }) => {
      // A unit of two is no longer pairable without either.
      const pair = ratings.length === 2 ? ratings.map(({ annotator }) => annotator) : []
      return ratings
        .toSorted((a, b) => byText(a.annotator, b.annotator))
        .map(({ annotator, value }) => ({ value, gone: new Set([annotator, ...pair]) }))
    })
  const random = seededRandom(seed)
  const pairs = Array.from({ length: SAMPLED_PAIRS }, () => {
    const one = random.below(annotations.length)
    const other = (one + 1 + random.below(annotations.length - 1)) % annotations.length
    return [annotations[one], annotations[other]] as const
  }).flatMap(([one, other]) => (one && other ? [{ one, other, apart: distance(one.value, other.value) }] : []))
  const everybody = meanApart(pairs)
  return (left) => {
    const kept = meanApart(pairs.filter(({ one, other }) => !one.gone.has(left) && !other.gone.has(left)))
    return kept === null || everybody === null || everybody === 0 ? 1 : kept / everybody
  }
}

function meanApart(pairs: readonly { apart: number }[]): number | null {
  return pairs.length === 0 ? null : pairs.reduce((sum, { apart }) => sum + apart, 0) / pairs.length
}
