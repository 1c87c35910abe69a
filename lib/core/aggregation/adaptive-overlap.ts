import type { Unit } from '@/lib/core/agreement/figure'
import { chosen, probableLabel } from './chosen-labels'
import { fitDawidSkene } from './dawid-skene-em'
import { voteColumns } from './vote-columns'

export interface AdaptivePolicy {
  /** An item is settled when its most probable label is at least this probable. */
  target: number
  /** Votes every item gets before anything is settled, and the most any item gets. */
  least: number
  most: number
  /** Added to the counts of the confusion matrices, so that a handful of votes is not taken for certainty; 1 unless given. */
  smoothing?: number
}

export interface AdaptiveOverlap {
  items: Record<string, { value: string | null; top: string[]; probability: number | null; n: number }>
  /** Votes asked for, and those that the same items have in all up to `most`. */
  asked: number
  available: number
}

/** Whether an item should be shown to one more annotator. */
export function wantsAnother(
  probability: number | null,
  votes: number,
  { target, least, most }: AdaptivePolicy,
): boolean {
  if (votes >= most) return false
  return votes < least || probability === null || probability < target
}

/**
 * What asking for another vote only where the posterior is below the target would have taken: votes are revealed in the order of `ratings`,
 * one for every item still open, then Dawid–Skene is fitted to all that is revealed and settled items are closed for good.
 */
export function adaptiveOverlap(units: readonly Unit<string>[], policy: AdaptivePolicy): AdaptiveOverlap {
  const open = new Map(units.map((unit) => [unit.item, { unit, n: 0 }]))
  const asked = new Map(units.map(({ item }) => [item, 0]))
  let probabilities = new Map<string, Probable>()
  while (open.size > 0) {
    for (const [item, { unit }] of open) {
      const n = Math.min(unit.ratings.length, (asked.get(item) ?? 0) + 1)
      if (n === asked.get(item)) open.delete(item)
      asked.set(item, n)
    }
    probabilities = fitted(units, asked, policy.smoothing ?? 1)
    for (const item of [...open.keys()]) {
      if (!wantsAnother(probabilities.get(item)?.probability ?? null, asked.get(item) ?? 0, policy)) open.delete(item)
    }
  }
  const items = units.map(({ item }) => {
    const { top, probability } = probabilities.get(item) ?? { top: [], probability: null }
    return [item, { ...chosen(top), probability, n: asked.get(item) ?? 0 }]
  })
  return {
    items: Object.fromEntries(items),
    asked: [...asked.values()].reduce((sum, n) => sum + n, 0),
    available: units.reduce((sum, { ratings }) => sum + Math.min(ratings.length, policy.most), 0),
  }
}

interface Probable {
  top: string[]
  probability: number
}

function fitted(
  units: readonly Unit<string>[],
  asked: ReadonlyMap<string, number>,
  smoothing: number,
): Map<string, Probable> {
  const votes = voteColumns(
    units.map(({ item, ratings }) => ({ item, ratings: ratings.slice(0, asked.get(item) ?? 0) })),
  )
  const K = votes.classes.length
  const { posterior } = fitDawidSkene(votes, smoothing)
  return new Map(
    votes.items.flatMap((item, i): [string, Probable][] => {
      if (votes.start[i] === votes.start[i + 1]) return []
      const own = posterior.subarray(i * K, (i + 1) * K)
      const probability = own.reduce((most, p) => Math.max(most, p), 0)
      return [[item, { probability, top: probableLabel(votes.classes, own).top }]]
    }),
  )
}
