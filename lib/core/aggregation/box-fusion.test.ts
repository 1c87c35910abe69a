import { expect, test } from 'vitest'
import type { Box } from '@/lib/core/boxes/box'
import { boxFusion } from './box-fusion'
import { oracle, unitsOf } from './oracle.fixture'

function boxOf([x = 0, y = 0, width = 0, height = 0]: number[]): Box {
  return { x, y, width, height }
}

test('objects that everybody sees apart are fused as ensemble-boxes fuses them with equal scores', () => {
  for (const { lists, fused } of oracle['boxes ensemble-boxes']) {
    const [result] = Object.values(
      boxFusion(unitsOf(Object.fromEntries(lists.map((own, a) => [`a${a}`, own.map(boxOf)])))).items,
    )
    const byPlace = (p: Box, q: Box) => p.x - q.x
    const said = fused.map((row) => ({ ...boxOf(row), votes: row[4] })).sort(byPlace)
    const own = (result?.value ?? []).toSorted(byPlace)
    expect(own.map(({ votes }) => votes)).toEqual(said.map(({ votes }) => votes))
    for (const [i, box] of said.entries()) {
      for (const side of ['x', 'y', 'width', 'height'] as const) expect(own[i]?.[side]).toBeCloseTo(box[side], 6)
    }
  }
})

test('by hand: overlapping boxes of one label become their mean, other labels stay apart', () => {
  const cat = (x: number): Box => ({ label: 'cat', x, y: 0, width: 10, height: 10 })
  const result = boxFusion(unitsOf({ p: [cat(0)], q: [cat(2)], r: [{ ...cat(1), label: 'dog' }] }))
  expect(result.items[1]).toEqual({
    value: [
      { label: 'cat', x: 1, y: 0, width: 10, height: 10, votes: 2 },
      { label: 'dog', x: 1, y: 0, width: 10, height: 10, votes: 1 },
    ],
    n: 3,
  })
})

test('an overlap of exactly the threshold is enough, one below is not', () => {
  const pair = unitsOf({ p: [boxOf([0, 0, 10, 10])], q: [boxOf([0, 0, 10, 5])] })
  expect(boxFusion(pair, { iouThreshold: 0.5 }).items[1]?.value).toHaveLength(1)
  expect(boxFusion(pair, { iouThreshold: 0.51 }).items[1]?.value).toHaveLength(2)
})

test('two boxes of one annotator are two objects, however much they overlap', () => {
  const twins = [boxOf([0, 0, 10, 10]), boxOf([1, 0, 10, 10])]
  const { value } = boxFusion(unitsOf({ p: twins, q: twins })).items[1] ?? { value: null }
  expect(value).toEqual([
    { ...boxOf([0, 0, 10, 10]), votes: 2 },
    { ...boxOf([1, 0, 10, 10]), votes: 2 },
  ])
})

test('weights draw the box towards who counts more', () => {
  const units = unitsOf({ p: [boxOf([0, 0, 10, 10])], q: [boxOf([2, 0, 10, 10])] })
  expect(boxFusion(units, { weights: new Map([['p', 3]]) }).items[1]?.value?.[0]?.x).toBe(0.5)
})

test('everybody saw nothing: an empty answer; nobody looked: none, and why', () => {
  expect(boxFusion(unitsOf<Box[]>({ p: [], q: [] })).items[1]).toEqual({ value: [], n: 2 })
  expect(boxFusion(unitsOf<Box[]>({}))).toMatchObject({ reason: 'no-votes', items: { 1: { value: null, n: 0 } } })
})
