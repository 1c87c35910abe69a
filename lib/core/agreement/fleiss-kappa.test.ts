import { expect, test } from 'vitest'
import { figureOf, oracle, oracleTables } from './oracles.fixture'
import { unitsOfRows } from './units-of-rows.fixture'

/** Fleiss 1971, table 1: six raters for each of thirty patients, five diagnoses; one string a patient. */
const diagnoses =
  '444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445 333335 111455 111112 ' +
  '224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555'

/** Turns one string a unit into one row an annotator. */
function rowsOf(units: string[]): string[] {
  return Array.from({ length: units[0]?.length ?? 0 }, (_, rater) => units.map((unit) => unit[rater] ?? '.').join(' '))
}

const patients = unitsOfRows(rowsOf(diagnoses.split(' ')))

test('kappa of the diagnoses equals Fleiss 1971 (.430) and statsmodels', () => {
  const figure = figureOf(patients, 'fleiss-kappa')
  // fleiss_kappa(aggregate_raters(diagnoses)[0])
  expect(figure.value).toBeCloseTo(0.430244520060141, 12)
  expect(figure).toMatchObject({ n_items: 30, n_pairable: 180, n_annotators: 6, details: { dropped: 0 } })
})

test.each(oracleTables)('kappa of the complete units of $name equals statsmodels and irrCAC', ({ units, said }) => {
  const raters = Math.max(...units.map(({ ratings }) => ratings.length))
  const complete = units.filter(({ ratings }) => ratings.length === raters)
  const { value } = figureOf(complete, 'fleiss-kappa')
  expect(value).toBeCloseTo(oracle(said, 'statsmodels fleiss on complete')?.value ?? Number.NaN, 12)
  expect(value).toBeCloseTo(oracle(said, 'irrCAC fleiss on complete')?.value ?? Number.NaN, 12)
})

test('units with fewer ratings than the fullest are left out and counted', () => {
  const units = [
    ...patients,
    ...unitsOfRows(['1 2', '1 .', '3 2']).map((unit) => ({ ...unit, item: `short-${unit.item}` })),
  ]
  const figure = figureOf(units, 'fleiss-kappa')
  expect(figure.value).toBe(figureOf(patients, 'fleiss-kappa').value)
  expect(figure.details.dropped).toBe(2)
  expect(figure.note).toBe('Left out: 2 items with fewer than 6 ratings.')
})
