import type { Answer } from './schema'

/** 0 for the same choice among a, b, tie and both-bad, else 1: skip, tie and both-bad are three things. */
export function preferenceDistance(a: Answer, b: Answer): number {
  return a.choice === b.choice ? 0 : 1
}

/** +s for a, −s for b, 0 for tie and both-bad; a choice without strength counts as 1. */
export function signedStrength(answer: Answer): number {
  if (answer.choice === 'a') return answer.strength ?? 1
  if (answer.choice === 'b') return -(answer.strength ?? 1)
  return 0
}
