import type { FormatTally } from './format-file'

/** Percent of the image's sides, as Label Studio keeps boxes. */
export interface PercentBox {
  x: number
  y: number
  width: number
  height: number
}

/** A box in continuous pixels from the top left corner, with what some formats keep beside it. */
export interface FormatBox {
  label: string
  x: number
  y: number
  width: number
  height: number
  /** COCO: the box surrounds a crowd, not one thing. */
  crowd?: true
  /** Further properties: occluded, truncated, difficult … */
  attributes?: Record<string, unknown>
  /** As they were read, where pixels cannot give them back digit for digit. */
  percent?: PercentBox
}

export interface BoxedImage {
  file: string
  width: number | null
  height: number | null
  /** No boxes is an answer: nothing there. */
  answers: { annotator: string; boxes: FormatBox[] }[]
}

export interface BoxSet {
  /** In their order; unused ones too. */
  categories: string[]
  images: BoxedImage[]
}

/** What boxes without a label are called: all are of one class. */
export const oneClass = 'object'

/** By code points, so that the order of lines in a file changes nothing. */
export function byText(a: string, b: string): number {
  if (a === b) return 0
  const [one, other] = [[...a], [...b]]
  const at = one.findIndex((character, index) => character !== other[index])
  if (at === -1) return -1
  return (one[at]?.codePointAt(0) ?? -1) - (other[at]?.codePointAt(0) ?? -1)
}

/** Images by file name, annotators by name, boxes as drawn. */
export function inOrder({ categories, images }: BoxSet): BoxSet {
  return {
    categories,
    images: images
      .map((image) => ({ ...image, answers: image.answers.toSorted((a, b) => byText(a.annotator, b.annotator)) }))
      .toSorted((a, b) => byText(a.file, b.file)),
  }
}

/** The given categories, or the labels that occur, sorted. */
export function categoriesOf(images: readonly BoxedImage[], given: readonly string[] | undefined): string[] {
  const labels = images.flatMap(({ answers }) => answers.flatMap(({ boxes }) => boxes.map(({ label }) => label)))
  const known = given ?? []
  const others = new Set(labels.filter((label) => !known.includes(label)))
  return [...known, ...[...others].sort(byText)]
}

export interface AnnotatorSet {
  annotator: string
  images: { file: string; width: number | null; height: number | null; boxes: FormatBox[] }[]
}

/** The set of each annotator, for formats that hold one answer an image; one set where no image has several answers. */
export function byAnnotator({ images }: BoxSet, tally: FormatTally): AnnotatorSet[] {
  if (images.every(({ answers }) => answers.length < 2)) {
    const named = images.filter(({ answers }) => answers.some(({ annotator }) => annotator !== ''))
    tally.count('names of annotators left out', named.length)
    const answered = images.flatMap(({ answers, ...image }) => answers.map(({ boxes }) => ({ ...image, boxes })))
    return [{ annotator: '', images: answered }]
  }
  const sets = new Map<string, AnnotatorSet>()
  for (const { answers, ...image } of images) {
    for (const { annotator, boxes } of answers) {
      const set = sets.get(annotator) ?? { annotator, images: [] }
      sets.set(annotator, set)
      set.images.push({ ...image, boxes })
    }
  }
  return [...sets.values()].toSorted((a, b) => byText(a.annotator, b.annotator))
}

/** What a format without places for them loses, counted. */
export function countLost(box: FormatBox, tally: FormatTally): void {
  if (box.attributes && Object.keys(box.attributes).length > 0) tally.count('attributes of boxes left out')
}
