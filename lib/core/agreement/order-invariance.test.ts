import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alphaByDistance } from './alpha-by-distance'
import { categoricalFigures } from './categorical-figures'
import { confusionMatrix } from './confusion-matrix'
import type { Figure, Figures, Unit } from './figure'

const raters = ['ann', 'bob', 'cat', 'dan']

/** Up to 15 items; each annotator gave one of four numbers or nothing. */
const tables = fc.array(fc.array(fc.constantFrom(null, '1', '2', '3', '4'), { minLength: 4, maxLength: 4 }), {
  minLength: 1,
  maxLength: 15,
})

function unitsOf(rows: (string | null)[][]): Unit<string>[] {
  return rows.map((row, item) => ({
    item: `item ${item}`,
    ratings: row.flatMap((value, rater) => (value === null ? [] : [{ annotator: raters[rater] ?? '', value }])),
  }))
}

/** A permutation decided by one number. */
function shuffled<Thing>(things: readonly Thing[], seed: number): Thing[] {
  return things
    .map((thing, place) => ({ thing, key: Math.imul(place + 1, seed * 2 + 1) >>> 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ thing }) => thing)
}

function reordered(units: Unit<string>[], seed: number): Unit<string>[] {
  return shuffled(units, seed).map(({ item, ratings }) => ({ item, ratings: shuffled(ratings, seed + 1) }))
}

function expectSame(a: Figure | undefined, b: Figure | undefined): void {
  const numbers = (figure: Figure | undefined) => [figure?.value, figure?.se, figure?.ci?.[0], figure?.ci?.[1]]
  numbers(a).forEach((number, place) => {
    const other = numbers(b)[place]
    if (typeof number === 'number' && typeof other === 'number') expect(Math.abs(number - other)).toBeLessThan(1e-12)
    else expect(number).toBe(other)
  })
  expect([a?.reason, a?.n_items, a?.n_pairable, a?.n_annotators, a?.note]).toEqual([
    b?.reason,
    b?.n_items,
    b?.n_pairable,
    b?.n_annotators,
    b?.note,
  ])
}

function expectSameFigures(a: Figures, b: Figures): void {
  expect(Object.keys(a)).toEqual(Object.keys(b))
  for (const name of Object.keys(a)) expectSame(a[name], b[name])
}

test('the order of items, annotators and lines moves no categorical figure and no interval', () => {
  fc.assert(
    fc.property(
      tables,
      fc.nat(1_000_000),
      fc.constantFrom('nominal', 'ordinal', 'interval', 'ratio' as const),
      (rows, seed, level) => {
        const units = unitsOf(rows)
        const options = { level, bootstrap: 20, seed: 5, interval: 'bca' } as const
        expectSameFigures(categoricalFigures(units, options), categoricalFigures(reordered(units, seed), options))
      },
    ),
    { numRuns: 150 },
  )
})

test('the names of annotators move no figure of more than two', () => {
  fc.assert(
    fc.property(tables, (rows) => {
      const named = unitsOf(rows)
      const renamed = named.map(({ item, ratings }) => ({
        item,
        ratings: ratings.map(({ annotator, value }) => ({ annotator: annotator === 'ann' ? 'zoe' : annotator, value })),
      }))
      const options = { level: 'ordinal', bootstrap: 0, seed: 1 } as const
      expectSameFigures(categoricalFigures(named, options), categoricalFigures(renamed, options))
    }),
  )
})

test('the order of items and annotators moves no alpha of a distance, exact or sampled, and no interval', () => {
  const distance = (a: string, b: string) => Math.abs(Number(a) - Number(b)) / 3
  fc.assert(
    fc.property(tables, fc.nat(1_000_000), (rows, seed) => {
      const units = unitsOf(rows)
      const options = { bootstrap: 20, seed: 5 }
      expectSame(alphaByDistance(units, distance, options), alphaByDistance(reordered(units, seed), distance, options))
    }),
  )
  const many = unitsOf(
    Array.from({ length: 700 }, (_, item) => ['1', String(1 + (item % 4)), String(1 + (item % 3)), null]),
  )
  expectSame(alphaByDistance(many, distance), alphaByDistance(reordered(many, 77), distance))
})

test('the order of items and annotators moves no confusion matrix and no agreement of a pair', () => {
  fc.assert(
    fc.property(tables, fc.nat(1_000_000), (rows, seed) => {
      const units = unitsOf(rows)
      const turned = reordered(units, seed)
      for (const options of [{}, { annotators: ['ann', 'cat'] as [string, string] }]) {
        const [plain, other] = [confusionMatrix(units, options), confusionMatrix(turned, options)]
        expect(other.categories).toEqual(plain.categories)
        plain.counts.flat().forEach((count, cell) => {
          expect(other.counts.flat()[cell]).toBeCloseTo(count, 12)
        })
      }
    }),
  )
})
