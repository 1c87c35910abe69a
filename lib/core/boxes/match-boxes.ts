import { maximumWeightMatching, positiveEdges } from './assignment'
import { type Box, iou } from './box'

export interface BoxOptions {
  /** Match boxes whatever their label. Otherwise boxes of different labels overlap by 0. */
  classAgnostic?: boolean
}

export interface MatchedBoxes {
  /** Index in the first list. */
  a: number
  /** Index in the second list. */
  b: number
  iou: number
}

/** So small that it only ever decides between matchings of equal overlap. */
const SAME_LABEL_BONUS = 1e-10

/**
 * One-to-one matching of two box lists that maximises the sum of IoU; boxes that overlap nothing stay unmatched.
 * Where several matchings have the same sum, the one with more equal labels is taken, then the one a fixed order of the boxes
 * gives: the order of either list, and of the lists, changes nothing.
 */
export function matchBoxes(a: readonly Box[], b: readonly Box[], options: BoxOptions = {}): MatchedBoxes[] {
  const left = inFixedOrder(a)
  const right = inFixedOrder(b)
  if (compareLists(left, right) > 0) {
    return matchOrdered(right, left, options).map((pair) => ({ a: pair.b, b: pair.a, iou: pair.iou }))
  }
  return matchOrdered(left, right, options)
}

/** Sum of IoU over the matching of `matchBoxes`, without the pairs. */
export function sumOfIou(a: readonly Box[], b: readonly Box[], options: BoxOptions = {}): number {
  const edges = positiveEdges(a.length, b.length, overlapOf(a, b, options))
  return maximumWeightMatching(edges).reduce((sum, edge) => sum + edge.weight, 0)
}

/** IoU of the i-th and the j-th box under the label rule. */
export function overlapOf(a: readonly Box[], b: readonly Box[], options: BoxOptions): (i: number, j: number) => number {
  return (i, j) => {
    const first = a[i]
    const second = b[j]
    if (!first || !second) return 0
    if (!options.classAgnostic && first.label !== second.label) return 0
    return iou(first, second)
  }
}

interface PlacedBox {
  box: Box
  index: number
}

function matchOrdered(left: PlacedBox[], right: PlacedBox[], options: BoxOptions): MatchedBoxes[] {
  const leftBoxes = left.map((placed) => placed.box)
  const rightBoxes = right.map((placed) => placed.box)
  const overlap = overlapOf(leftBoxes, rightBoxes, options)
  const edges = positiveEdges(left.length, right.length, (i, j) => {
    const shared = overlap(i, j)
    const sameLabel = leftBoxes[i]?.label === rightBoxes[j]?.label
    return shared > 0 && sameLabel ? shared + SAME_LABEL_BONUS : shared
  })
  return maximumWeightMatching(edges).flatMap((edge) => {
    const first = left[edge.a]
    const second = right[edge.b]
    return first && second ? [{ a: first.index, b: second.index, iou: overlap(edge.a, edge.b) }] : []
  })
}

function inFixedOrder(boxes: readonly Box[]): PlacedBox[] {
  return boxes.map((box, index) => ({ box, index })).sort((p, q) => compareBoxes(p.box, q.box))
}

function compareLists(left: PlacedBox[], right: PlacedBox[]): number {
  for (const [index, placed] of left.entries()) {
    const other = right[index]
    if (!other) return 1
    const order = compareBoxes(placed.box, other.box)
    if (order !== 0) return order
  }
  return left.length - right.length
}

function compareBoxes(p: Box, q: Box): number {
  return p.x - q.x || p.y - q.y || p.width - q.width || p.height - q.height || compareLabels(p.label, q.label)
}

function compareLabels(p = '', q = ''): number {
  if (p === q) return 0
  return p < q ? -1 : 1
}
