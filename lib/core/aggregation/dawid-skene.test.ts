import { expect, test } from 'vitest'
import { seededRandom } from '@/lib/core/random/seeded-random'
import { type DawidSkene, dawidSkene } from './dawid-skene'
import { oracle, patients, unitsOf } from './oracle.fixture'

const classes = ['1', '2', '3', '4']

function posteriors({ items }: DawidSkene): number[][] {
  return Object.keys(items)
    .sort()
    .map((item) => classes.map((name) => items[item]?.posterior?.[name] ?? Number.NaN))
}

function expectTable(actual: number[][], expected: number[][], digits: number): void {
  expect(actual.length).toBe(expected.length)
  for (const [i, row] of expected.entries())
    for (const [j, value] of row.entries()) expect(actual[i]?.[j]).toBeCloseTo(value, digits)
}

const fitted = dawidSkene(patients)

test('the anaesthetists of Dawid & Skene (1979): class marginals .40 .42 .11 .07 and the first one’s error rates as published', () => {
  const marginals = classes.map((name) => fitted.class_marginals?.[name])
  expect(marginals.map((p) => p?.toFixed(2))).toEqual(['0.40', '0.42', '0.11', '0.07'])
  const first = classes.map((truth) => classes.map((said) => fitted.confusion['1']?.[truth]?.[said]?.toFixed(2)))
  expect(first).toEqual([
    ['0.89', '0.11', '0.00', '0.00'],
    ['0.07', '0.88', '0.05', '0.00'],
    ['0.00', '0.34', '0.66', '0.00'],
    ['0.00', '0.00', '0.56', '0.44'],
  ])
})

test.each([
  [0, 'numpy smoothing 0'],
  [0.5, 'numpy smoothing 0.5'],
] as const)('smoothing %d: numpy gives the same posteriors, matrices, log-likelihood and rounds', (smoothing, key) => {
  const result = dawidSkene(patients, { smoothing })
  const said = oracle[key]
  expect(result.iterations).toBe(said.iterations)
  expect(result.log_likelihood).toBeCloseTo(said.log_likelihood, 9)
  expectTable(posteriors(result), said.posterior, 9)
  expectTable([classes.map((name) => result.class_marginals?.[name] ?? Number.NaN)], [said.marginals], 9)
  for (const [a, rows] of said.confusion.entries()) {
    const own = classes.map((truth) =>
      classes.map((label) => result.confusion[String(a + 1)]?.[truth]?.[label] ?? Number.NaN),
    )
    expectTable(own, rows, 9)
  }
})

test('crowd-kit with tol = −1 gives the same posteriors, within the 1e-10 at which it cuts probabilities', () => {
  expectTable(posteriors(fitted), oracle['crowd-kit'].posterior, 9)
})

test('every round raises the likelihood: smoothing, which is none of the data’s, lowers it', () => {
  expect(fitted.log_likelihood).toBeGreaterThan(dawidSkene(patients, { smoothing: 0.5 }).log_likelihood ?? 0)
})

test('thousands of unsure votes on one item do not underflow: ½ to the 3,000th is no number, its logarithm is', () => {
  const random = seededRandom(5)
  const said = (item: number) =>
    Object.fromEntries(Array.from({ length: 3_000 }, (_, a) => [`a${a}`, random.below(10) < 4 + item ? 'no' : 'yes']))
  const result = dawidSkene(unitsOf(...Array.from({ length: 4 }, (_, item) => said(item))), {
    smoothing: 1,
    mostRounds: 3,
  })
  for (const { posterior } of Object.values(result.items))
    expect((posterior?.yes ?? Number.NaN) + (posterior?.no ?? Number.NaN)).toBeCloseTo(1, 12)
  expect(result.items[1]?.value).toBe('yes')
  expect(result.log_likelihood).toBeLessThan(-750)
  expect(Number.isFinite(result.log_likelihood)).toBe(true)
})

test('repeated labels of one annotator count as often as they stand there', () => {
  const once = dawidSkene([...unitsOf({ x: 'a', y: 'b' })])
  const thrice = dawidSkene([
    {
      item: '1',
      ratings: [
        { annotator: 'x', value: 'a' },
        { annotator: 'x', value: 'a' },
        { annotator: 'y', value: 'b' },
      ],
    },
  ])
  expect(once.items[1]?.top).toEqual(['a', 'b'])
  expect(thrice.items[1]?.value).toBe('a')
})

test('no votes: no answers, and why; items without votes keep their place beside others', () => {
  expect(dawidSkene([])).toMatchObject({ reason: 'no-votes', class_marginals: null, log_likelihood: null, items: {} })
  const result = dawidSkene(unitsOf<string>({ x: 'a' }, {}))
  expect(result.items[2]).toEqual({ value: null, top: [], posterior: null })
  expect(result.class_marginals).toEqual({ a: 1 })
  expect(result.log_likelihood).toBe(0)
})

test('an annotator of whom a class says nothing has no row there, not a row of zeros', () => {
  const { confusion } = dawidSkene(unitsOf<string>({ x: 'a', y: 'a' }, { y: 'b', z: 'b' }))
  expect(confusion.x).toEqual({ a: { a: 1, b: 0 }, b: null })
})

test('texts are no classes: thousands of different labels are refused before they fill the memory', () => {
  const units = unitsOf(...Array.from({ length: 8_000 }, (_, i) => ({ x: `text ${i}` })))
  expect(() => dawidSkene(units)).toThrow(/8000 different labels of 1 annotators/)
})

test('stopped before it has settled, it says so: not converged, after how many rounds, and what still moved', () => {
  const stopped = dawidSkene(patients, { mostRounds: 3 })
  expect(stopped).toMatchObject({ iterations: 3, converged: false })
  expect(stopped.last_change).toBeGreaterThan(1e-10)
  expect(stopped.note).toMatch(/^Not converged: stopped after 3 rounds while posteriors still moved by up to 0\.\d+/)
  expect(fitted).toMatchObject({ converged: true, note: null })
  expect(fitted.last_change).toBeLessThan(1e-10)
})

test('without votes there is nothing to converge, and no round to speak of', () => {
  expect(dawidSkene([])).toMatchObject({ iterations: 0, converged: true, last_change: null, note: null })
})
