import { z } from 'zod'
import { AppError } from '../errors'
import { type BoxedImage, type BoxSet, categoriesOf, type FormatBox, oneClass, type PercentBox } from './boxed-images'
import type { FormatFile, FormatTally } from './format-file'
import { percentOf, pixelsOf } from './percent'

/** Label Studio's JSON with rectangle labels, boxes in percent of the image. */
export function writeLabelStudioBoxes({ images }: BoxSet, tally: FormatTally): FormatFile[] {
  const tasks = images.map((image, index) => ({
    id: index + 1,
    data: { image: image.file, width: image.width, height: image.height },
    annotations: image.answers.map(({ annotator, boxes }) => ({
      ...(annotator === '' ? {} : { completed_by: { email: annotator } }),
      result: boxes.map((box, place) => rectangle(image, box, `${index + 1}-${place + 1}`, tally)),
    })),
  }))
  return [{ file: 'label-studio.json', data: `${JSON.stringify(tasks, null, 1)}\n` }]
}

function rectangle({ file, width, height }: BoxedImage, box: FormatBox, id: string, tally: FormatTally) {
  if (width === null || height === null)
    throw new AppError('bad-input', `image “${file}”: its size is unknown; give image_width and image_height.`)
  if (box.crowd) tally.count('marks of crowds left out')
  return {
    id,
    type: 'rectanglelabels',
    from_name: 'label',
    to_name: 'image',
    original_width: width,
    original_height: height,
    image_rotation: 0,
    value: { ...(box.percent ?? percentBox(box, width, height)), rotation: 0, rectanglelabels: [box.label] },
    ...(box.attributes ? { meta: box.attributes } : {}),
  }
}

function percentBox(box: FormatBox, width: number, height: number): PercentBox {
  return {
    x: percentOf(box.x, width),
    y: percentOf(box.y, height),
    width: percentOf(box.width, width),
    height: percentOf(box.height, height),
  }
}

const number = z.number()
const completedBy = z.union([
  z.number(),
  z.string(),
  z.looseObject({ email: z.string().nullish(), id: number.nullish() }),
])
const rectangleSchema = z.looseObject({
  original_width: number.positive(),
  original_height: number.positive(),
  value: z.looseObject({
    x: number,
    y: number,
    width: number,
    height: number,
    rotation: number.nullish(),
    rectanglelabels: z.array(z.string()).nullish(),
  }),
  meta: z.record(z.string(), z.unknown()).nullish(),
})
const annotationSchema = z.looseObject({
  result: z.array(z.looseObject({ type: z.string() })),
  completed_by: completedBy.nullish(),
  was_cancelled: z.boolean().nullish(),
})
const labelStudioTasks = z.array(
  z.looseObject({
    id: z.union([z.number(), z.string()]).nullish(),
    data: z.record(z.string(), z.unknown()),
    annotations: z.array(annotationSchema).nullish(),
    predictions: z.array(z.unknown()).nullish(),
  }),
  { error: 'this is no list of tasks as Label Studio exports it (JSON, not JSON-MIN).' },
)
export type LabelStudioTask = z.infer<typeof labelStudioTasks>[number]
type LabelStudioAnnotation = z.infer<typeof annotationSchema>

/** Skipped annotations, predictions and other regions than rectangles are left out and counted. @throws AppError `bad-input` */
export function readLabelStudioBoxes(value: unknown, tally: FormatTally): BoxSet {
  const images = tasksOf(value, tally).map((task): BoxedImage => {
    const name = ['image', 'img', 'url'].map((key) => task.data[key]).find((entry) => typeof entry === 'string')
    const file = name ?? Object.values(task.data).find((entry) => typeof entry === 'string')
    if (typeof file !== 'string')
      throw new AppError('bad-input', `task ${task.id ?? 'without an id'}: data names no image.`)
    const read = (task.annotations ?? []).flatMap((annotation) => answerOf(annotation, file, tally))
    const { width, height } = { width: sideOf(task.data.width), height: sideOf(task.data.height) }
    return {
      file,
      width: read.find((answer) => answer.width !== null)?.width ?? width,
      height: read.find((answer) => answer.height !== null)?.height ?? height,
      answers: read.map(({ annotator, boxes }) => ({ annotator, boxes })),
    }
  })
  return { categories: categoriesOf(images, undefined), images }
}

export function tasksOf(value: unknown, tally: FormatTally): LabelStudioTask[] {
  const result = labelStudioTasks.safeParse(value)
  if (!result.success) {
    const [issue] = result.error.issues
    const own = issue?.message.startsWith('Invalid') ? 'this is not what Label Studio writes here.' : issue?.message
    throw new AppError('bad-input', `field “${issue?.path.join('.') ?? ''}”: ${own ?? 'this cannot be read.'}`, {
      cause: result.error,
    })
  }
  for (const { predictions } of result.data) {
    if (predictions && predictions.length > 0) tally.count('predictions left out', predictions.length)
  }
  return result.data
}

export function annotatorOf({ completed_by }: LabelStudioAnnotation): string {
  if (completed_by === undefined || completed_by === null) return ''
  if (typeof completed_by !== 'object') return String(completed_by)
  return completed_by.email ?? (typeof completed_by.id === 'number' ? String(completed_by.id) : '')
}

function answerOf(annotation: LabelStudioAnnotation, file: string, tally: FormatTally) {
  if (annotation.was_cancelled) {
    tally.count('skipped annotations left out')
    return []
  }
  const boxes: FormatBox[] = []
  let size: { width: number; height: number } | null = null
  for (const region of annotation.result) {
    if (region.type !== 'rectanglelabels' && region.type !== 'rectangle') {
      tally.count(`regions of type ${region.type.slice(0, 40)} left out`)
      continue
    }
    const rectangle = rectangleSchema.safeParse(region)
    if (!rectangle.success)
      throw new AppError('bad-input', `image “${file}”: a rectangle lacks its size or its place.`, {
        cause: rectangle.error,
      })
    size = { width: rectangle.data.original_width, height: rectangle.data.original_height }
    boxes.push(boxOf(rectangle.data, size, tally))
  }
  return [{ annotator: annotatorOf(annotation), boxes, width: size?.width ?? null, height: size?.height ?? null }]
}

function boxOf(
  { value, meta }: z.infer<typeof rectangleSchema>,
  size: { width: number; height: number },
  tally: FormatTally,
): FormatBox {
  const { x, y, width, height, rotation, rectanglelabels } = value
  const [label = oneClass, ...others] = rectanglelabels ?? []
  if (others.length > 0) tally.count('second labels of boxes left out', others.length)
  const pixels = {
    x: pixelsOf(x, size.width),
    y: pixelsOf(y, size.height),
    width: pixelsOf(width, size.width),
    height: pixelsOf(height, size.height),
  }
  const more = meta && Object.keys(meta).length > 0 ? { attributes: meta } : {}
  if (rotation) {
    tally.count('rotated boxes became the upright box around them')
    return { label, ...upright(pixels, rotation), ...more }
  }
  const percent = { x, y, width, height }
  const back = percentBox({ label, ...pixels }, size.width, size.height)
  const exact = back.x === x && back.y === y && back.width === width && back.height === height
  return { label, ...pixels, ...more, ...(exact ? {} : { percent }) }
}

/** The box around one that is turned clockwise about its top left corner. */
function upright({ x, y, width, height }: PercentBox, degrees: number): PercentBox {
  const turn = (degrees * Math.PI) / 180
  const across = [0, width * Math.cos(turn), -height * Math.sin(turn), width * Math.cos(turn) - height * Math.sin(turn)]
  const down = [0, width * Math.sin(turn), height * Math.cos(turn), width * Math.sin(turn) + height * Math.cos(turn)]
  const [left, top] = [Math.min(...across), Math.min(...down)]
  return { x: x + left, y: y + top, width: Math.max(...across) - left, height: Math.max(...down) - top }
}

function sideOf(value: unknown): number | null {
  return typeof value === 'number' && value > 0 ? value : null
}
