import { signedStrength } from './distance'
import type { Answer } from './schema'

export interface Votes {
  a: number
  b: number
  tie: number
  bothBad: number
  all: number
}

export function countVotes(answers: readonly Answer[]): Votes {
  const count = (choice: Answer['choice']) => answers.filter((answer) => answer.choice === choice).length
  return { a: count('a'), b: count('b'), tie: count('tie'), bothBad: count('both-bad'), all: answers.length }
}

/** The response that more than half of the decisive votes (for a or b) prefer; ties and both-bad have no say. */
export function winnerOf({ a, b }: Votes): 'a' | 'b' | null {
  if (a === b) return null
  return a > b ? 'a' : 'b'
}

/** More than half of all judgements call both responses bad. */
export function bothAreBad({ bothBad, all }: Votes): boolean {
  return bothBad * 2 > all
}

/**
 * Mean strength towards the winner, 0 to 3: votes for the other response count against it, ties and both-bad as 0.
 * 0 where nobody gave a strength, and where the losing side is stronger by strength than the winning one by number.
 */
export function marginFor(winner: 'a' | 'b', answers: readonly Answer[]): number {
  const graded = answers.filter(
    ({ choice, strength }) => strength !== undefined || choice === 'tie' || choice === 'both-bad',
  )
  if (!graded.some(({ strength }) => strength !== undefined)) return 0
  const towardsA = graded.reduce((sum, answer) => sum + signedStrength(answer), 0) / graded.length
  return Math.max(0, winner === 'a' ? towardsA : -towardsA)
}
