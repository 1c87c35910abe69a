import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dawidSkene } from './dawid-skene'
import { goldAccuracy } from './gold-accuracy'
import { majority } from './majority'
import { crowdLabels, snowFile } from './snow-2008.fixture'
import { accuracyByVotes } from './votes-needed'

const snowLabels = (task: 'rte' | 'temp') => crowdLabels(readFileSync(snowFile(task), 'utf8'))

// Snow, O'Connor, Jurafsky & Ng 2008, pp. 258–259: ten workers' majority is right on 89.7 % of the textual entailments and, to
// two digits, 94 % of the event orders.
test.each([
  ['rte', 800, 65, 0.896875, 0.897, 3],
  ['temp', 462, 17, 0.9361471861471862, 0.94, 2],
] as const)('%s: the majority of ten is as accurate as published', (task, n, ties, exact, published, digits) => {
  const { units, gold } = snowLabels(task)
  const accuracy = goldAccuracy(majority(units).items, gold)
  expect(accuracy).toMatchObject({ n, ties })
  expect(accuracy.value).toBeCloseTo(exact, 14)
  expect(accuracy.value?.toFixed(digits)).toBe(published.toFixed(digits))
})

// Exact over all subsets, computed once more with binomial coefficients in Python.
test.each([
  [
    'rte',
    [
      0.729125, 0.729125, 0.805125, 0.805125, 0.8476785714285714, 0.8476785714285714, 0.8745833333333334,
      0.8745833333333334, 0.896875, 0.896875,
    ],
  ],
  [
    'temp',
    [
      0.7337662337662338, 0.7337662337662338, 0.8326479076479077, 0.8326479076479077, 0.890976087404659,
      0.890976087404659, 0.9274891774891775, 0.9274891774891775, 0.9361471861471862, 0.9361471861471862,
    ],
  ],
] as const)('%s: accuracy by number of annotators', (task, expected) => {
  const { units, gold } = snowLabels(task)
  for (const [i, value] of expected.entries()) expect(accuracyByVotes(units, gold, i + 1)).toBeCloseTo(value, 9)
})

test('Dawid–Skene knows better than the majority on both, without seeing the experts’ labels', () => {
  for (const [task, right] of [
    ['rte', 742],
    ['temp', 435],
  ] as const) {
    const { units, gold } = snowLabels(task)
    const accuracy = goldAccuracy(dawidSkene(units).items, gold)
    expect(accuracy.value).toBeCloseTo(right / gold.size, 12)
    expect(accuracy.value).toBeGreaterThan(goldAccuracy(majority(units).items, gold).value ?? 1)
  }
})

test('draws are counted exactly: two of three votes, three classes, by hand', () => {
  const units = [{ item: '1', ratings: ['t', 't', 'u', 'v'].map((value, a) => ({ annotator: String(a), value })) }]
  const gold = new Map([['1', 't']])
  // Of 6 pairs: tt 1 (right), tu and tv 2 each (half), uv 1 (wrong).
  expect(accuracyByVotes(units, gold, 2)).toBeCloseTo((1 + 4 * 0.5) / 6, 15)
  expect(accuracyByVotes(units, gold, 5)).toBeNull()
})
