import type { Reason, Unit } from '@/lib/core/agreement/figure'
import { byText } from '@/lib/core/pair-scores/annotator-pairs'
import type { Ranks } from '@/lib/core/ranking/ranks'

export interface Borda {
  method: 'borda'
  reason: Reason | null
  note: string | null
  scores: Record<string, number>
}

/**
 * Borda 1784: for each response the mean number of responses it beats in the rankings that list it, ties half. Scores of partial rankings
 * of different length are not comparable, and the note says so.
 */
export function borda(units: readonly Unit<Ranks>[]): Borda {
  const rankings = units.flatMap(({ ratings }) => ratings.map(({ value }) => value))
  const doubled = new Map<string, { beaten: number; n: number }>()
  for (const ranks of rankings) {
    const entries = Object.entries(ranks)
    for (const [name, rank] of entries) {
      const known = doubled.get(name) ?? { beaten: 0, n: 0 }
      // Twice the count stays whole.
      for (const [other, otherRank] of entries) if (other !== name) known.beaten += 1 + Math.sign(otherRank - rank)
      known.n += 1
      doubled.set(name, known)
    }
  }
  const scores = [...doubled]
    .sort(([a], [b]) => byText(a, b))
    .map(([name, { beaten, n }]): [string, number] => [name, beaten / 2 / n])
  const lengths = new Set(rankings.map((ranks) => Object.keys(ranks).length))
  return {
    method: 'borda',
    reason: rankings.length === 0 ? 'no-votes' : null,
    note: lengths.size > 1 ? 'Rankings list different numbers of responses: a longer one gives higher scores.' : null,
    scores: Object.fromEntries(scores),
  }
}
