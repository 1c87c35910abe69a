import type { Unit } from '@/lib/core/agreement/figure'

/**
 * Expected gold accuracy of the majority of k annotators drawn without replacement from those of each item, averaged over items: exact, by
 * counting the draws (multivariate hypergeometric), not by sampling. A tie that holds the truth counts by the number of tied labels.
 * Items with fewer than k votes or without a known answer are left out; null where none is left.
 */
export function accuracyByVotes(
  units: readonly Unit<string>[],
  gold: ReadonlyMap<string, string>,
  k: number,
): number | null {
  const byPattern = new Map<string, { counts: number[]; truth: number; items: number }>()
  for (const { item, ratings } of units) {
    const truth = gold.get(item)
    if (truth === undefined || ratings.length < k || k < 1) continue
    const votes = new Map<string, number>([[truth, 0]])
    for (const { value } of ratings) votes.set(value, (votes.get(value) ?? 0) + 1)
    const others = [...votes].flatMap(([label, count]) => (label === truth ? [] : [count])).sort((a, b) => a - b)
    const counts = [votes.get(truth) ?? 0, ...others]
    const key = counts.join(' ')
    const known = byPattern.get(key) ?? { counts, truth: counts[0] ?? 0, items: 0 }
    known.items += 1
    byPattern.set(key, known)
  }
  const patterns = [...byPattern].sort(([a], [b]) => Number(a > b) - Number(a < b)).map(([, pattern]) => pattern)
  const items = patterns.reduce((sum, pattern) => sum + pattern.items, 0)
  if (items === 0) return null
  return patterns.reduce((sum, { counts, items: times }) => sum + times * expectedCredit(counts, k), 0) / items
}

/** Over all ways to draw k of the votes, the mean of 1/(labels in first place) where the truth, `counts[0]`, is among them. */
function expectedCredit(counts: readonly number[], k: number): number {
  const all = counts.reduce((sum, count) => sum + count, 0)
  return creditedDraws(counts, k, 0, { truth: 0, most: 0, tied: 0 }) / choose(all, k)
}

interface Drawn {
  truth: number
  /** Highest count so far, and how many labels have it. */
  most: number
  tied: number
}

function creditedDraws(counts: readonly number[], left: number, label: number, drawn: Drawn): number {
  const available = counts[label]
  if (available === undefined) return left === 0 && drawn.truth === drawn.most ? 1 / drawn.tied : 0
  let sum = 0
  for (let taken = 0; taken <= Math.min(available, left); taken += 1) {
    const next: Drawn = {
      truth: label === 0 ? taken : drawn.truth,
      most: Math.max(drawn.most, taken),
      tied: tiedAfter(drawn, taken),
    }
    sum += choose(available, taken) * creditedDraws(counts, left - taken, label + 1, next)
  }
  return sum
}

function tiedAfter({ most, tied }: Drawn, taken: number): number {
  if (taken > most) return 1
  return taken === most ? tied + 1 : tied
}

function choose(n: number, k: number): number {
  let ways = 1
  for (let i = 1; i <= k; i += 1) ways = (ways * (n - k + i)) / i
  return Math.round(ways)
}
