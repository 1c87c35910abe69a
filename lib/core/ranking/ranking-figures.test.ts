import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Unit } from '@/lib/core/agreement/figure'
import { rankingFigures, rankingMeasures } from './ranking-figures'
import type { Ranks } from './ranks'

function unit(item: string, rankings: number[][]): Unit<Ranks> {
  return {
    item,
    ratings: rankings.map((ranks, annotator) => ({
      annotator: `ann${annotator}`,
      value: Object.fromEntries(ranks.map((rank, response) => [`r${response}`, rank])),
    })),
  }
}

const units = [
  unit('q1', [
    [1, 2, 3, 4],
    [2, 1, 3, 4],
    [1, 3, 2, 4],
  ]),
  unit('q2', [
    [1, 1, 2],
    [1, 2, 2],
    [3, 2, 1],
  ]),
  unit('q3', [
    [1, 2, 3],
    [1, 2, 3],
  ]),
  unit('q4', [
    [1, 1, 1],
    [1, 2, 3],
    [2, 1, 3],
  ]),
]

describe('ranking figures', () => {
  test('equal scipy 1.12: friedmanchisquare / (m (n − 1)), kendalltau and spearmanr over itertools.combinations', () => {
    const figures = rankingFigures(units)
    expect(figures['kendall-w']?.value).toBeCloseTo(0.5777777777777776, 12)
    expect(figures['kendall-tau-b']?.value).toBeCloseTo(0.3778061254009346, 12)
    expect(figures.spearman?.value).toBeCloseTo(0.4389957660359269, 12)
    expect(figures['kendall-tau-b']?.details.undefined_pairs).toBe(2)
    const micro = rankingFigures(units, { average: 'micro' })
    expect(micro['kendall-tau-b']?.value).toBeCloseTo(0.23337585476806855, 12)
    expect(micro.spearman?.value).toBeCloseTo(0.2834936490538903, 12)
  })

  test('alpha takes ½ as what chance gives: 1 − D_o/½, D_o summed in numpy', () => {
    expect(rankingFigures(units)['krippendorff-alpha']?.value).toBeCloseTo(0.2727272727272727, 12)
    // Two opposite orders agree less than chance does.
    const opposite = rankingFigures([
      unit('q', [
        [1, 2, 3],
        [3, 2, 1],
      ]),
    ])
    expect(opposite['krippendorff-alpha']?.value).toBe(-1)
    expect(opposite['krippendorff-alpha']?.note).toMatch(/chance/)
  })

  test('the headline comes first', () => {
    expect(Object.keys(rankingFigures(units))).toEqual([...rankingMeasures])
  })
})

describe('documented answers', () => {
  const other: Unit<Ranks> = {
    item: 'q9',
    ratings: [
      { annotator: 'ann0', value: { r0: 1, r1: 2 } },
      { annotator: 'ann1', value: { r8: 1, r9: 2 } },
    ],
  }

  test("Kendall's W leaves out and counts items whose annotators ranked other responses", () => {
    const figure = rankingFigures([...units, other])['kendall-w']
    expect(figure?.value).toBeCloseTo(0.5777777777777776, 12)
    expect(figure).toMatchObject({ n_items: 4, n_pairable: 11 })
    expect(figure?.details.dropped).toBe(1)
    expect(figure?.note).toMatch(/left out .*: 1\./)
    expect(rankingFigures([other])['kendall-w']).toMatchObject({ value: null, reason: 'incomplete-rankings' })
    expect(rankingFigures([other])['kendall-tau-b']).toMatchObject({ value: null, reason: 'incomplete-rankings' })
  })

  test('where everyone ties everything there is no order to compare, though the annotators agree', () => {
    const tied = rankingFigures([
      unit('q', [
        [1, 1],
        [2, 2],
      ]),
    ])
    for (const name of ['kendall-w', 'kendall-tau-b', 'spearman']) {
      expect(tied[name]).toMatchObject({ value: null, reason: 'tied-rankings' })
    }
    expect(tied['krippendorff-alpha']?.value).toBe(1)
  })

  test('nothing to pair: null with its reason', () => {
    for (const lonely of [[], [unit('q', [[1, 2]])]]) {
      for (const figure of Object.values(rankingFigures(lonely))) {
        expect(figure).toMatchObject({ value: null, reason: 'no-pairable-values' })
      }
    }
  })

  test('an unknown measure is refused by name', () => {
    expect(() => rankingFigures(units, { measures: ['ndcg'] })).toThrow(/no measure ndcg/)
  })
})

test('pairs of annotators give what a table of the two alone gives', () => {
  const figures = rankingFigures(units, { pairs: true })
  const alone = units.map((item) => ({ ...item, ratings: item.ratings.slice(0, 2) }))
  for (const [name, figure] of Object.entries(figures)) {
    const value = rankingFigures(alone)[name]?.value
    expect(figure.details.pairs).toContainEqual({ annotators: ['ann0', 'ann1'], value, n_items: 4 })
  }
})

test('the order of items, annotators and responses changes no figure, nor its seeded interval', () => {
  const options = { bootstrap: 100, seed: 5 }
  const reference = rankingFigures(units, options)
  fc.assert(
    fc.property(fc.shuffledSubarray(units, { minLength: units.length }), (shuffled) => {
      const turned = shuffled.map((item) => ({
        ...item,
        ratings: item.ratings.toReversed().map((rating) => ({
          ...rating,
          value: Object.fromEntries(Object.entries(rating.value).toReversed()),
        })),
      }))
      for (const [name, figure] of Object.entries(rankingFigures(turned, options))) {
        expect(figure.value).toBeCloseTo(reference[name]?.value ?? Number.NaN, 12)
        expect(figure.ci?.[0]).toBeCloseTo(reference[name]?.ci?.[0] ?? Number.NaN, 12)
        expect(figure.ci?.[1]).toBeCloseTo(reference[name]?.ci?.[1] ?? Number.NaN, 12)
      }
    }),
    { numRuns: 20 },
  )
})
