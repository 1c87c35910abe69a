import { expect, test } from 'vitest'
import { categoricalFigures } from './categorical-figures'
import { confusionMatrix } from './confusion-matrix'
import { figureOf, oracle, oracleTables } from './oracles.fixture'
import { pairwiseAgreement } from './pairwise-agreement'
import { unitsOfRows } from './units-of-rows.fixture'

const units = unitsOfRows(['1 2 3 1 .', '1 2 2 . .', '. 2 3 1 1'])

test('each two annotators are compared on the items both judged', () => {
  expect(pairwiseAgreement(units)).toEqual([
    {
      annotators: ['0', '1'],
      n_items: 3,
      percent_agreement: 2 / 3,
      cohen_kappa: expect.closeTo(0.5, 12),
      reason: null,
    },
    { annotators: ['0', '2'], n_items: 3, percent_agreement: 1, cohen_kappa: 1, reason: null },
    { annotators: ['1', '2'], n_items: 2, percent_agreement: 0.5, cohen_kappa: 0, reason: null },
  ])
})

test('annotators without an item in common make no pair', () => {
  expect(pairwiseAgreement(unitsOfRows(['1 2 . .', '. . 1 2']))).toEqual([])
})

test('details.pairs holds the measure on the two alone, over the categories of all', () => {
  const figures = categoricalFigures(units, { level: 'nominal', bootstrap: 0, seed: 1, pairs: true })
  const alone = unitsOfRows(['2 3', '2 2'])
  const expected = figureOf(alone, 'gwet-ac1', 'nominal', ['1', '2', '3']).value
  const pairs = figures['gwet-ac1']?.details.pairs
  expect(pairs).toHaveLength(3)
  expect(pairs).toContainEqual({ annotators: ['1', '2'], value: expected, n_items: 2 })
})

test('kappa of a pair equals nltk', () => {
  const table = oracleTables.find(({ name }) => name === 'twoRatersMissing')
  expect(pairwiseAgreement(table?.units ?? [])[0]?.cohen_kappa).toBeCloseTo(
    oracle(table?.said ?? new Map(), 'nltk cohen')?.value ?? Number.NaN,
    12,
  )
})

test('the confusion matrix of two annotators has the first in its rows', () => {
  expect(confusionMatrix(units, { annotators: ['0', '1'] })).toEqual({
    categories: ['1', '2', '3'],
    counts: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 0],
    ],
  })
})

test('the confusion matrix of all is symmetric and sums to the pairable values', () => {
  const { counts } = confusionMatrix(units, { categories: ['3', '2', '1'] })
  const total = counts.flat().reduce((sum, count) => sum + count, 0)
  expect(total).toBeCloseTo(figureOf(units, 'krippendorff-alpha').n_pairable, 12)
  const transposed = counts.map((_, column) => counts.map((row) => row[column]))
  expect(transposed).toEqual(counts)
})
