import { expect, test, vi } from 'vitest'
import { seededRandom } from '@/lib/core/random/seeded-random'
import { dawidSkene } from './dawid-skene'
import { roundsWithin } from './estimation-bound'
import { mace } from './mace'

const bound = vi.hoisted((): { steps: number[]; rounds: number | null } => ({ steps: [], rounds: null }))

vi.mock('./estimation-bound', async (original) => {
  const module = await original<typeof import('./estimation-bound')>()
  return {
    ...module,
    roundsWithin(steps: number) {
      bound.steps.push(steps)
      return bound.rounds ?? module.roundsWithin(steps)
    },
  }
})

/** Labels drawn at random: EM wanders over them for thousands of rounds. */
const random = seededRandom(2)
const patternless = Array.from({ length: 300 }, (_, item) => ({
  item: String(item),
  ratings: ['ann', 'bob', 'cyd', 'dee'].map((annotator) => ({
    annotator,
    value: ['x', 'y', 'z'][random.below(3)] ?? '',
  })),
}))

test('what fits into 800 million steps: a million labels of 3 classes 266 rounds, small data 20,000, everything at least 10', () => {
  bound.rounds = null
  expect(roundsWithin(3_000_000)).toBe(266)
  expect(roundsWithin(40_000)).toBe(20_000)
  expect(roundsWithin(40_000_000)).toBe(20)
  expect(roundsWithin(1e12)).toBe(10)
  expect(roundsWithin(0)).toBe(20_000)
})

test('Dawid–Skene counts the distinct labelings by class and the cells of its matrices, and stops at the bound', () => {
  bound.rounds = 7
  bound.steps = []
  const twice = [...patternless, ...patternless.map(({ item, ratings }) => ({ item: `again ${item}`, ratings }))]
  const stopped = dawidSkene(twice)
  expect(stopped).toMatchObject({ iterations: 7, converged: false })
  expect(stopped.note).toContain('Not converged: stopped after 7 rounds')
  const distinct = new Set(patternless.map(({ ratings }) => ratings.map(({ value }) => value).join(' '))).size
  expect(bound.steps).toEqual([distinct * 4 * 3 + 4 * 9])
})

test('MACE gives its starts half of the rounds, 50 each where that is enough for all, and says when it was stopped', () => {
  bound.rounds = 440
  expect(mace(patternless)).toMatchObject({ iterations: 20 + 220, converged: false })
  bound.rounds = 7
  const stopped = mace(patternless)
  expect(stopped).toMatchObject({ iterations: 10 + 4, converged: false })
  expect(stopped.note).toContain('Not converged: stopped after 14 rounds')
  bound.rounds = 1200
  expect(mace(patternless).iterations).toBeLessThanOrEqual(50 + 1200 - 11 * 50)
  bound.rounds = null
  expect(mace(patternless)).toMatchObject({ converged: true, note: null })
})
