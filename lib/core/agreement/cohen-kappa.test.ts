import { expect, test } from 'vitest'
import { figureOf, oracle, oracleTables, unitsOfTable } from './oracles.fixture'

const ofTwo = oracleTables.filter(({ name }) => name.startsWith('twoRaters'))
const weightings = [
  ['cohen-kappa', 'None'],
  ['cohen-kappa-linear', 'linear'],
  ['cohen-kappa-quadratic', 'quadratic'],
] as const

/** Agreement study of the SAS/STAT user's guide (PROC FREQ, getting started): two dermatologists, 88 patients. */
const skin = unitsOfTable(
  ['terrible', 'poor', 'marginal', 'clear'],
  [
    [10, 4, 1, 0],
    [5, 10, 12, 2],
    [2, 4, 12, 5],
    [0, 2, 6, 13],
  ],
)
const order = ['terrible', 'poor', 'marginal', 'clear']

test('kappa, its standard error and interval equal the PROC FREQ example of the SAS/STAT guide', () => {
  const kappa = figureOf(skin, 'cohen-kappa')
  expect([kappa.value, kappa.se, ...(kappa.ci ?? [])].map((x) => Number(x).toFixed(4))).toEqual([
    '0.3449',
    '0.0724',
    '0.2030',
    '0.4868',
  ])
  const linear = figureOf(skin, 'cohen-kappa-linear', 'ordinal', order)
  expect([linear.value, linear.se, ...(linear.ci ?? [])].map((x) => Number(x).toFixed(4))).toEqual([
    '0.5082',
    '0.0655',
    '0.3798',
    '0.6366',
  ])
})

test('kappa equals Cohen 1968, table 1 (.492), and Fleiss, Levin & Paik 2003, table 18.1 (.676)', () => {
  const cohen = [
    [44, 7, 9],
    [5, 20, 5],
    [1, 3, 6],
  ]
  expect(figureOf(unitsOfTable(['x', 'y', 'z'], cohen), 'cohen-kappa').value).toBeCloseTo(0.492, 3)
  const fleiss = [
    [75, 1, 4],
    [5, 4, 1],
    [0, 0, 10],
  ]
  expect(figureOf(unitsOfTable(['x', 'y', 'z'], fleiss), 'cohen-kappa').value).toBeCloseTo(0.676, 3)
})

test.each(ofTwo)(
  'kappa of $name, plain and weighted, equals scikit-learn and statsmodels',
  ({ units, categories, said }) => {
    for (const [measure, weights] of weightings) {
      const figure = figureOf(units, measure, 'nominal', categories)
      const statsmodels = oracle(said, `statsmodels cohen ${weights}`)
      expect(figure.value).toBeCloseTo(oracle(said, `sklearn cohen ${weights}`)?.value ?? Number.NaN, 12)
      expect(figure.value).toBeCloseTo(statsmodels?.value ?? Number.NaN, 12)
      expect(figure.se).toBeCloseTo(statsmodels?.se ?? Number.NaN, 12)
      expect(figure.ci?.[0]).toBeCloseTo(statsmodels?.ci[0] ?? Number.NaN, 12)
      expect(figure.ci?.[1]).toBeCloseTo(statsmodels?.ci[1] ?? Number.NaN, 12)
    }
    expect(figureOf(units, 'cohen-kappa').value).toBeCloseTo(oracle(said, 'nltk cohen')?.value ?? Number.NaN, 12)
  },
)

test('units that one of the two did not judge are left out of kappa', () => {
  const missing = ofTwo.find(({ name }) => name === 'twoRatersMissing')
  const both = missing?.units.filter(({ ratings }) => ratings.length === 2) ?? []
  const figure = figureOf(missing?.units ?? [], 'cohen-kappa')
  expect(figure).toMatchObject({ n_items: both.length, n_pairable: 2 * both.length })
  expect(figureOf(both, 'cohen-kappa').value).toBe(figure.value)
})

test('weighted kappa uses the places of the declared order, not the values: unused categories in between count', () => {
  const table = [
    [6, 2],
    [1, 5],
  ]
  const units = unitsOfTable(['low', 'high'], table)
  const near = figureOf(units, 'cohen-kappa-quadratic', 'ordinal', ['low', 'high'])
  // Two categories: every weighting is plain kappa.
  expect(near.value).toBeCloseTo(figureOf(units, 'cohen-kappa').value ?? 0, 14)
  expect(() => figureOf(units, 'cohen-kappa-quadratic')).toThrow(/needs the order of the categories/)
})

test('kappa of 94 % raw agreement can be below 0 where one category prevails', () => {
  const paradox = unitsOfTable(
    ['+', '-'],
    [
      [118, 5],
      [2, 0],
    ],
  )
  expect(figureOf(paradox, 'percent-agreement').value).toBeCloseTo(0.944, 12)
  expect(figureOf(paradox, 'cohen-kappa').value).toBeCloseTo(-0.0234, 4)
  expect(figureOf(paradox, 'krippendorff-alpha').note).toMatch(/97 % of the values/)
})

test('thousands of different labels cost no square of their number', () => {
  const units = Array.from({ length: 50_000 }, (_, item) => ({
    item: String(item),
    ratings: [
      { annotator: 'a', value: String(item) },
      { annotator: 'b', value: String(item % 2 === 0 ? item : item + 1) },
    ],
  }))
  const start = performance.now()
  // Half agree; the other half are one place off. Chance agreement is 25,000 · 1 + …, next to nothing.
  expect(figureOf(units, 'cohen-kappa').value).toBeCloseTo(0.5, 4)
  expect(figureOf(units, 'cohen-kappa-linear').value).toBeGreaterThan(0.9999)
  expect(performance.now() - start).toBeLessThan(5_000)
})
