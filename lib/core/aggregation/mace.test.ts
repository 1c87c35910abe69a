import { expect, test } from 'vitest'
import { digamma } from './digamma'
import { mace } from './mace'
import { oracle, spammed, unitsOf } from './oracle.fixture'

test('crowd-kit and numpy find the same competences and posteriors', () => {
  const result = mace(spammed)
  for (const said of [oracle['mace numpy'], oracle['mace crowd-kit']]) {
    for (const [a, competence] of said.competence.entries())
      expect(result.annotators[`a${a}`]?.competence).toBeCloseTo(competence, 8)
    for (const [item, row] of said.posterior.entries()) {
      const own = result.items[String(item).padStart(2, '0')]?.posterior
      for (const [c, p] of row.entries()) expect(own?.[c]).toBeCloseTo(p, 8)
    }
  }
  expect(result.log_likelihood).toBeCloseTo(oracle['mace numpy'].log_likelihood, 8)
})

test('the same seed gives the same result to the last bit', () => {
  expect(mace(spammed, { seed: 7 })).toEqual(mace(spammed, { seed: 7 }))
})

test('whoever always says the same knows less than those who agree', () => {
  const items = Array.from({ length: 20 }, (_, i) => ({
    p: i % 2 ? 'y' : 'n',
    q: i % 2 ? 'y' : 'n',
    r: i % 2 ? 'y' : 'n',
    lazy: 'y',
  }))
  const { annotators } = mace(unitsOf(...items))
  expect(annotators.lazy?.competence).toBeLessThan(0.2)
  expect(annotators.p?.competence).toBeGreaterThan(0.9)
})

test('thousands of votes on one item do not overflow: the product of their odds is no number, its logarithm is', () => {
  const item = (label: string) => Object.fromEntries(Array.from({ length: 2_000 }, (_, a) => [`a${a}`, label]))
  const { items, log_likelihood } = mace(unitsOf(...['y', 'n', 'y', 'n', 'y'].map(item)))
  expect(items[1]?.posterior).toEqual({ n: expect.closeTo(0, 12), y: expect.closeTo(1, 12) })
  expect(Number.isFinite(log_likelihood)).toBe(true)
})

test('no votes: no answers, and why', () => {
  expect(mace([])).toEqual({
    method: 'mace',
    reason: 'no-votes',
    note: null,
    annotators: {},
    log_likelihood: null,
    iterations: 0,
    converged: true,
    last_change: null,
    items: {},
  })
})

test('measurements are no classes: thousands of different labels on thousands of items are refused before they fill the memory', () => {
  const units = unitsOf(...Array.from({ length: 5_000 }, (_, i) => ({ x: `${i}.5` })))
  expect(() => mace(units)).toThrow(/5000 different labels on 5000 items/)
})

test('digamma: −γ at 1, −γ − 2 ln 2 at ½, ψ(x + 1) = ψ(x) + 1/x', () => {
  expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14)
  expect(digamma(0.5)).toBeCloseTo(-0.5772156649015329 - 2 * Math.LN2, 14)
  expect(digamma(3.7)).toBeCloseTo(digamma(2.7) + 1 / 2.7, 14)
  // scipy.special.digamma(100.25)
  expect(digamma(100.25)).toBeCloseTo(4.602671243274712, 13)
})
