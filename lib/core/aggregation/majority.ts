import type { Reason, Unit } from '@/lib/core/agreement/figure'
import { byText } from '@/lib/core/pair-scores/annotator-pairs'
import { type ChosenLabel, chosen } from './chosen-labels'

interface MajorityItem extends ChosenLabel {
  /** Part of the votes, for every label that got one. */
  share: Record<string, number>
  n: number
}

export interface Majority {
  method: 'majority'
  reason: Reason | null
  note: string | null
  items: Record<string, MajorityItem>
}

/**
 * Plurality vote: the most frequent label, no quorum. A tie is a tie: `top` names all first labels, none is drawn. A skip is no vote;
 * an item without votes has no answer.
 */
export function majority(units: readonly Unit<string>[]): Majority {
  const items = units
    .toSorted((a, b) => byText(a.item, b.item))
    .map(({ item, ratings }) => [item, pluralityOf(ratings)])
  const voted = units.some(({ ratings }) => ratings.length > 0)
  return { method: 'majority', reason: voted ? null : 'no-votes', note: null, items: Object.fromEntries(items) }
}

function pluralityOf(ratings: readonly { value: string }[]): MajorityItem {
  const votes = new Map<string, number>()
  for (const { value } of ratings) votes.set(value, (votes.get(value) ?? 0) + 1)
  const counted = [...votes].sort(([a], [b]) => byText(a, b))
  const most = Math.max(...votes.values())
  const n = ratings.length
  return {
    ...chosen(counted.flatMap(([label, count]) => (count === most ? [label] : []))),
    share: Object.fromEntries(counted.map(([label, count]) => [label, count / n])),
    n,
  }
}
