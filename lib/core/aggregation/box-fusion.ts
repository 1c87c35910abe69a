import type { Reason, Unit } from '@/lib/core/agreement/figure'
import type { Box } from '@/lib/core/boxes/box'
import { byText } from '@/lib/core/pair-scores/annotator-pairs'
import { type BoxVote, clusteredBoxes } from './box-clusters'

interface FusedBox extends Box {
  /** Annotators who drew it. */
  votes: number
}

export interface BoxFusion {
  method: 'box-fusion'
  reason: Reason | null
  note: string | null
  items: Record<string, { value: FusedBox[] | null; n: number }>
}

export interface BoxFusionOptions {
  /** Boxes that overlap by at least this much are one; 0.5 unless given. */
  iouThreshold?: number
  /** How much an annotator counts, 1 unless given: their accuracy on gold, say. */
  weights?: ReadonlyMap<string, number>
}

/**
 * Consensus boxes by clustering and weighted fusion (after Solovyev, Wang & Gabruseva 2021, but in no order of arrival): of the boxes of
 * one label the two that overlap most become one, their weighted mean corner by corner, until none of different annotators overlap by the
 * threshold; an annotator has at most one box in each. All are given with their `votes` of the `n` annotators, those of many first: the
 * reader says how many are enough. Nobody voted: `value` null; everybody saw nothing: [].
 */
export function boxFusion(units: readonly Unit<Box[]>[], options: BoxFusionOptions = {}): BoxFusion {
  const items = units
    .toSorted((a, b) => byText(a.item, b.item))
    .map(({ item, ratings }) => [
      item,
      { value: ratings.length === 0 ? null : fused(ratings, options), n: ratings.length },
    ])
  const reason = units.some(({ ratings }) => ratings.length > 0) ? null : 'no-votes'
  return { method: 'box-fusion', reason, note: null, items: Object.fromEntries(items) }
}

function fused(ratings: Unit<Box[]>['ratings'], { iouThreshold = 0.5, weights }: BoxFusionOptions): FusedBox[] {
  const byLabel = new Map<string | undefined, BoxVote[]>()
  for (const { annotator, value } of ratings) {
    for (const box of value) {
      const votes = byLabel.get(box.label) ?? []
      votes.push({ box, annotator, weight: weights?.get(annotator) ?? 1 })
      byLabel.set(box.label, votes)
    }
  }
  return [...byLabel]
    .flatMap(([label, votes]) =>
      clusteredBoxes(votes, iouThreshold).map(({ box, annotators }) => ({
        ...(label === undefined ? {} : { label }),
        ...box,
        votes: annotators.size,
      })),
    )
    .sort(
      (p, q) =>
        q.votes - p.votes ||
        byText(p.label ?? '', q.label ?? '') ||
        p.x - q.x ||
        p.y - q.y ||
        p.width - q.width ||
        p.height - q.height,
    )
}
