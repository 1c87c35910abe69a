import { expect, test } from 'vitest'
import { figureOf, oracle, oracleTables, unitsOfTable } from './oracles.fixture'

test.each(oracleTables.filter(({ name }) => name.startsWith('twoRaters')))(
  'pi of $name equals nltk and irrCAC',
  ({ units, said }) => {
    const { value } = figureOf(units, 'scott-pi')
    expect(value).toBeCloseTo(oracle(said, 'nltk scott')?.value ?? Number.NaN, 12)
    expect(value).toBeCloseTo(oracle(said, 'irrCAC scott')?.value ?? Number.NaN, 12)
  },
)

/** Two coders of 100 utterances (statement, request) in Artstein & Poesio 2008, Computational Linguistics 34, section 2. */
const utterances = unitsOfTable(
  ['stat', 'ireq'],
  [
    [20, 20],
    [10, 50],
  ],
)

test('pi and kappa equal the worked example of Artstein & Poesio 2008: .341 and .348', () => {
  expect(figureOf(utterances, 'scott-pi').value).toBeCloseTo(0.341, 3)
  expect(figureOf(utterances, 'cohen-kappa').value).toBeCloseTo(0.348, 3)
})

test('pi equals the worked example of the English Wikipedia, −0.057 from chances rounded to .369 and .333', () => {
  const table = [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]
  expect(figureOf(unitsOfTable(['yes', 'no', 'maybe'], table), 'scott-pi').value).toBeCloseTo(-0.057, 2)
})
