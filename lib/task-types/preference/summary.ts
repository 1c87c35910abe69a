import type { Answer, Strength } from './schema'

const strengthWords: Record<Strength, string> = { 1: 'slightly better', 2: 'better', 3: 'far better' }

/** 'A, far better', 'Tie', 'Both bad'. A is the first response of the import line. */
export function preferenceSummary({ choice, strength }: Pick<Answer, 'choice' | 'strength'>): string {
  if (choice === 'tie') return 'Tie'
  if (choice === 'both-bad') return 'Both bad'
  const letter = choice.toUpperCase()
  return strength === undefined ? `${letter} better` : `${letter}, ${strengthWords[strength]}`
}
