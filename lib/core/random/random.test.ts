import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binomial } from './binomial'
import { seededRandom } from './seeded-random'

test('the same seed gives the same numbers, another seed others', () => {
  const drawn = (seed: number) => Array.from({ length: 20 }, seededRandom(seed).next)
  expect(drawn(7)).toEqual(drawn(7))
  expect(drawn(7)).not.toEqual(drawn(8))
  expect(drawn(2 ** 32 + 7)).not.toEqual(drawn(7))
})

test('integers below a bound stay below it', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 2 ** 32 }), (seed, bound) => {
      const drawn = seededRandom(seed).below(bound)
      return Number.isInteger(drawn) && drawn >= 0 && drawn < bound
    }),
  )
})

test('a bound that does not divide 2³² favours no number: 3 · 2³⁰ would give its first third twice as often by plain remainders', () => {
  const random = seededRandom(1)
  const bound = 3 * 2 ** 30
  let low = 0
  for (let draw = 0; draw < 30_000; draw += 1) if (random.below(bound) < bound / 3) low += 1
  // Mean 10,000, standard deviation 82.
  expect(Math.abs(low - 10_000)).toBeLessThan(5 * 82)
})

test.each([
  [5, 0.3],
  [40, 0.1],
  [60, 0.5],
  [200, 0.35],
  [1_000, 0.02],
  [30, 0.9],
])('binomial(%i, %f) is distributed as the formula says (chi-square of 100,000 draws)', (trials, chance) => {
  const draws = 100_000
  const random = seededRandom(11)
  const counts = new Float64Array(trials + 1)
  for (let draw = 0; draw < draws; draw += 1) {
    const drawn = binomial(random, trials, chance)
    counts[drawn] = (counts[drawn] ?? 0) + 1
  }
  const { statistic, cells } = chiSquare(counts, probabilities(trials, chance), draws)
  // Mean cells − 1, variance 2 (cells − 1): five standard deviations.
  expect(statistic).toBeLessThan(cells - 1 + 5 * Math.sqrt(2 * (cells - 1)))
})

test('nothing, certainty and impossibility need no luck', () => {
  const random = seededRandom(1)
  expect([binomial(random, 0, 0.5), binomial(random, 9, 0), binomial(random, 9, 1)]).toEqual([0, 0, 9])
})

function probabilities(trials: number, chance: number): number[] {
  const list = [(1 - chance) ** trials]
  for (let k = 1; k <= trials; k += 1) list.push(((list[k - 1] ?? 0) * (trials - k + 1) * chance) / (k * (1 - chance)))
  return list
}

/** Cells that expect fewer than 5 are left to one rest cell. */
function chiSquare(counts: Float64Array, chances: number[], draws: number): { statistic: number; cells: number } {
  let statistic = 0
  let cells = 0
  const rest = { seen: 0, expected: 0 }
  chances.forEach((chance, value) => {
    const expected = chance * draws
    if (expected < 5) {
      rest.seen += counts[value] ?? 0
      rest.expected += expected
      return
    }
    statistic += ((counts[value] ?? 0) - expected) ** 2 / expected
    cells += 1
  })
  if (rest.expected < 1) return { statistic, cells }
  return { statistic: statistic + (rest.seen - rest.expected) ** 2 / rest.expected, cells: cells + 1 }
}
