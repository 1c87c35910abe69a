import { z } from 'zod'
import { AppError } from '../errors'
import type { ExportTally } from '../export/contract'
import { byText, type FormatBox } from '../formats/boxed-images'
import { boxAnswer } from './box-answer'
import { listIn } from './fields'
import type { DocumentPart, ImportSource, Mirror, MirroredContent, MirroredTask } from './mirror'
import { mirrored, refused } from './mirrored-rows'

/** A larger document is split: its boxes wait in memory until all of an image are known. */
const mostAnnotations = 3_000_000

export const coco: Mirror = {
  label: 'COCO instances',
  description:
    'COCO detection: images, boxes and categories; boxes of several annotators where each names its own. Outlines, crowds and attributes have no place in an answer and are counted.',
  taskTypes: ['bounding-box'],
  detect: ({ start }) =>
    /^\s*\{/.test(start) &&
    /"(images|annotations|categories|info|licenses)"\s*:/.test(start) &&
    !/^\s*\{[^\n]*\}\s*\n\s*\{/.test(start),
  read: readCoco,
}

const idSchema = z.union([z.number(), z.string()], { error: 'Give each id as a number or a text.' })
const sides = { error: 'Give width and height as numbers of pixels above 0.' }
const side = z.number(sides).positive(sides).nullish()
const names = { error: 'Name annotators by texts.' }
const person = z.string(names).nullish()

const imageSchema = z.looseObject({
  id: idSchema,
  file_name: z.string({ error: 'Give the file name of each image.' }).min(1, 'Give the file name of each image.'),
  width: side,
  height: side,
  annotators: z.array(z.string(names), names).optional(),
})
type Image = z.infer<typeof imageSchema> & { part: DocumentPart }

const number = z.number({ error: 'Give each bbox as [x, y, width, height].' })
const annotationSchema = z.looseObject({
  image_id: idSchema,
  category_id: idSchema,
  bbox: z.tuple([number, number, number, number], { error: 'Give each bbox as [x, y, width, height].' }),
  annotator: person,
  annotation_id: person,
})
const categorySchema = z.looseObject({
  id: idSchema,
  name: z.string({ error: 'Give each category its name as text.' }),
})

interface Box {
  category: string
  annotator: string
  /** The answer it belongs to, where people are not named but told apart. */
  answerId: string
  bbox: readonly [number, number, number, number]
}

interface Answered {
  annotator: string
  boxes: FormatBox[]
}

interface Document {
  images: Image[]
  boxes: Map<string, Box[]>
  /** Images with a box that cannot be read, and why. */
  broken: Map<string, string>
  categories: Map<string, string>
}

async function* readCoco(source: ImportSource, tally: ExportTally): AsyncIterable<MirroredTask> {
  const [file] = source.tables
  if (file === undefined) throw new AppError('invalid-content', 'There is no JSON document of instances here.')
  const document = await collected(source, file, tally)
  const answered = document.boxes.size > 0 || document.images.some(({ annotators }) => annotators !== undefined)
  for (const image of document.images) {
    yield mirrored(image.part, () => taskOf(image, document, answered, tally))
  }
}

async function collected(source: ImportSource, file: string, tally: ExportTally): Promise<Document> {
  const document: Document = { images: [], boxes: new Map(), broken: new Map(), categories: new Map() }
  let annotations = 0
  for await (const part of source.parts(file)) {
    if (part.key === 'images') document.images.push({ ...parsed(imageSchema, part), part: { ...part, value: null } })
    if (part.key === 'categories') {
      const { id, name } = parsed(categorySchema, part)
      document.categories.set(String(id), name)
    }
    if (part.key !== 'annotations') continue
    annotations += 1
    if (annotations > mostAnnotations)
      throw new AppError('too-large', 'The document has more than 3,000,000 annotations. Split it.')
    addBox(document, part, tally)
  }
  if (document.images.length === 0)
    throw new AppError('invalid-content', 'There is no list “images” with an image in it: this is no COCO document.')
  const known = new Set(document.images.map(({ id }) => String(id)))
  const stray = [...document.boxes.keys()].find((id) => !known.has(id))
  if (stray !== undefined)
    throw new AppError(
      'invalid-content',
      `An annotation is of image ${stray}, which is not in “images”. Add it, or remove its boxes.`,
    )
  return document
}

function addBox(document: Document, part: DocumentPart, tally: ExportTally): void {
  const result = annotationSchema.safeParse(part.value)
  if (!result.success) {
    const image = imageOf(part.value)
    if (image === null) parsed(annotationSchema, part)
    else document.broken.set(image, result.error.issues[0]?.message ?? 'A box cannot be read.')
    return
  }
  const { image_id, category_id, bbox, annotator, annotation_id, iscrowd, segmentation, attributes } = result.data
  if (iscrowd === 1 || iscrowd === true) tally.count('marks of crowds left out')
  if (hasOutline(segmentation)) tally.count('outlines of segments left out')
  if (typeof attributes === 'object' && attributes !== null && Object.keys(attributes).length > 0)
    tally.count('attributes of boxes left out')
  const own = document.boxes.get(String(image_id)) ?? []
  document.boxes.set(String(image_id), own)
  const who = annotator ?? ''
  own.push({ category: String(category_id), annotator: who, answerId: who === '' ? (annotation_id ?? '') : '', bbox })
}

function imageOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('image_id' in value)) return null
  return typeof value.image_id === 'number' || typeof value.image_id === 'string' ? String(value.image_id) : null
}

function taskOf(image: Image, document: Document, answered: boolean, tally: ExportTally): MirroredContent {
  const broken = document.broken.get(String(image.id))
  if (broken !== undefined) throw refused('bbox', broken)
  const { file_name, width = null, height = null, annotators, part: _, id, external_id, task_id, ...about } = image
  const answers = new Map<string, Answered>()
  const answerOf = (annotator: string, answerId: string) => {
    const key = JSON.stringify([annotator, answerId])
    const own = answers.get(key) ?? { annotator, boxes: [] }
    answers.set(key, own)
    return own
  }
  for (const { category, annotator, answerId, bbox } of document.boxes.get(String(id)) ?? []) {
    const label = document.categories.get(category)
    if (label === undefined) throw refused('category_id', `Category ${category} is not in “categories”. Add it.`)
    const [x, y, boxWidth, boxHeight] = bbox
    answerOf(annotator, answerId).boxes.push({ label, x, y, width: boxWidth, height: boxHeight })
  }
  const drew = [...answers.values()]
  const sawNothing = emptyAnswers(annotators ?? (answered && drew.length === 0 ? [''] : []), drew)
  return {
    task: { image: file_name },
    id: typeof external_id === 'string' ? external_id : null,
    meta: metaOf(about),
    annotations: [...drew, ...sawNothing]
      .toSorted((a, b) => byText(a.annotator, b.annotator))
      .map(({ annotator, boxes }) => boxAnswer(annotator, boxes, { width, height }, tally)),
  }
}

/** Of those who looked at the image, the ones that no box names; of people without names, as many as drew nothing. */
function emptyAnswers(looked: readonly string[], drew: readonly Answered[]): Answered[] {
  const left = drew.map(({ annotator }) => annotator)
  return looked.flatMap((annotator) => {
    const at = left.indexOf(annotator)
    if (at === -1) return [{ annotator, boxes: [] }]
    left.splice(at, 1)
    return []
  })
}

/** Licences and addresses of pictures stay; what our own export counts does not. */
function metaOf({ n_annotators: _n, agreement: _a, ...about }: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(about).filter(([, value]) => value !== null && value !== undefined))
}

function hasOutline(segmentation: unknown): boolean {
  return listIn(segmentation)?.length !== 0 && segmentation !== undefined && segmentation !== null
}

function parsed<Value>(schema: z.ZodType<Value>, part: DocumentPart): Value {
  const result = schema.safeParse(part.value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const field = issue === undefined || issue.path.length === 0 ? '' : ` field “${issue.path.join('.')}”:`
  throw new AppError(
    'invalid-content',
    `Line ${part.line}, in “${part.key}”:${field} ${issue?.message ?? 'unreadable'}`,
    {
      detail: { line: part.line },
    },
  )
}
