import { expect, test } from 'vitest'
import { figureOf, oracle, oracleTables, unitsOfTable } from './oracles.fixture'
import { unitsOfRows } from './units-of-rows.fixture'

/** Gwet's Handbook (4th ed.), the 4-rater example that R's irrCAC ships as cac.raw4raters. */
const fourRaters = unitsOfRows([
  '1 2 3 3 2 1 4 1 2 . . .',
  '1 2 3 3 2 2 4 1 2 5 . 3',
  '. 3 3 3 2 3 4 2 2 5 1 .',
  '1 2 3 3 2 4 4 1 2 5 1 .',
])

test('AC1 of the 4-rater example equals the Handbook: 0.77544, SE 0.14295, interval 0.461 to 1', () => {
  const figure = figureOf(fourRaters, 'gwet-ac1')
  expect(figure.value).toBeCloseTo(0.77544, 5)
  expect(figure.se).toBeCloseTo(0.14295, 5)
  expect(figure.ci?.[0]).toBeCloseTo(0.46081, 5)
  expect(figure.ci?.[1]).toBe(1)
})

test('AC1 of the prevalence paradox equals Gwet 2008: 0.9408 where kappa is −0.0234', () => {
  const paradox = unitsOfTable(
    ['+', '-'],
    [
      [118, 5],
      [2, 0],
    ],
  )
  expect(figureOf(paradox, 'gwet-ac1').value).toBeCloseTo(0.9408, 4)
})

const schemes = [
  ['gwet-ac1', 'identity'],
  ['gwet-ac2-linear', 'linear'],
  ['gwet-ac2-quadratic', 'quadratic'],
  ['gwet-ac2-ordinal', 'ordinal'],
] as const

test.each(oracleTables)(
  'AC1 and AC2 of $name, their errors and intervals equal irrCAC',
  ({ units, categories, said }) => {
    for (const [measure, scheme] of schemes) {
      const figure = figureOf(units, measure, 'ordinal', categories)
      const package_ = oracle(said, `irrCAC gwet ${scheme}`)
      expect(figure.value).toBeCloseTo(package_?.value ?? Number.NaN, 11)
      expect(figure.se).toBeCloseTo(package_?.se ?? Number.NaN, 11)
      expect(figure.ci?.[0]).toBeCloseTo(package_?.ci[0] ?? Number.NaN, 8)
      expect(figure.ci?.[1]).toBeCloseTo(Math.min(1, package_?.ci[1] ?? Number.NaN), 8)
    }
  },
)

test('AC2 equals the Handbook’s formulas done in exact fractions', () => {
  // q = 3; units (1, 1), (1, 2), (3, 3), (2, 3): π = (3/8, 2/8, 3/8), Σ π(1 − π) = 21/32.
  const units = unitsOfRows(['1 1 3 2', '1 2 3 3'])
  // linear: w = 1, ½, 0; T_w = 5; p_a = 3/4; p_e = 5/6 · 21/32 = 35/64; (48/64 − 35/64)/(29/64)
  expect(figureOf(units, 'gwet-ac2-linear').value).toBeCloseTo(13 / 29, 14)
  // quadratic: w = 1, ¾, 0; T_w = 6; p_a = 7/8; p_e = 21/32; (28 − 21)/(32 − 21)
  expect(figureOf(units, 'gwet-ac2-quadratic').value).toBeCloseTo(7 / 11, 14)
  // ordinal: w = 1, 1 − 1/3, 0; T_w = 17/3; p_a = 5/6; p_e = 17/18 · 21/32 = 119/192; (160 − 119)/(192 − 119)
  expect(figureOf(units, 'gwet-ac2-ordinal').value).toBeCloseTo(41 / 73, 14)
})

test('a declared category that nobody used moves AC1, not alpha', () => {
  const declared = ['1', '2', '3', '4', '5', '6']
  expect(figureOf(fourRaters, 'gwet-ac1', 'nominal', declared).value).not.toBeCloseTo(0.77544, 4)
  expect(figureOf(fourRaters, 'krippendorff-alpha', 'nominal', declared).value).toBeCloseTo(0.743421052631579, 12)
})

test('gwet-ac2 is AC2 with quadratic weights', () => {
  expect(figureOf(fourRaters, 'gwet-ac2').value).toBe(figureOf(fourRaters, 'gwet-ac2-quadratic').value)
})
