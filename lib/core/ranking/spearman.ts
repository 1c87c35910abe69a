import { midRanks, type Ranks, sharedRanks } from './ranks'

/**
 * Spearman's rho (1904): Pearson's correlation of the mid-ranks of the responses both ranked. −1 to 1; null where fewer than two are
 * shared or one of the two ties them all.
 */
export function spearman(a: Ranks, b: Ranks): number | null {
  const { first, second } = sharedRanks(a, b)
  const x = midRanks(first)
  const y = midRanks(second)
  // Mid-ranks of n responses have the mean (n + 1) / 2, whatever the ties.
  const mean = (x.length + 1) / 2
  const together = sumOf(x, (rank, i) => (rank - mean) * ((y[i] ?? mean) - mean))
  const scale = Math.sqrt(sumOf(x, (rank) => (rank - mean) ** 2) * sumOf(y, (rank) => (rank - mean) ** 2))
  return scale === 0 ? null : together / scale
}

function sumOf(ranks: number[], term: (rank: number, index: number) => number): number {
  return ranks.reduce((sum, rank, index) => sum + term(rank, index), 0)
}
