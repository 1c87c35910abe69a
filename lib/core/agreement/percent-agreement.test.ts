import { expect, test } from 'vitest'
import { categoricalFigures } from './categorical-figures'
import { figureOf, oracle, oracleTables } from './oracles.fixture'
import { unitsOfRows } from './units-of-rows.fixture'

test.each(oracleTables)(
  'raw agreement of $name equals p_a of irrCAC, and accuracy of scikit-learn for two',
  ({ units, said }) => {
    const { value } = figureOf(units, 'percent-agreement')
    const gwet = said.get('irrCAC gwet identity')
    const pa = typeof gwet === 'object' && gwet !== null && 'pa' in gwet ? Number(gwet.pa) : Number.NaN
    expect(value).toBeCloseTo(pa, 12)
    const accuracy = oracle(said, 'sklearn accuracy')
    if (accuracy) expect(value).toBeCloseTo(accuracy.value, 12)
  },
)

test('macro is the mean of the items, micro pools the pairs', () => {
  // Item 1: four ratings, 3 of 6 pairs agree; item 2: two ratings that agree.
  const units = unitsOfRows(['a b', 'a b', 'a .', 'c .'])
  const micro = categoricalFigures(units, { level: 'nominal', bootstrap: 0, seed: 1, average: 'micro' })
  expect(figureOf(units, 'percent-agreement').value).toBeCloseTo((0.5 + 1) / 2, 14)
  expect(micro['percent-agreement']?.value).toBeCloseTo(4 / 7, 14)
})
