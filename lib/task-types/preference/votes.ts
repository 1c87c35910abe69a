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
  const votes: Votes = { a: 0, b: 0, tie: 0, bothBad: 0, all: answers.length }
  for (const { choice } of answers) {
    if (choice === 'a') votes.a++
    else if (choice === 'b') votes.b++
    else if (choice === 'tie') votes.tie++
    else votes.bothBad++
  }
  return votes
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
  let towardsA = 0
  let graded = 0
  let strengths = 0
  for (const answer of answers) {
    const isStrong = answer.strength !== undefined
    if (!isStrong && (answer.choice === 'a' || answer.choice === 'b')) continue
    graded++
    if (isStrong) strengths++
    towardsA += signedStrength(answer)
  }
  if (strengths === 0) return 0
  return Math.max(0, (winner === 'a' ? towardsA : -towardsA) / graded)
}
