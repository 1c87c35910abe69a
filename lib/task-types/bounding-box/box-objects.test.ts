import { expect, test } from 'vitest'
import { annotatorPairs, boxObjects, overlapIn } from './box-objects'

const box = (label: string, x: number, width = 10) => ({ label, x, y: 0, width, height: 10 })

test('boxes around the same thing stand together, whoever drew them and in whatever order', () => {
  const objects = boxObjects([[box('Cat', 0), box('Eye', 50)], [box('Eye', 52), box('Cat', 1)], [box('Ear', 90)]])
  expect(objects.map(({ label, boxes }) => [label, boxes.map((drawn) => drawn?.x ?? null)])).toEqual([
    ['Cat', [0, 1, null]],
    ['Eye', [50, 52, null]],
    ['Ear', [null, null, 90]],
  ])
})

test('the same place under another label is another thing', () => {
  expect(boxObjects([[box('Cat', 0)], [box('Eye', 0)]])).toHaveLength(2)
})

test('each pair has its soft F1 and, for each thing both drew, its overlap', () => {
  const answers = [[box('Cat', 0)], [box('Cat', 5)], []]
  const pairs = annotatorPairs(answers)
  expect(pairs.map((pair) => [pair.first, pair.second])).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ])
  expect(pairs[0]?.softF1).toBeCloseTo(1 / 3, 12)
  expect(pairs[1]?.softF1).toBe(0)
  const [object] = boxObjects(answers)
  if (!object) throw new Error('one thing was drawn')
  expect(pairs.map((pair) => overlapIn(object, pair))).toEqual([expect.closeTo(1 / 3, 12), null, null])
})
