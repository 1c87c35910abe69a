import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kendallDistance } from './kendall-distance'
import { kendallW } from './kendall-w'
import { pairOrders } from './pair-orders'
import { midRanks, type Ranks, ranksFromOrder } from './ranks'
import { spearman } from './spearman'
import { tauB } from './tau-b'

function ranksOf(values: readonly number[]): Ranks {
  return Object.fromEntries(values.map((value, index) => [`r${index}`, value]))
}

const ranking = (n: number) => fc.array(fc.integer({ min: 1, max: 5 }), { minLength: n, maxLength: n })
const twoRankings = fc.integer({ min: 2, max: 7 }).chain((n) => fc.tuple(ranking(n), ranking(n)))

/** Two rankings, scipy 1.12 stats.kendalltau, stats.spearmanr. */
const oracle: [number[], number[], number, number][] = [
  [[3, 2, 4, 1, 2, 2, 3, 3], [2, 5, 3, 5, 1, 1, 4, 2], -0.04264014327112208, -0.12745318548364543],
  [[3, 3, 2, 3, 1], [5, 1, 5, 1, 3], -0.26726124191242434, -0.35355339059327373],
  [[2, 2, 4], [5, 1, 1], -0.49999999999999994, -0.5000000000000001],
  [[4, 2, 3, 4], [5, 2, 4, 2], 0.39999999999999997, 0.38888888888888895],
  [[3, 2, 3, 4, 4], [5, 4, 3, 3, 4], -0.24999999999999997, -0.3055555555555555],
  [[1, 3, 2, 4, 3, 4], [4, 5, 1, 2, 5, 1], -0.15384615384615385, -0.19696969696969693],
  [[3, 3, 1, 3, 4, 2], [4, 5, 1, 2, 2, 1], 0.4803844614152615, 0.6253053994807223],
  [[2, 1, 2, 4, 3], [1, 5, 2, 2, 1], -0.35355339059327373, -0.4325904563487001],
]

describe('tau-b and Spearman', () => {
  test.each(oracle)('%j against %j equals scipy', (a, b, tau, rho) => {
    expect(tauB(ranksOf(a), ranksOf(b))).toBeCloseTo(tau, 12)
    expect(spearman(ranksOf(a), ranksOf(b))).toBeCloseTo(rho, 12)
  })

  test('give the published values', () => {
    // The example in scipy's documentation of kendalltau; three of the ten pairs are tied in one ranking.
    expect(tauB(ranksOf([12, 2, 1, 12, 2]), ranksOf([1, 4, 7, 1, 0]))).toBeCloseTo(-0.47140452079103173, 12)
    // Wikipedia, 'Spearman's rank correlation coefficient': IQ and hours of television, −29/165.
    const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
    const television = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]
    expect(spearman(ranksOf(iq), ranksOf(television))).toBeCloseTo(-29 / 165, 12)
    // nltk 3.10.4 metrics.spearman_correlation of 'abcde' and 'bacde'.
    expect(spearman(ranksFromOrder([...'abcde']), ranksFromOrder([...'bacde']))).toBeCloseTo(0.9, 12)
  })

  test('look at the responses both ranked only, and are undefined with fewer than two or where one ties them all', () => {
    expect(tauB({ r1: 1, r2: 2, r3: 3 }, { r3: 2, r2: 1, r9: 3 })).toBe(1)
    expect(spearman({ r1: 1, r2: 2, r3: 3 }, { r3: 1, r2: 2 })).toBeCloseTo(-1, 12)
    expect(tauB({ r1: 1, r2: 2 }, { r2: 1, r3: 2 })).toBeNull()
    expect(tauB({ r1: 1, r2: 1 }, { r1: 1, r2: 2 })).toBeNull()
    expect(spearman({ r1: 1, r2: 1 }, { r1: 1, r2: 2 })).toBeNull()
    expect(spearman({}, {})).toBeNull()
  })
})

describe('Kendall distance', () => {
  test('counts a reversed pair whole and a pair tied by one half', () => {
    expect(kendallDistance(ranksOf([1, 2, 3]), ranksOf([3, 2, 1]))).toBe(1)
    expect(kendallDistance(ranksOf([1, 2, 3]), ranksOf([2, 1, 3]))).toBeCloseTo(1 / 3, 15)
    expect(kendallDistance(ranksOf([1, 2]), ranksOf([1, 1]))).toBe(0.5)
    expect(kendallDistance(ranksOf([1, 1]), ranksOf([7, 7]))).toBe(0)
  })

  test('is ½ where no pair is shared, and 0 on itself even then', () => {
    expect(kendallDistance({ r1: 1 }, { r2: 1 })).toBe(0.5)
    expect(kendallDistance({ r1: 1 }, { r1: 1 })).toBe(0)
    // A name with a line break is not two names.
    expect(kendallDistance({ 'a\nb': 1 }, { a: 1, b: 2 })).toBe(0.5)
  })

  test('is symmetric, 0 on itself, within [0, 1], and (1 − tau)/2 without ties', () => {
    fc.assert(
      fc.property(twoRankings, ([a, b]) => {
        const distance = kendallDistance(ranksOf(a), ranksOf(b))
        expect(kendallDistance(ranksOf(b), ranksOf(a))).toBe(distance)
        expect(kendallDistance(ranksOf(a), ranksOf(a))).toBe(0)
        expect(distance).toBeGreaterThanOrEqual(0)
        expect(distance).toBeLessThanOrEqual(1)
        if (new Set(a).size === a.length && new Set(b).size === b.length) {
          expect(distance).toBeCloseTo((1 - (tauB(ranksOf(a), ranksOf(b)) ?? Number.NaN)) / 2, 12)
        }
      }),
    )
  })

  test('all pairs are concordant, discordant or tied', () => {
    fc.assert(
      fc.property(twoRankings, ([a, b]) => {
        const { pairs, concordant, discordant, tiedFirst, tiedSecond, tiedBoth } = pairOrders(a, b)
        expect(pairs).toBe((a.length * (a.length - 1)) / 2)
        expect(concordant + discordant + tiedFirst + tiedSecond - tiedBoth).toBe(pairs)
      }),
    )
  })
})

describe("Kendall's W", () => {
  test('gives the published value with ties: Kendall 1948, three rankings of ten, W = 0.828', () => {
    const rankings = [
      [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
      [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
      [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
    ]
    const { value } = kendallW(rankings.map(ranksOf))
    expect(value).toBeCloseTo(0.828, 3)
    // The same by scipy 1.12: stats.friedmanchisquare / (m (n − 1)).
    expect(value).toBeCloseTo(0.8277310924369745, 12)
  })

  test.each<[number[][], number]>([
    [
      [
        [1, 2, 3, 4],
        [1, 2, 3, 4],
        [2, 1, 3, 4],
      ],
      0.9111111111111114,
    ],
    [
      [
        [1, 1, 2, 3],
        [2, 1, 3, 3],
        [1, 2, 2, 4],
      ],
      0.8271604938271608,
    ],
    [
      [
        [1, 2, 3],
        [3, 2, 1],
      ],
      0,
    ],
    [
      [
        [3, 1, 4, 1, 5],
        [2, 1, 3, 2, 4],
        [1, 1, 2, 2, 2],
        [5, 4, 3, 2, 1],
      ],
      0.26027397260273955,
    ],
  ])('%j equals scipy friedmanchisquare / (m (n − 1))', (rankings, w) => {
    expect(kendallW(rankings.map(ranksOf)).value).toBeCloseTo(w, 12)
  })

  test('is (r̄ (m − 1) + 1)/m of the mean Spearman without ties', () => {
    const shuffled = fc.integer({ min: 2, max: 6 }).chain((n) => {
      const places = Array.from({ length: n }, (_, index) => index + 1)
      return fc.array(fc.shuffledSubarray(places, { minLength: n, maxLength: n }), { minLength: 2, maxLength: 4 })
    })
    fc.assert(
      fc.property(shuffled, (rankings) => {
        const all = rankings.map(ranksOf)
        const rhos = all.flatMap((a, i) => all.slice(i + 1).map((b) => spearman(a, b) ?? Number.NaN))
        const mean = rhos.reduce((sum, rho) => sum + rho, 0) / rhos.length
        expect(kendallW(all).value).toBeCloseTo((mean * (all.length - 1) + 1) / all.length, 10)
        expect(kendallW(all.toReversed()).value).toBeCloseTo(kendallW(all).value ?? Number.NaN, 12)
      }),
    )
  })

  test('is undefined, with its reason, for one annotator, other responses, one response, or ties alone', () => {
    expect(kendallW([{ r1: 1, r2: 2 }])).toEqual({ value: null, reason: 'no-pairable-values' })
    expect(
      kendallW([
        { r1: 1, r2: 2 },
        { r1: 1, r3: 2 },
      ]),
    ).toEqual({ value: null, reason: 'incomplete-rankings' })
    expect(kendallW([{ r1: 1 }, { r1: 1 }])).toEqual({ value: null, reason: 'no-pairable-values' })
    expect(
      kendallW([
        { r1: 1, r2: 1 },
        { r1: 4, r2: 4 },
      ]),
    ).toEqual({ value: null, reason: 'tied-rankings' })
  })
})

test('a list best first gives ranks, nested lists ties, and only the order of ranks counts', () => {
  expect(ranksFromOrder(['r1', ['r2', 'r3'], 'r4'])).toEqual({ r1: 1, r2: 2, r3: 2, r4: 4 })
  expect(midRanks([10, 20, 20, 5])).toEqual([2, 3.5, 3.5, 1])
  expect(tauB(ranksOf([1, 2, 3]), ranksOf([10, 200, 3000]))).toBe(1)
})
