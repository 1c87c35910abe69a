import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alphaByDistance } from './alpha-by-distance'
import { DistanceMemory, KnownDistances } from './distance-memory'
import type { Unit } from './figure'

const near = (a: number, b: number) => Math.abs(a - b) / 10

function unitsOf(rows: readonly (readonly number[])[]): Unit<number>[] {
  return rows.map((row, item) => ({
    item: `item ${item}`,
    ratings: row.map((value, annotator) => ({ annotator: String(annotator), value })),
  }))
}

test('what is remembered changes no figure', () => {
  const rows = fc.array(fc.array(fc.nat(10), { maxLength: 4 }), { maxLength: 12 })
  fc.assert(
    fc.property(fc.array(rows, { minLength: 2, maxLength: 4 }), (studies) => {
      const known = new KnownDistances()
      for (const study of studies) {
        const units = unitsOf(study)
        const asked = { bootstrap: 20, seed: 1 }
        expect(alphaByDistance(units, near, { ...asked, known })).toEqual(alphaByDistance(units, near, asked))
      }
    }),
  )
})

for (const items of [300, 1_000]) {
  test(`after one changed answer of ${items * 3} few pairs are compared`, () => {
    const known = new KnownDistances()
    let compared = 0
    const counting = (a: number, b: number) => {
      compared += 1
      return near(a, b)
    }
    const rows = Array.from({ length: items }, (_, item) => [item, item + 0.25, item + 0.5])
    alphaByDistance(unitsOf(rows), counting, { known })
    const all = compared
    compared = 0
    rows[7] = [7, 7.25, 9999]
    const figure = alphaByDistance(unitsOf(rows), counting, { known })
    expect(all).toBeGreaterThan(90_000)
    expect(compared).toBeLessThan(1_000)
    expect(figure).toEqual(alphaByDistance(unitsOf(rows), near))
    compared = 0
    alphaByDistance(
      [
        ...unitsOf(rows),
        {
          item: 'new',
          ratings: [
            { annotator: '0', value: -1 },
            { annotator: '1', value: -2 },
          ],
        },
      ],
      counting,
      { known },
    )
    expect(compared).toBeLessThan(3_000)
  })
}

test('values that keep changing are let go of before they fill the memory, and the distances stay right', () => {
  const known = new KnownDistances()
  for (let round = 0; round < 5; round += 1) {
    const units = unitsOf(Array.from({ length: 450 }, (_, item) => [round * 1000 + item, round * 1000 + item + 0.5]))
    expect(alphaByDistance(units, near, { known }).value).toBe(alphaByDistance(units, near).value)
  }
})

test('two distances and two tokens are never taken for one another', () => {
  const memory = new DistanceMemory()
  expect(memory.of('words').between(0, 1, () => 0.5)).toBe(0.5)
  expect(memory.of('words').between(1, 0, () => 0.7)).toBe(0.5)
  expect(memory.of('characters').between(0, 1, () => 0.9)).toBe(0.9)
  expect(memory.numberOf('a')).not.toBe(memory.numberOf('b'))
  expect(memory.numberOf('a')).toBe(memory.numberOf('a'))
})

test('the sums of an item are made once for each measure, as long as its answers stay as they are', () => {
  const memory = new DistanceMemory()
  const made: string[] = []
  const sums = (measure: string, answers: unknown[]) =>
    memory.sumsOf(measure, answers, () => {
      made.push(`${measure} ${answers.join()}`)
      return { numerator: answers.length, denominator: 1, pairs: 1, undefinedPairs: 0 }
    })
  sums('f1', ['a', 'b'])
  expect(sums('f1', ['a', 'b']).numerator).toBe(2)
  sums('iou', ['a', 'b'])
  sums('f1', ['a', 'c'])
  expect(made).toEqual(['f1 a,b', 'iou a,b', 'f1 a,c'])
})
