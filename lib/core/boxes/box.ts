import { AppError } from '@/lib/core/errors'

/** A rectangle in continuous pixels, no +1. Without labels all boxes are of one class. */
export interface Box {
  label?: string
  x: number
  y: number
  width: number
  height: number
}

/**
 * Jaccard overlap of two boxes whatever their labels (Jaccard 1901), 0 (apart) to 1 (same). Touching edges count as apart, also where
 * rounding makes 0.1 + 0.2 reach past 0.3.
 */
export function iou(a: Box, b: Box): number {
  const width = overlap(a.x, a.width, b.x, b.width)
  if (width === 0) return 0
  const height = overlap(a.y, a.height, b.y, b.height)
  const both = a.width * a.height + b.width * b.height
  if (both < SMALLEST_AREA || both > LARGEST_AREA) return iouOfShares(width, height, a, b)
  const shared = width * height
  return shared / (both - shared)
}

/** Past these an area under- or overflows, though its sides are numbers. */
const SMALLEST_AREA = 1e-200
const LARGEST_AREA = 1e300

/** The same with lengths as shares of the longer side. */
function iouOfShares(width: number, height: number, a: Box, b: Box): number {
  const wide = Math.max(a.width, b.width)
  const high = Math.max(a.height, b.height)
  const shared = (width / wide) * (height / high)
  return shared / ((a.width / wide) * (a.height / high) + (b.width / wide) * (b.height / high) - shared)
}

/** Rounding is far below this share of a side, a drawn overlap far above. */
const TOUCHING = 1e-10

/** Common length of two stretches that start at `a` and `b`; exact where they are the same. */
function overlap(a: number, lengthA: number, b: number, lengthB: number): number {
  const start = Math.max(a, b)
  const length = Math.min(lengthA - (start - a), lengthB - (start - b))
  return length > TOUCHING * Math.min(lengthA, lengthB) ? length : 0
}

/** The same rectangle with positive width and height: a drag to the left or upwards has negative ones. */
export function normaliseDrag(box: Box): Box {
  return {
    ...box,
    x: Math.min(box.x, box.x + box.width),
    y: Math.min(box.y, box.y + box.height),
    width: Math.abs(box.width),
    height: Math.abs(box.height),
  }
}

/** @throws AppError `invalid-content` where a box has no area or a coordinate is no finite number. */
export function assertArea(boxes: readonly Box[]): void {
  for (const [index, box] of boxes.entries()) {
    const { x, y, width, height } = box
    if (![x, y, width, height].every(Number.isFinite)) {
      throw new AppError('invalid-content', `Box ${index + 1}: x, y, width and height must be finite numbers.`)
    }
    if (width <= 0 || height <= 0) {
      throw new AppError(
        'invalid-content',
        `Box ${index + 1} has no area (width ${width}, height ${height}): give a width and a height above 0.`,
      )
    }
  }
}
