import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Unit } from '@/lib/core/agreement/figure'
import type { Box } from './box'
import { boxFigures, boxMeasures } from './box-figures'
import oracle from './box-figures.oracle.json'

const units: Unit<Box[]>[] = oracle.units
const cat: Box = { label: 'cat', x: 0, y: 0, width: 10, height: 10 }
const dog: Box = { ...cat, label: 'dog' }

function twoOn(item: string, first: Box[], second: Box[]): Unit<Box[]> {
  return {
    item,
    ratings: [
      { annotator: 'ann', value: first },
      { annotator: 'bob', value: second },
    ],
  }
}

describe('box figures equal pycocotools + scipy', () => {
  for (const [rule, expected] of [
    ['aware', oracle.aware],
    ['agnostic', oracle.agnostic],
  ] as const) {
    test.each(Object.entries(expected))(`%s, labels ${rule}`, (name, { macro, micro, undefined: undefinedPairs }) => {
      const options = { measures: [name], classAgnostic: rule === 'agnostic' }
      const mean = boxFigures(units, options)[name]
      expect(mean?.value).toBeCloseTo(macro, 12)
      expect(mean?.details.undefined_pairs).toBe(undefinedPairs)
      expect(boxFigures(units, { ...options, average: 'micro' })[name]?.value).toBeCloseTo(micro, 12)
    })
  }

  test.each([
    [oracle.alpha['soft-f1'], {}],
    [oracle.alpha['soft-f1 agnostic'], { classAgnostic: true }],
    [oracle.alpha['f1@0.5'], { distance: 'f1@0.5' }],
  ])('alpha is that of krippendorff and nltk: %j', (expected, options) => {
    const value = boxFigures(units, { measures: ['krippendorff-alpha'], ...options })['krippendorff-alpha']?.value
    expect(value).toBeCloseTo(expected.krippendorff, 10)
    expect(value).toBeCloseTo(expected.nltk, 10)
    expect(value).toBeCloseTo(expected.direct, 12)
  })

  test('counts items and values judged at least twice', () => {
    const judged = units.filter((unit) => unit.ratings.length >= 2)
    for (const figure of Object.values(boxFigures(units))) {
      expect(figure.n_items).toBe(judged.length)
      expect(figure.n_pairable).toBe(judged.reduce((sum, unit) => sum + unit.ratings.length, 0))
      expect(figure.n_annotators).toBe(4)
    }
  })
})

describe('documented answers', () => {
  test('the headline comes first, then the rest in the order of the reference', () => {
    expect(Object.keys(boxFigures(units))).toEqual([...boxMeasures])
  })

  test('images where nobody drew anything agree wholly, have no matches and no variation', () => {
    const figures = boxFigures([twoOn('a', [], []), twoOn('b', [], [])])
    expect(figures['f1@0.5']?.value).toBe(1)
    expect(figures['soft-f1']?.value).toBe(1)
    expect(figures['mean-iou-penalized']?.value).toBe(1)
    expect(figures['mean-iou-matched']).toMatchObject({ value: null, reason: 'no-matches' })
    expect(figures['label-agreement']).toMatchObject({ value: null, reason: 'no-matches' })
    expect(figures['krippendorff-alpha']).toMatchObject({ value: null, reason: 'no-variation' })
    const pooled = boxFigures([twoOn('a', [], [])], { average: 'micro' })
    expect(pooled['f1@0.5']?.value).toBe(1)
    expect(pooled['mean-iou-matched']).toMatchObject({ value: null, reason: 'no-matches' })
  })

  test('an empty image against a full one counts 0', () => {
    expect(boxFigures([twoOn('a', [], [cat])])['f1@0.5']?.value).toBe(0)
  })

  test("'where' apart from 'what': the same box under two labels", () => {
    const figures = boxFigures([twoOn('a', [cat], [dog])])
    expect(figures['f1@0.5']?.value).toBe(0)
    expect(figures['f1@0.5']?.details.class_agnostic).toBe(1)
    expect(figures['label-agreement']?.value).toBe(0)
  })

  test.each([
    ['no unit', []],
    ['one annotator', [{ item: 'a', ratings: [{ annotator: 'ann', value: [cat] }] }]],
    [
      'no overlap',
      [
        { item: 'a', ratings: [{ annotator: 'ann', value: [cat] }] },
        { item: 'b', ratings: [{ annotator: 'bob', value: [cat] }] },
      ],
    ],
  ])('%s: every figure is null because no values pair', (_, lonely) => {
    for (const figure of Object.values(boxFigures(lonely))) {
      expect(figure).toMatchObject({ value: null, reason: 'no-pairable-values', ci: null })
    }
  })

  test('a box without area, an unknown measure and an impossible threshold are refused', () => {
    expect(() => boxFigures([twoOn('a', [{ ...cat, width: 0 }], [])])).toThrow(/no area/)
    expect(() => boxFigures(units, { measures: ['iou'] })).toThrow(/no measure iou/)
    expect(() => boxFigures(units, { measures: ['f1@1.5'] })).toThrow(/f1@1.5/)
    expect(() => boxFigures(units, { measures: ['krippendorff-alpha'], distance: 'iou' })).toThrow(/iou/)
  })
})

test('pairs of annotators: each pair alone gives what a table of the two alone gives', () => {
  const pairs = boxFigures(units, { pairs: true, measures: ['soft-f1', 'krippendorff-alpha'] })
  for (const [name, figure] of Object.entries(pairs)) {
    expect(figure.details.pairs).toHaveLength(6)
    const alone = units.map((unit) => ({
      ...unit,
      ratings: unit.ratings.filter(({ annotator }) => ['A', 'C'].includes(annotator)),
    }))
    const expected = boxFigures(alone, { measures: [name] })[name]
    expect(figure.details.pairs).toContainEqual({
      annotators: ['A', 'C'],
      value: expected?.value,
      n_items: expected?.n_items,
    })
  }
})

test('the order of images, annotators and boxes changes no figure, nor its seeded interval', () => {
  const seed = fc.integer()
  const reference = boxFigures(units, { bootstrap: 50, seed: 7, pairs: true })
  fc.assert(
    fc.property(fc.shuffledSubarray(units, { minLength: units.length }), seed, (shuffled, turn) => {
      const turned = shuffled.map((unit) => ({
        ...unit,
        ratings: unit.ratings
          .map((rating) => ({ ...rating, value: turn % 2 === 0 ? rating.value.toReversed() : rating.value }))
          .toReversed(),
      }))
      const figures = boxFigures(turned, { bootstrap: 50, seed: 7, pairs: true })
      for (const [name, figure] of Object.entries(figures)) {
        expect(figure.value).toBeCloseTo(reference[name]?.value ?? Number.NaN, 12)
        expect(figure.ci?.[0]).toBeCloseTo(reference[name]?.ci?.[0] ?? Number.NaN, 12)
        expect(figure.ci?.[1]).toBeCloseTo(reference[name]?.ci?.[1] ?? Number.NaN, 12)
      }
    }),
    { numRuns: 20 },
  )
})
