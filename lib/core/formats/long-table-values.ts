import { boxReader } from '../long-table/box-values'
import {
  type ColumnNames,
  finiteNumber,
  idText,
  isRecord,
  optional,
  plainText,
  type Row,
  rowError,
  structured,
} from '../long-table/row'
import { type Transcript, textReader } from '../long-table/text-values'
import { type BoxedImage, type BoxSet, categoriesOf, type FormatBox, oneClass } from './boxed-images'
import type { FormatFile, FormatTally } from './format-file'
import { pixelsOf } from './percent'
import type { Recording, Transcription } from './recordings'

/** Gathers the answers of a long table by item and annotator: a skip counts nowhere, a later answer replaces an earlier one. */
class AnswerTable<Item, Answer> {
  readonly items = new Map<string, { item: Item; answers: Map<string, Answer> }>()
  readonly #columns: ColumnNames
  readonly #tally: FormatTally

  constructor(columns: ColumnNames, tally: FormatTally) {
    this.#columns = columns
    this.#tally = tally
  }

  /** `item` makes an item from its first row and checks or completes it from later ones. */
  add(row: Row, item: (id: string, known: Item | undefined) => Item, read: () => Answer): void {
    const id = idText(row, this.#columns.item, 'Name another column with --item.')
    const annotator = plainText(optional(row, this.#columns.annotator)) ?? ''
    if (!Object.hasOwn(row.fields, this.#columns.value))
      throw rowError(row, this.#columns.value, 'there is no such column. Name another one with --value.')
    if (row.fields[this.#columns.value] === null) {
      this.#tally.count('skips left out')
      return
    }
    const known = this.items.get(id)
    const entry = { item: item(id, known?.item), answers: known?.answers ?? new Map<string, Answer>() }
    this.items.set(id, entry)
    if (entry.answers.has(annotator)) this.#tally.count('earlier answers replaced by later ones of the same annotator')
    entry.answers.set(annotator, read())
  }
}

type ImageItem = Pick<BoxedImage, 'file' | 'width' | 'height'>

export function boxTable(columns: ColumnNames, categories: readonly string[] | undefined, tally: FormatTally) {
  const table = new AnswerTable<ImageItem, FormatBox[]>(columns, tally)
  const read = boxReader(categories)
  return {
    add(row: Row): void {
      const item = (file: string, known: ImageItem | undefined): ImageItem => ({
        file,
        width: oneSize(row, 'image_width', known?.width),
        height: oneSize(row, 'image_height', known?.height),
      })
      table.add(row, item, () => {
        const raw = structured(row, columns.value, row.fields[columns.value])
        const entries: unknown[] = Array.isArray(raw) ? raw : []
        return (read(row, columns.value) ?? []).map(({ label = oneClass, ...place }, index) => {
          const entry = entries[index]
          return { label, ...place, ...(isRecord(entry) ? beside(entry, place, row) : {}) }
        })
      })
    },
    set(): BoxSet {
      const images = [...table.items.values()].map(({ item, answers }) => ({
        ...item,
        answers: [...answers].map(([annotator, boxes]) => ({ annotator, boxes })),
      }))
      return { categories: categoriesOf(images, categories), images }
    },
  }
}

type Place = Pick<FormatBox, 'x' | 'y' | 'width' | 'height'>

/** What our own lines keep beside a box; percentages only while they still mean these pixels. */
function beside(
  entry: Record<string, unknown>,
  place: Place,
  row: Row,
): Pick<FormatBox, 'crowd' | 'attributes' | 'percent'> {
  const { percent, attributes, crowd } = entry
  const sides = {
    width: finiteNumber(row, optional(row, 'image_width')),
    height: finiteNumber(row, optional(row, 'image_height')),
  }
  return {
    ...(crowd === true ? { crowd } : {}),
    ...(isRecord(attributes) ? { attributes } : {}),
    ...(isPlace(percent) && means(percent, place, sides) ? { percent } : {}),
  }
}

function isPlace(value: unknown): value is Place {
  return isRecord(value) && ['x', 'y', 'width', 'height'].every((side) => typeof value[side] === 'number')
}

function means(
  percent: Place,
  place: Place,
  { width, height }: { width: number | null; height: number | null },
): boolean {
  if (width === null || height === null) return false
  const across = pixelsOf(percent.x, width) === place.x && pixelsOf(percent.width, width) === place.width
  return across && pixelsOf(percent.y, height) === place.y && pixelsOf(percent.height, height) === place.height
}

function oneSize(row: Row, column: string, known: number | null | undefined): number | null {
  const value = optional(row, column)
  if (value === null) return known ?? null
  const size = finiteNumber(row, value)
  if (size === null || size <= 0) throw rowError(row, column, 'give the size in pixels, above 0.')
  if (known !== null && known !== undefined && known !== size)
    throw rowError(row, column, `an earlier line says ${known} for this image; correct one of them.`)
  return size
}

/** Lines as `concord agreement` reads them. */
export function boxLines({ images }: BoxSet): FormatFile[] {
  const rows = images.flatMap(({ file, width, height, answers }) =>
    answers.map(({ annotator, boxes }) => ({
      item: file,
      annotator,
      value: boxes,
      image_width: width,
      image_height: height,
    })),
  )
  return [{ file: 'boxes.jsonl', data: jsonLines(rows) }]
}

type RecordingItem = Pick<Recording, 'item' | 'audio' | 'duration'>

export function speechTable(columns: ColumnNames, tally: FormatTally) {
  const table = new AnswerTable<RecordingItem, Transcript>(columns, tally)
  return {
    add(row: Row): void {
      const item = (id: string, known: RecordingItem | undefined): RecordingItem => ({
        item: id,
        audio: plainText(optional(row, 'audio')) ?? known?.audio ?? id,
        duration: oneSize(row, 'duration', known?.duration),
      })
      table.add(row, item, () => textReader(row, columns.value) ?? { text: '', segments: null })
    },
    recordings(): Recording[] {
      return [...table.items.values()].map(({ item, answers }) => ({
        ...item,
        answers: [...answers].map(([annotator, transcript]) => asTranscription(annotator, transcript)),
      }))
    },
  }
}

function asTranscription(annotator: string, { text, segments }: Transcript): Transcription {
  const timed = segments && segments.length > 0 ? segments : null
  return { annotator, text, segments: timed?.map((segment) => ({ ...segment, text: segment.text ?? '' })) ?? null }
}

export function speechLines(recordings: readonly Recording[]): FormatFile[] {
  const rows = recordings.flatMap(({ item, audio, duration, answers }) =>
    answers.map(({ annotator, text, segments }) => ({
      item,
      annotator,
      value: segments === null ? text : { text, segments: segments.map(withoutNobody) },
      audio,
      ...(duration === null ? {} : { duration }),
    })),
  )
  return [{ file: 'transcripts.jsonl', data: jsonLines(rows) }]
}

function withoutNobody({ speaker, ...segment }: NonNullable<Transcription['segments']>[number]) {
  return speaker === null ? segment : { ...segment, speaker }
}

function jsonLines(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}
