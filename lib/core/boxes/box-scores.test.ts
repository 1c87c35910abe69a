import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ratio } from '@/lib/core/pair-scores/fraction'
import { type Box, iou } from './box'
import { f1At, labelAgreementFraction, matchedIouFraction, penalisedIouFraction, softF1 } from './box-scores'
import { matchBoxes, sumOfIou } from './match-boxes'
import oracle from './scipy-coco.oracle.json'

const labelled = (label: string, x: number, y: number, width: number, height: number): Box => ({
  label,
  x,
  y,
  width,
  height,
})

function toBoxes(rows: (string | number)[][]): Box[] {
  return rows.map(([label, ...numbers]) => {
    const [x, y, width, height] = numbers.map(Number)
    return labelled(String(label), x ?? 0, y ?? 0, width ?? 0, height ?? 0)
  })
}

const size = fc.integer({ min: 1, max: 12 })
const position = fc.integer({ min: 0, max: 12 })
const boxes = (most: number) =>
  fc.array(fc.record({ label: fc.constantFrom('cat', 'dog'), x: position, y: position, width: size, height: size }), {
    maxLength: most,
  })

/** The greatest sum over all one-to-one assignments, by trying them all. */
function bestSum(a: Box[], b: Box[], worth: (p: Box, q: Box) => number): number {
  const [first, ...rest] = a
  if (!first) return 0
  const without = bestSum(rest, b, worth)
  const withEach = b.map((partner, index) => worth(first, partner) + bestSum(rest, b.toSpliced(index, 1), worth))
  return Math.max(without, ...withEach)
}

describe('box scores equal pycocotools + scipy', () => {
  test.each(oracle.cases.map((item, index) => ({ index, item })))('case $index', ({ item }) => {
    const a = toBoxes(item.a)
    const b = toBoxes(item.b)
    for (const [classAgnostic, expected] of [
      [false, item.aware],
      [true, item.agnostic],
    ] as const) {
      expect(softF1(a, b, { classAgnostic })).toBeCloseTo(expected.softF1, 12)
      expect(ratio(penalisedIouFraction(a, b, { classAgnostic }), 1)).toBeCloseTo(expected.penalised, 12)
      expect(ratio(matchedIouFraction(a, b, { classAgnostic }), null)).toBeCloseTo(expected.matched, 12)
      expect(f1At(0.3, a, b, { classAgnostic })).toBeCloseTo(expected['f1@0.3'], 12)
      expect(f1At(0.5, a, b, { classAgnostic })).toBeCloseTo(expected['f1@0.5'], 12)
    }
    expect(ratio(labelAgreementFraction(a, b), null)).toBe(item.label)
  })
})

describe('matching', () => {
  test('finds the greatest sum of IoU and the most pairs above a threshold, as trying all assignments does', () => {
    fc.assert(
      fc.property(boxes(5), boxes(5), (a, b) => {
        const aware = (p: Box, q: Box) => (p.label === q.label ? iou(p, q) : 0)
        expect(sumOfIou(a, b)).toBeCloseTo(bestSum(a, b, aware), 12)
        expect(sumOfIou(a, b, { classAgnostic: true })).toBeCloseTo(bestSum(a, b, iou), 12)
        const reaches = (p: Box, q: Box) => (iou(p, q) >= 0.2 - 1e-9 ? 1 : 0)
        const most = (2 * bestSum(a, b, reaches)) / (a.length + b.length || 1)
        expect(f1At(0.2, a, b, { classAgnostic: true })).toBeCloseTo(a.length + b.length ? most : 1, 12)
      }),
      { numRuns: 200 },
    )
  })

  test('F1 at a threshold counts more pairs than the matching of greatest sum where that one sacrifices a pair', () => {
    // Four stretches in a row: the best sum takes the perfect middle pair alone, cardinality takes two pairs of IoU ≥ 1/3.
    const a = [labelled('x', 0, 0, 10, 1), labelled('x', 5, 0, 10, 1)]
    const b = [labelled('x', 5, 0, 10, 1), labelled('x', 10, 0, 10, 1)]
    expect(matchBoxes(a, b).map((pair) => pair.iou)).toEqual([1])
    expect(f1At(0.3, a, b)).toBe(1)
  })

  test('takes equal labels where the overlap leaves a choice', () => {
    const twice = [labelled('cat', 0, 0, 10, 10), labelled('dog', 0, 0, 10, 10)]
    // Either box may go with either: .8 + .9 both ways.
    const drawnSmaller = [labelled('dog', 0, 0, 10, 8), labelled('cat', 0, 0, 10, 9)]
    expect(ratio(labelAgreementFraction(twice, drawnSmaller), null)).toBe(1)
  })

  test('seen from the other annotator the matching is the same, also among many equal choices', () => {
    const coarse = fc.array(
      fc.record({
        label: fc.constantFrom('cat', 'dog'),
        x: fc.nat(2),
        y: fc.nat(2),
        width: fc.integer({ min: 1, max: 2 }),
        height: fc.integer({ min: 1, max: 2 }),
      }),
      { minLength: 2, maxLength: 5 },
    )
    // One that would come out otherwise if the first list always chose.
    const contested: [Box[], Box[]] = [
      [
        labelled('cat', 2, 0, 1, 1),
        labelled('cat', 1, 0, 2, 1),
        labelled('cat', 0, 0, 1, 1),
        labelled('cat', 2, 1, 1, 2),
      ],
      [labelled('cat', 2, 0, 1, 1), labelled('cat', 0, 0, 1, 1), labelled('cat', 2, 0, 1, 2)],
    ]
    fc.assert(
      fc.property(coarse, coarse, (a, b) => {
        const options = { classAgnostic: true }
        const there = matchBoxes(a, b, options).map((pair) => JSON.stringify([a[pair.a], b[pair.b]]))
        const back = matchBoxes(b, a, options).map((pair) => JSON.stringify([a[pair.b], b[pair.a]]))
        expect(there.sort()).toEqual(back.sort())
      }),
      { numRuns: 300, examples: [contested] },
    )
  })

  test('an IoU that rounding puts just below the threshold reaches it', () => {
    const whole = [labelled('x', 0, 0, 0.3, 1)]
    const half = [labelled('x', 0, 0, 0.15, 1)]
    expect(iou(whole[0] ?? labelled('x', 0, 0, 1, 1), half[0] ?? labelled('x', 0, 0, 1, 1))).toBeCloseTo(0.5, 12)
    expect(f1At(0.5, whole, half)).toBe(1)
    expect(f1At(0.5 + 1e-10, whole, half)).toBe(1)
    expect(f1At(0.51, whole, half)).toBe(0)
  })
})

describe('degenerate images', () => {
  const one = [labelled('cat', 0, 0, 10, 10)]
  test('both empty count 1, one empty 0, and the matched mean is undefined without a match', () => {
    expect(softF1([], [])).toBe(1)
    expect(f1At(0.5, [], [])).toBe(1)
    expect(ratio(penalisedIouFraction([], []), 1)).toBe(1)
    expect(ratio(matchedIouFraction([], []), null)).toBeNull()
    expect(softF1(one, [])).toBe(0)
    expect(f1At(0.5, [], one)).toBe(0)
    expect(ratio(labelAgreementFraction(one, []), null)).toBeNull()
  })

  test('the same box under another label counts 0, and 1 when labels are set aside', () => {
    const other = [labelled('dog', 0, 0, 10, 10)]
    expect(softF1(one, other)).toBe(0)
    expect(softF1(one, other, { classAgnostic: true })).toBe(1)
    expect(ratio(labelAgreementFraction(one, other), null)).toBe(0)
  })
})

test('box scores are symmetric, 1 on the same boxes, within [0, 1], and blind to the order of boxes', () => {
  fc.assert(
    fc.property(boxes(8), boxes(8), fc.boolean(), (a, b, classAgnostic) => {
      const scores = [
        (p: Box[], q: Box[]) => softF1(p, q, { classAgnostic }),
        (p: Box[], q: Box[]) => f1At(0.5, p, q, { classAgnostic }),
        (p: Box[], q: Box[]) => ratio(penalisedIouFraction(p, q, { classAgnostic }), 1),
        (p: Box[], q: Box[]) => ratio(matchedIouFraction(p, q, { classAgnostic }), 1),
        (p: Box[], q: Box[]) => ratio(labelAgreementFraction(p, q), 1),
      ]
      for (const score of scores) {
        const value = score(a, b)
        expect(score(b, a)).toBeCloseTo(value, 12)
        expect(score(a.toReversed(), b.toReversed())).toBeCloseTo(value, 12)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1)
        expect(score(a, a.toReversed())).toBe(1)
      }
    }),
    { numRuns: 300 },
  )
})
