import type { Json } from '@/lib/core/labeler'
import { type BoxEdits, type EditedBox, startEdits } from './box-edits'
import { type Config, rounding, type View } from './schema'

/** What is stored while somebody works: the boxes, the label in hand, and whether 'nothing to box' was said. */
export function toDraft({ boxes, label, nothing }: BoxEdits): Json {
  return {
    label,
    nothing,
    boxes: boxes.map(({ label: name, x, y, width, height, hidden, locked }) => ({
      label: name,
      x,
      y,
      width,
      height,
      hidden,
      locked,
    })),
  }
}

/** Takes up where the draft stopped. Boxes that no longer fit this picture or this project's labels are left out. */
export function fromDraft(draft: Json, { labels }: Config, { image }: View): BoxEdits {
  const names = new Set(labels.map((label) => label.name))
  const stored = isRecord(draft) ? draft : {}
  const list = Array.isArray(stored.boxes) ? stored.boxes : []
  const boxes = list.flatMap((value, index) => {
    const box = readBox(value, index + 1)
    const fits =
      box !== null &&
      names.has(box.label) &&
      box.x >= 0 &&
      box.y >= 0 &&
      box.width >= 1 &&
      box.height >= 1 &&
      box.x + box.width <= image.width + rounding &&
      box.y + box.height <= image.height + rounding
    return fits ? [box] : []
  })
  const label = typeof stored.label === 'string' && names.has(stored.label) ? stored.label : (labels[0]?.name ?? '')
  return startEdits(boxes, label, stored.nothing === true && boxes.length === 0)
}

function readBox(value: Json, id: number): EditedBox | null {
  if (!isRecord(value)) return null
  const { label, x, y, width, height } = value
  if (typeof label !== 'string') return null
  if (typeof x !== 'number' || typeof y !== 'number' || typeof width !== 'number' || typeof height !== 'number')
    return null
  return { id, label, x, y, width, height, hidden: value.hidden === true, locked: value.locked === true }
}

function isRecord(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
