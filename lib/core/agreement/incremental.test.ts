import fc from 'fast-check'
import { expect, test } from 'vitest'
import { categoricalFigures } from './categorical-figures'
import type { Level } from './difference'
import { Coincidences } from './incremental'
import { unitsOfRows } from './units-of-rows.fixture'

const K = 4
const numbers = Float64Array.of(1, 2, 3, 4)
const categories = ['1', '2', '3', '4']
const levels: Level[] = ['nominal', 'ordinal', 'interval', 'ratio']

/** What happens to labels: annotator, item, and the new category or null to take the label back. */
const histories = fc.array(fc.record({ annotator: fc.nat(4), item: fc.nat(5), category: fc.option(fc.nat(K - 1)) }), {
  maxLength: 80,
})

function alphaFromScratch(labels: ReadonlyMap<string, number>, level: Level) {
  const units = Array.from({ length: 6 }, (_, item) => ({
    item: String(item),
    ratings: Array.from({ length: 5 }, (_unused, annotator) => annotator).flatMap((annotator) => {
      const category = labels.get(`${annotator}/${item}`)
      return category === undefined ? [] : [{ annotator: String(annotator), value: categories[category] ?? '' }]
    }),
  }))
  return categoricalFigures(units, { level, categories, bootstrap: 0, seed: 1 })['krippendorff-alpha']
}

test('after any history of labels added, changed and taken back, alpha is the one computed from scratch', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const coincidences = new Coincidences(K)
      const counts = Array.from({ length: 6 }, () => new Int32Array(K))
      const labels = new Map<string, number>()
      for (const { annotator, item, category } of history) {
        const key = `${annotator}/${item}`
        const before = labels.get(key)
        const unit = counts[item] ?? new Int32Array(K)
        if (before === undefined && category !== null) coincidences.add(unit, category)
        if (before !== undefined && category === null) coincidences.remove(unit, before)
        if (before !== undefined && category !== null) coincidences.change(unit, before, category)
        if (category === null) labels.delete(key)
        else labels.set(key, category)
      }
      for (const level of levels) {
        const scratch = alphaFromScratch(labels, level)
        const kept = coincidences.alpha(level, numbers)
        expect(kept.reason).toBe(scratch?.reason)
        if (kept.value !== null) expect(kept.value).toBeCloseTo(scratch?.value ?? Number.NaN, 12)
      }
    }),
    { numRuns: 200 },
  )
})

test('what is stored and read back goes on counting, and nothing remains of labels taken back', () => {
  const coincidences = new Coincidences(2)
  const unit = new Int32Array(2)
  coincidences.add(unit, 0)
  coincidences.add(unit, 1)
  expect(coincidences.toStored()).toEqual({ nCategories: 2, sums: [{ ratings: 2, cells: [0, 1, 1, 0] }] })
  const restored = Coincidences.from(JSON.parse(JSON.stringify(coincidences.toStored())))
  restored.change(unit, 1, 0)
  expect(restored.toStored().sums).toEqual([{ ratings: 2, cells: [2, 0, 0, 0] }])
  restored.remove(unit, 0)
  expect(restored.toStored().sums).toEqual([])
  expect(restored.alpha('nominal').reason).toBe('no-pairable-values')
})

test('two ratings of a unit enter twice, as c–k and as k–c (Krippendorff 2011, section B)', () => {
  const units = unitsOfRows(['1 1 2 2 4 3 3', '2 1 2 2 2 3 3'])
  const coincidences = new Coincidences(K)
  for (const { ratings } of units) {
    const unit = new Int32Array(K)
    for (const { value } of ratings) coincidences.add(unit, categories.indexOf(value))
  }
  expect(Array.from(coincidences.coincidences())).toEqual([2, 1, 0, 0, 1, 4, 0, 1, 0, 0, 4, 0, 0, 1, 0, 0])
})
