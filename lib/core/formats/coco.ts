import { z } from 'zod'
import { AppError } from '../errors'
import { type BoxedImage, type BoxSet, byText, type FormatBox } from './boxed-images'
import type { FormatFile, FormatTally } from './format-file'

/**
 * COCO object detection as pycocotools reads it. Ids begin at 1, boxes and areas are unrounded, images without boxes are there as
 * negatives. Boxes of several annotators stand side by side, each with its `annotator`.
 */
export function writeCoco({ categories, images }: BoxSet, tally: FormatTally): FormatFile[] {
  const idOf = new Map(categories.map((name, index) => [name, index + 1]))
  const annotations: Record<string, unknown>[] = []
  for (const [index, { answers }] of images.entries()) {
    for (const { annotator, boxes } of answers) {
      for (const box of boxes) {
        const id = annotations.length + 1
        annotations.push({
          id,
          image_id: index + 1,
          category_id: idOf.get(box.label),
          ...cocoBox(box),
          ...named(annotator),
        })
      }
    }
  }
  if (images.some(({ width, height }) => width === null || height === null))
    tally.count(
      'images without a size (give image_width and image_height)',
      images.filter(({ width, height }) => width === null || height === null).length,
    )
  const document = {
    info: { description: 'Boxes from Concord', version: '1.0', contributor: 'Concord' },
    licenses: [],
    images: images.map(({ file, width, height, answers }, index) => ({
      id: index + 1,
      file_name: file,
      width,
      height,
      ...(answers.some(({ annotator }) => annotator !== '')
        ? { annotators: answers.map(({ annotator }) => annotator) }
        : {}),
    })),
    annotations,
    categories: [...idOf].map(([name, id]) => ({ id, name, supercategory: '' })),
  }
  return [{ file: 'instances.json', data: `${JSON.stringify(document)}\n` }]
}

function cocoBox({ x, y, width, height, crowd, attributes, percent }: FormatBox) {
  return {
    bbox: [x, y, width, height],
    area: width * height,
    iscrowd: crowd ? 1 : 0,
    segmentation: [],
    ...(attributes ? { attributes } : {}),
    ...(percent ? { percent } : {}),
  }
}

function named(annotator: string) {
  return annotator === '' ? {} : { annotator }
}

const id = z.union([z.number(), z.string()], { error: 'give each id as a number or a text.' })
const side = z.number({ error: 'give numbers of pixels.' }).positive('give numbers above 0.').nullish()
const number = z.number({ error: 'give numbers.' })
const text = z.string({ error: 'give a text.' })
const entry = { error: 'give an object.' }
const object = { error: 'this is no COCO document of instances.' }

const cocoSchema = z.object(
  {
    images: z.array(
      z.looseObject(
        {
          id,
          file_name: z.string({ error: 'give the file name of each image.' }),
          width: side,
          height: side,
          annotators: z.array(text, { error: 'give a list of names.' }).optional(),
        },
        entry,
      ),
      { error: 'there is no list “images”: this is no COCO document of instances.' },
    ),
    annotations: z
      .array(
        z.looseObject(
          {
            image_id: id,
            category_id: id,
            bbox: z.tuple([number, number, number, number], { error: 'give each bbox as [x, y, width, height].' }),
            iscrowd: number.nullish(),
            segmentation: z.unknown().optional(),
            attributes: z.record(z.string(), z.unknown(), { error: 'give attributes as an object.' }).nullish(),
            annotator: text.nullish(),
            percent: z.object({ x: number, y: number, width: number, height: number }, entry).optional(),
          },
          entry,
        ),
        { error: '“annotations” is a list of boxes.' },
      )
      .default([]),
    categories: z.array(z.looseObject({ id, name: text }, entry), { error: 'there is no list “categories”.' }),
  },
  object,
)

type Coco = z.infer<typeof cocoSchema>

/** Images, boxes and categories (in the order of their ids); outlines of segments are left out and counted. @throws AppError `bad-input` */
export function readCoco(value: unknown, tally: FormatTally): BoxSet {
  const result = cocoSchema.safeParse(value)
  if (!result.success) throw cocoError(result.error)
  const { images, annotations, categories } = result.data
  const nameOf = new Map(categories.map((category) => [String(category.id), category.name]))
  const boxesOf = new Map<string, Coco['annotations']>()
  for (const annotation of annotations) {
    const own = boxesOf.get(String(annotation.image_id)) ?? []
    boxesOf.set(String(annotation.image_id), own)
    own.push(annotation)
  }
  const known = new Set(images.map((image) => String(image.id)))
  const stray = annotations.find((annotation) => !known.has(String(annotation.image_id)))
  if (stray) throw new AppError('bad-input', `an annotation is of image ${stray.image_id}, which is not in “images”.`)
  return {
    categories: categories.toSorted((a, b) => Number(a.id) - Number(b.id)).map(({ name }) => name),
    images: images.map((image) => imageOf(image, boxesOf.get(String(image.id)) ?? [], nameOf, tally)),
  }
}

function imageOf(
  { file_name, width, height, annotators }: Coco['images'][number],
  annotations: Coco['annotations'],
  nameOf: ReadonlyMap<string, string>,
  tally: FormatTally,
): BoxedImage {
  const boxes = new Map<string, FormatBox[]>((annotators ?? []).map((annotator) => [annotator, []]))
  for (const annotation of annotations) {
    const label = nameOf.get(String(annotation.category_id))
    if (label === undefined)
      throw new AppError('bad-input', `category ${annotation.category_id} is not in “categories”; add it.`)
    const own = boxes.get(annotation.annotator ?? '') ?? []
    boxes.set(annotation.annotator ?? '', own)
    if (hasOutline(annotation.segmentation)) tally.count('outlines of segments left out')
    const [x, y, boxWidth, boxHeight] = annotation.bbox
    if (boxWidth <= 0 || boxHeight <= 0) {
      tally.count('boxes without area left out')
      continue
    }
    const { attributes, percent } = annotation
    own.push({
      label,
      x,
      y,
      width: boxWidth,
      height: boxHeight,
      ...(annotation.iscrowd ? { crowd: true } : {}),
      ...(attributes && Object.keys(attributes).length > 0 ? { attributes } : {}),
      ...(percent ? { percent } : {}),
    })
  }
  if (boxes.size === 0) boxes.set('', [])
  const answers = [...boxes].map(([annotator, own]) => ({ annotator, boxes: own }))
  return {
    file: file_name,
    width: width ?? null,
    height: height ?? null,
    answers: answers.toSorted((a, b) => byText(a.annotator, b.annotator)),
  }
}

function hasOutline(segmentation: unknown): boolean {
  return Array.isArray(segmentation) ? segmentation.length > 0 : segmentation !== undefined && segmentation !== null
}

function cocoError(error: z.ZodError): AppError {
  const [issue] = error.issues
  const place = issue && issue.path.length > 0 ? `field “${issue.path.join('.')}”: ` : ''
  return new AppError('bad-input', `${place}${issue?.message ?? 'this is no COCO document.'}`, { cause: error })
}
