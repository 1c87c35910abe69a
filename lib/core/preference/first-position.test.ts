import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Unit } from '@/lib/core/agreement/figure'
import { fairCoinP } from './exact-binomial'
import { firstPositionShare, type PairJudgement } from './first-position'
import { wilsonInterval } from './wilson-interval'

/** n_first, n, scipy 1.12 binomtest p, Wilson by statsmodels 0.15 proportion_confint and scipy binomtest().proportion_ci('wilson'). */
const oracle: [number, number, number, number, number][] = [
  [14, 20, 0.11531829833984375, 0.48102718164647645, 0.8545227551323957],
  [5, 9, 1, 0.26665129349549305, 0.8112214789023355],
  [10, 20, 1, 0.2992980081982123, 0.7007019918017877],
  [0, 7, 0.015625, 0, 0.3543304350666875],
  [5200, 10000, 6.593515598672341e-5, 0.5102022203240657, 0.5297824197411072],
  [480, 1000, 0.2174482932041411, 0.44917079499694124, 0.510982275342481],
  [1, 1, 1, 0.2065493143772374, 1],
  [499000, 1000000, 0.04560829986537963, 0.4980200256914035, 0.4999799819914847],
]

describe('share of the first position', () => {
  test.each(oracle)('%i of %i: exact p and Wilson interval equal scipy and statsmodels', (first, n, p, low, high) => {
    expect(Math.abs(fairCoinP(first, n) / p - 1)).toBeLessThan(1e-9)
    // The convention fixes z at 1.959964, which moves the bounds by less than 1e-8.
    expect(wilsonInterval(first, n)[0]).toBeCloseTo(low, 7)
    expect(wilsonInterval(first, n)[1]).toBeCloseTo(high, 7)
  })

  test("Wilson's interval is the set of shares that the score test does not reject: its bounds solve the quadratic", () => {
    for (const bound of wilsonInterval(14, 20)) {
      expect(Math.abs(14 / 20 - bound) / Math.sqrt((bound * (1 - bound)) / 20)).toBeCloseTo(1.959964, 12)
    }
  })

  test('the p value is twice the smaller tail, by the sum of binomial coefficients', () => {
    // 7 of 8: 2 (C(8,0) + C(8,1)) / 2⁸.
    expect(fairCoinP(7, 8)).toBeCloseTo((2 * 9) / 256, 15)
    expect(fairCoinP(0, 0)).toBe(1)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(60), (n, k) => {
        const successes = Math.min(k, n)
        expect(fairCoinP(successes, n)).toBeCloseTo(fairCoinP(n - successes, n), 12)
        expect(fairCoinP(successes, n)).toBeLessThanOrEqual(1)
      }),
    )
  })
})

function units(judgements: [string, 'a' | 'b' | null][]): Unit<PairJudgement>[] {
  return judgements.map(([choice, shownFirst], index) => ({
    item: `battle${index}`,
    ratings: [{ annotator: `ann${index % 3}`, value: { choice, shownFirst } }],
  }))
}

describe('firstPositionShare', () => {
  test('counts judgements for a or b whose display order is known, by the response and not the side', () => {
    const figure = firstPositionShare(
      units([
        ['a', 'a'],
        ['b', 'b'],
        ['b', 'a'],
        ['tie', 'a'],
        ['both-bad', 'b'],
        ['a', null],
      ]),
    )
    expect(figure.value).toBeCloseTo(2 / 3, 15)
    expect(figure.details).toEqual({ n: 3, n_first: 2, p: 1 })
    expect(figure).toMatchObject({ n_items: 3, n_pairable: 3, n_annotators: 3, reason: null })
    expect(figure.ci).toEqual(wilsonInterval(2, 3))
    expect(figure.se).toBeCloseTo(Math.sqrt(2 / 27), 12)
    expect(figure.method).toMatch(/Wilson/)
  })

  test('a bootstrap replaces the published interval and keeps the counts', () => {
    const figure = firstPositionShare(
      units([
        ['a', 'a'],
        ['b', 'a'],
        ['a', 'b'],
        ['b', 'b'],
      ]),
      { bootstrap: 200, seed: 2 },
    )
    expect(figure.method).toMatch(/bootstrap/)
    expect(figure.details).toMatchObject({ n: 4, n_first: 2, resamples: 200 })
  })

  test('is null without a display order, and without anyone who preferred either', () => {
    expect(firstPositionShare(units([['a', null]]))).toMatchObject({
      value: null,
      reason: 'no-display-order',
      ci: null,
    })
    expect(firstPositionShare(units([['tie', 'a']]))).toMatchObject({ value: null, reason: 'no-votes', ci: null })
    expect(firstPositionShare([])).toMatchObject({ value: null, reason: 'no-votes' })
    expect(firstPositionShare([]).details).toEqual({ n: 0, n_first: 0, p: null })
  })

  test('turning the display order of everything around turns the share around', () => {
    const judgement = fc.tuple(fc.constantFrom('a', 'b', 'tie'), fc.constantFrom<('a' | 'b')[]>('a', 'b'))
    fc.assert(
      fc.property(fc.array(judgement, { minLength: 1 }), (judgements) => {
        const share = firstPositionShare(units(judgements)).value
        const turned = firstPositionShare(
          units(judgements.map(([choice, first]) => [choice, first === 'a' ? 'b' : 'a'])),
        )
        if (share === null) expect(turned.value).toBeNull()
        else expect(turned.value).toBeCloseTo(1 - share, 12)
      }),
    )
  })
})
