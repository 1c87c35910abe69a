import type { ExportTally } from '../export/contract'
import type { FormatBox } from '../formats/boxed-images'
import type { MirroredAnnotation } from './mirror'

interface Size {
  width: number | null
  height: number | null
}

/** Boxes as an answer: inside the picture where its size is known. What an answer has no place for is counted. */
export function boxAnswer(
  annotator: string,
  boxes: readonly FormatBox[],
  size: Size,
  tally: ExportTally,
): MirroredAnnotation {
  return { annotator, answer: { boxes: boxes.flatMap((box) => inside(box, size, tally)) } }
}

function inside(box: FormatBox, { width, height }: Size, tally: ExportTally) {
  if (box.attributes && Object.keys(box.attributes).length > 0) tally.count('attributes of boxes left out')
  if (box.crowd) tally.count('marks of crowds left out')
  const across = cut(box.x, box.width, width)
  const down = cut(box.y, box.height, height)
  if (across === null || down === null) {
    tally.count('boxes smaller than a pixel or outside the image left out')
    return []
  }
  if (across.cut || down.cut) tally.count('boxes cut at the border of the image')
  return [{ label: box.label, x: across.start, y: down.start, width: across.length, height: down.length }]
}

/** Rounding in doubles may push an edge this far (pixels) over the border: no cut. */
const rounding = 1e-6

function cut(start: number, length: number, side: number | null) {
  const end = start + length
  const over = start < 0 || (side !== null && end > side + rounding)
  const from = Math.max(start, 0)
  const to = side === null ? end : Math.min(end, Math.max(side, from))
  const kept = over ? to - from : length
  return kept < 1 ? null : { start: over ? from : start, length: kept, cut: over }
}
