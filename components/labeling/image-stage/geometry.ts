export interface Point {
  x: number
  y: number
}

export interface Size {
  width: number
  height: number
}

export interface Rect extends Point, Size {}

/** Handles by compass: n is the upper edge, se the lower right corner. */
export const handles = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const
export type Handle = (typeof handles)[number]

/** Pixels: nothing smaller can be drawn or made. */
const least = 1

/** The rectangle between two corners, inside the image, on whole pixels; null where it would be less than 1 px. */
export function rectBetween(a: Point, b: Point, image: Size): Rect | null {
  const [left, right] = span(a.x, b.x, image.width)
  const [top, bottom] = span(a.y, b.y, image.height)
  if (right - left < least || bottom - top < least) return null
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** The rectangle moved by whole pixels and stopped at the borders of the image; its size stays. */
export function movedBy(rect: Rect, dx: number, dy: number, image: Size): Rect {
  return {
    ...rect,
    x: clamp(Math.round(rect.x + dx), 0, image.width - rect.width),
    y: clamp(Math.round(rect.y + dy), 0, image.height - rect.height),
  }
}

/** The rectangle with the edges of one handle moved, on whole pixels, inside the image; an edge stops 1 px before its opposite. */
export function resizedBy(rect: Rect, handle: Handle, dx: number, dy: number, image: Size): Rect {
  let { x: left, y: top } = rect
  let right = rect.x + rect.width
  let bottom = rect.y + rect.height
  if (handle.includes('w')) left = clamp(Math.round(left + dx), 0, right - least)
  if (handle.includes('e')) right = clamp(Math.round(right + dx), left + least, image.width)
  if (handle.includes('n')) top = clamp(Math.round(top + dy), 0, bottom - least)
  if (handle.includes('s')) bottom = clamp(Math.round(bottom + dy), top + least, image.height)
  // Between fractions of pixels the difference may come out a hair below 1.
  return { x: left, y: top, width: Math.max(least, right - left), height: Math.max(least, bottom - top) }
}

/** A rectangle typed in numbers, brought inside the image. */
export function inside(rect: Rect, image: Size): Rect {
  const width = clamp(rect.width, least, image.width)
  const height = clamp(rect.height, least, image.height)
  return { x: clamp(rect.x, 0, image.width - width), y: clamp(rect.y, 0, image.height - height), width, height }
}

export function handleAt(rect: Rect, handle: Handle): Point {
  const along = (low: string, high: string, from: number, length: number) => {
    if (handle.includes(low)) return from
    return handle.includes(high) ? from + length : from + length / 2
  }
  return { x: along('w', 'e', rect.x, rect.width), y: along('n', 's', rect.y, rect.height) }
}

/** Corners always; the middle of an edge only where there is room between them. `room` in image pixels. */
export function handlesOf(rect: Rect, room: number): Handle[] {
  return handles.filter((handle) => {
    if (handle === 'n' || handle === 's') return rect.width >= room
    if (handle === 'e' || handle === 'w') return rect.height >= room
    return true
  })
}

export function contains(rect: Rect, point: Point, margin = 0): boolean {
  return (
    point.x >= rect.x - margin &&
    point.x <= rect.x + rect.width + margin &&
    point.y >= rect.y - margin &&
    point.y <= rect.y + rect.height + margin
  )
}

/** Near the outline, within `reach` on either side. */
export function onOutline(rect: Rect, point: Point, reach: number): boolean {
  const core = {
    x: rect.x + reach,
    y: rect.y + reach,
    width: rect.width - 2 * reach,
    height: rect.height - 2 * reach,
  }
  return contains(rect, point, reach) && !(core.width > 0 && core.height > 0 && contains(core, point))
}

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}

function span(a: number, b: number, length: number): [number, number] {
  const from = clamp(Math.round(a), 0, length)
  const to = clamp(Math.round(b), 0, length)
  return from < to ? [from, to] : [to, from]
}
