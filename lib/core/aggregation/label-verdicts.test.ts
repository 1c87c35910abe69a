import { expect, test, vi } from 'vitest'
import { seededRandom } from '@/lib/core/random/seeded-random'
import { labelAggregations } from './label-verdicts'
import { unitsOf } from './oracle.fixture'

const bound = vi.hoisted((): { rounds: number | null } => ({ rounds: null }))

vi.mock('./estimation-bound', async (original) => {
  const module = await original<typeof import('./estimation-bound')>()
  return { ...module, roundsWithin: (steps: number) => bound.rounds ?? module.roundsWithin(steps) }
})

const aggregations = labelAggregations<string, null>({ of: (answer) => answer, answer: (label) => label })
const random = seededRandom(8)
/** Labels drawn at random, and an item nobody answered. */
const patternless = unitsOf<string>(
  ...Array.from({ length: 60 }, () =>
    Object.fromEntries(['ann', 'bob', 'cyd'].map((name) => [name, ['x', 'y', 'z'][random.below(3)] ?? ''])),
  ),
  {},
)

test.each(['dawid-skene', 'mace'] as const)(
  '%s: verdicts of an estimation that was stopped carry one caveat, the same for all; settled ones carry none',
  (method) => {
    bound.rounds = 3
    const stopped = aggregations[method].run(patternless, null)
    const caveats = new Set(stopped.flatMap(({ caveat }) => caveat ?? []))
    expect([...caveats]).toEqual([expect.stringMatching(/^Not converged: the estimation was stopped after \d+ rounds/)])
    expect(stopped.at(-1)).toEqual({ answer: null, tied: [], method, certainty: null, n: 0 })
    bound.rounds = null
    expect(aggregations[method].run(patternless, null).some((verdict) => 'caveat' in verdict)).toBe(false)
  },
)

test('a majority needs no estimation and carries no caveat', () => {
  bound.rounds = 3
  expect(aggregations.majority.run(patternless, null).some((verdict) => 'caveat' in verdict)).toBe(false)
})
