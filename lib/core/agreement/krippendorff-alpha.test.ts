import { expect, test } from 'vitest'
import { alphaByDistance } from './alpha-by-distance'
import { categoricalFigures } from './categorical-figures'
import type { Level } from './difference'
import { unitsOfRows } from './units-of-rows.fixture'

/** Krippendorff 2011, section C: four observers, twelve units, missing values. */
const fourObservers = unitsOfRows([
  '1 2 3 3 2 1 4 1 2 . . .',
  '1 2 3 3 2 2 4 1 2 5 . 3',
  '. 3 3 3 2 3 4 2 2 5 1 .',
  '1 2 3 3 2 4 4 1 2 5 1 .',
])

const alpha = (units: ReturnType<typeof unitsOfRows>, level: Level, categories?: string[]) =>
  categoricalFigures(units, { level, categories, bootstrap: 0, seed: 1 })['krippendorff-alpha']

test('alpha equals the worked example of Krippendorff 2011 and the PyPI package krippendorff 0.9.0 at every level', () => {
  // Printed in the paper: .743, .815, .849, .797. Package: krippendorff.alpha(data, level_of_measurement=…).
  expect(alpha(fourObservers, 'nominal')?.value).toBeCloseTo(0.743421052631579, 12)
  expect(alpha(fourObservers, 'ordinal')?.value).toBeCloseTo(0.8153875037548814, 12)
  expect(alpha(fourObservers, 'interval')?.value).toBeCloseTo(0.8491071428571428, 12)
  expect(alpha(fourObservers, 'ratio')?.value).toBeCloseTo(0.7974027747116121, 12)
})

test('a unit rated once counts neither as an item nor in the marginals', () => {
  expect(alpha(fourObservers, 'nominal')).toMatchObject({
    n_items: 11,
    n_pairable: 40,
    n_annotators: 4,
    ci: null,
    se: null,
  })
})

test('ordinal alpha follows the declared order of words, not the alphabet', () => {
  const words = unitsOfRows(['low mid high low mid', 'mid mid high low high'])
  // krippendorff.alpha([[0, 1, 2, 0, 1], [1, 1, 2, 0, 2]], level_of_measurement='ordinal')
  expect(alpha(words, 'ordinal', ['low', 'mid', 'high'])?.value).toBeCloseTo(0.7, 12)
  expect(() => alpha(words, 'ordinal')).toThrow(/needs the order of the categories/)
})

test('alpha of any distance is the nominal alpha where the distance is 0 or 1', () => {
  const figure = alphaByDistance(fourObservers, (a, b) => (a === b ? 0 : 1))
  expect(figure.value).toBeCloseTo(0.743421052631579, 12)
})
