import { midRanks } from '@/lib/core/ranking/ranks'
import type { Answer } from './schema'

export interface Aggregate {
  /** Mean of the mid-ranks of each response, 1 best: the order of Borda's count. */
  meanRanks: number[]
  /** Responses (canonical indices) from best to worst; equal means share a group. */
  groups: number[][]
}

/** The common order of complete rankings of n responses by mean rank (Borda 1784, ties at mid-rank). */
export function aggregateOf(answers: readonly Answer[], n: number): Aggregate {
  // Twice a mid-rank is a whole number: sums compare exactly.
  const doubled = new Array<number>(n).fill(0)
  for (const { ranks } of answers) {
    for (const [index, rank] of midRanks(ranks).entries()) doubled[index] = (doubled[index] ?? 0) + 2 * rank
  }
  const sums = [...new Set(doubled)].sort((a, b) => a - b)
  return {
    meanRanks: doubled.map((sum) => sum / 2 / answers.length),
    groups: sums.map((sum) => doubled.flatMap((own, index) => (own === sum ? [index] : []))),
  }
}

/** How many annotators place the one above the other, below it, beside it. */
export function pairVotes(answers: readonly Answer[], one: number, other: number) {
  const votes = { above: 0, below: 0, tied: 0 }
  for (const { ranks } of answers) {
    const [x, y] = [ranks[one] ?? 0, ranks[other] ?? 0]
    if (x < y) votes.above++
    if (x > y) votes.below++
    if (x === y) votes.tied++
  }
  return votes
}
