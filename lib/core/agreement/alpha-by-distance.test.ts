import { expect, test } from 'vitest'
import { alphaByDistance } from './alpha-by-distance'
import { categoricalFigures } from './categorical-figures'
import type { Unit } from './figure'
import { figureOf, oracle, oracleTables } from './oracles.fixture'

const squared = (a: string, b: string) => ((Number(a) - Number(b)) / 4) ** 2

function repeated(units: Unit<string>[], times: number): Unit<string>[] {
  return Array.from({ length: times }, (_, copy) =>
    units.map((unit) => ({ ...unit, item: `${copy}-${unit.item}` })),
  ).flat()
}

test.each(oracleTables)('alpha over squared differences of $name is the interval alpha', ({ units, categories }) => {
  const interval = figureOf(units, 'krippendorff-alpha', 'interval', categories)
  const figure = alphaByDistance(units, squared)
  expect(figure.value).toBeCloseTo(interval.value ?? Number.NaN, 12)
  expect(figure).toMatchObject({
    n_items: interval.n_items,
    n_pairable: interval.n_pairable,
    n_annotators: interval.n_annotators,
  })
})

test.each(oracleTables)(
  'alpha over |a − b|/4 of $name equals nltk and krippendorff with that distance',
  ({ units, said }) => {
    const { value } = alphaByDistance(units, (a, b) => Math.abs(Number(a) - Number(b)) / 4)
    expect(value).toBeCloseTo(oracle(said, 'nltk alpha absolute')?.value ?? Number.NaN, 12)
    expect(value).toBeCloseTo(oracle(said, 'krippendorff absolute')?.value ?? Number.NaN, 12)
  },
)

test('past 2,000 annotations the expected distance is sampled, the error is shown and holds', () => {
  const table = oracleTables[0]
  const units = repeated(table?.units ?? [], 20)
  const exact = figureOf(units, 'krippendorff-alpha', 'interval', table?.categories)
  const figure = alphaByDistance(units, squared, { seed: 3 })
  const { expected_se, expected_distance, observed_distance } = figure.details
  expect(figure.n_pairable).toBeGreaterThan(2_000)
  expect(figure.note).toMatch(/estimated from 100000 random pairs/)
  const trueExpected = Number(observed_distance) / (1 - (exact.value ?? 0))
  expect(Number(expected_se)).toBeGreaterThan(0)
  expect(Math.abs(Number(expected_distance) - trueExpected)).toBeLessThan(4 * Number(expected_se))
  expect(Math.abs((figure.value ?? 0) - (exact.value ?? 0))).toBeLessThan(0.01)
})

test('the same seed samples the same pairs', () => {
  const units = repeated(oracleTables[0]?.units ?? [], 20)
  expect(alphaByDistance(units, squared, { seed: 3 })).toEqual(alphaByDistance(units, squared, { seed: 3 }))
  expect(alphaByDistance(units, squared, { seed: 3 }).value).not.toBe(
    alphaByDistance(units, squared, { seed: 4 }).value,
  )
})

test('the bootstrap of a sampled expectation is that of the exact one, also with few large items', () => {
  const value = (item: number, rater: number) => String(1 + ((item * 7 + (rater % (2 + item)) * rater) % 5))
  const units = Array.from({ length: 8 }, (_, item) => ({
    item: String(item),
    ratings: Array.from({ length: 300 }, (_unused, rater) => ({ annotator: String(rater), value: value(item, rater) })),
  }))
  const settings = { bootstrap: 1_000, seed: 2 }
  const sampled = alphaByDistance(units, squared, settings)
  const exact = categoricalFigures(units, { ...settings, level: 'interval', measures: ['krippendorff-alpha'] })[
    'krippendorff-alpha'
  ]
  expect(sampled.details.expected_se).toBeGreaterThan(0)
  expect((sampled.se ?? 0) / (exact?.se ?? 1)).toBeGreaterThan(0.95)
  expect((sampled.se ?? 0) / (exact?.se ?? 1)).toBeLessThan(1.05)
  expect(Math.abs((sampled.ci?.[0] ?? 0) - (exact?.ci?.[0] ?? 1))).toBeLessThan(0.03)
  expect(Math.abs((sampled.ci?.[1] ?? 0) - (exact?.ci?.[1] ?? 1))).toBeLessThan(0.03)
})

test('a given expectation replaces the observed one: alpha = 1 − D_o / ½', () => {
  const units = [
    {
      item: 'x',
      ratings: [
        { annotator: 'a', value: 0 },
        { annotator: 'b', value: 0.25 },
      ],
    },
    {
      item: 'y',
      ratings: [
        { annotator: 'a', value: 1 },
        { annotator: 'b', value: 1 },
      ],
    },
  ]
  const figure = alphaByDistance(units, (a, b) => Math.abs(a - b), { expected: 0.5 })
  // D_o = (2 · 0.25 + 0)/4
  expect(figure.value).toBeCloseTo(1 - 0.125 / 0.5, 14)
  expect(figure.note).toMatch(/what chance gives/)
})

test('items with more annotators weigh by their ratings, not by their pairs', () => {
  const unit = (item: string, values: string[]) => ({
    item,
    ratings: values.map((value, place) => ({ annotator: String(place), value })),
  })
  const units = [unit('x', ['1', '1', '2', '3']), unit('y', ['4', '2']), unit('z', ['3', '3', '3'])]
  expect(alphaByDistance(units, squared).value).toBeCloseTo(
    figureOf(units, 'krippendorff-alpha', 'interval').value ?? Number.NaN,
    12,
  )
})
