import { contains, type Handle, handleAt, handlesOf, onOutline, type Point, type Rect } from './geometry'

export interface HitBox extends Rect {
  id: number
  hidden: boolean
  locked: boolean
  /** Size of its name tag in screen pixels; it hangs over the upper left corner. */
  tag: { width: number; height: number }
}

export type Hit = { on: 'handle'; id: number; handle: Handle } | { on: 'box'; id: number } | null

interface Aim {
  /** Image pixels a screen pixel covers. */
  pixel: number
  /** Screen pixels around a handle or line that count as on it: 12 for a mouse, 22 for a finger. */
  reach: number
  selectedId: number | null
  /** Whether the inside of a box counts as the box (it does not while drawing, else nothing could be drawn in a box). */
  insides: boolean
}

/** What lies under a point of the image: a handle of the selected box first, then the smallest box there. */
export function hitAt(point: Point, boxes: readonly HitBox[], aim: Aim): Hit {
  const selected = boxes.find((box) => box.id === aim.selectedId)
  const handle = selected && !selected.hidden && !selected.locked ? nearestHandle(point, selected, aim) : null
  if (selected && handle) return { on: 'handle', id: selected.id, handle }
  const box = smallest(boxes.filter((candidate) => !candidate.hidden && isOn(point, candidate, aim)))
  return box ? { on: 'box', id: box.id } : null
}

function nearestHandle(point: Point, box: HitBox, aim: Aim): Handle | null {
  let best: Handle | null = null
  let closest = aim.reach * aim.pixel
  for (const handle of handlesOf(box, 28 * aim.pixel)) {
    const at = handleAt(box, handle)
    const away = Math.max(Math.abs(at.x - point.x), Math.abs(at.y - point.y))
    if (away > closest) continue
    closest = away
    best = handle
  }
  return best
}

function isOn(point: Point, box: HitBox, { pixel, reach, insides }: Aim): boolean {
  if (insides && contains(box, point)) return true
  if (onOutline(box, point, (reach / 2) * pixel)) return true
  const tag = {
    x: box.x,
    y: box.y - box.tag.height * pixel,
    width: box.tag.width * pixel,
    height: box.tag.height * pixel,
  }
  return box.tag.width > 0 && contains(tag, point)
}

function smallest<Box extends Rect>(boxes: readonly Box[]): Box | null {
  return boxes.reduce<Box | null>(
    (best, box) => (best && best.width * best.height < box.width * box.height ? best : box),
    null,
  )
}
