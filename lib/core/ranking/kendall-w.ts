import { midRanks, type Ranks, responsesOf, tieSizes } from './ranks'

export type Concordance =
  | { value: number; reason: null }
  | { value: null; reason: 'no-pairable-values' | 'incomplete-rankings' | 'tied-rankings' }

/**
 * Kendall's coefficient of concordance of m rankings of n responses, mid-ranks, corrected for ties (Kendall and Smith 1939; Siegel and
 * Castellan 1988): W = 12 S / (m²(n³ − n) − m Σ T_j), S the squared deviations of the rank sums, T_j = Σ (t³ − t). 0 to 1.
 * Undefined with fewer than two rankings or responses, where not all rank the same responses, and where everyone ties everything.
 */
export function kendallW(rankings: readonly Ranks[]): Concordance {
  const [reference, ...others] = rankings
  if (!reference || others.length === 0) return { value: null, reason: 'no-pairable-values' }
  const responses = responsesOf(reference)
  if (others.some((ranks) => !ranksExactly(ranks, responses))) return { value: null, reason: 'incomplete-rankings' }
  const n = responses.length
  if (n < 2) return { value: null, reason: 'no-pairable-values' }

  const m = rankings.length
  const sums = new Array<number>(n).fill(0)
  let ties = 0
  for (const ranks of rankings) {
    const values = responses.map((response) => ranks[response] ?? 0)
    for (const [index, rank] of midRanks(values).entries()) sums[index] = (sums[index] ?? 0) + rank
    for (const t of tieSizes(values)) ties += t ** 3 - t
  }
  const mean = (m * (n + 1)) / 2
  const s = sums.reduce((sum, rankSum) => sum + (rankSum - mean) ** 2, 0)
  const largest = m ** 2 * (n ** 3 - n) - m * ties
  return largest === 0 ? { value: null, reason: 'tied-rankings' } : { value: (12 * s) / largest, reason: null }
}

function ranksExactly(ranks: Ranks, responses: string[]): boolean {
  const own = responsesOf(ranks)
  return own.length === responses.length && own.every((response, index) => response === responses[index])
}
