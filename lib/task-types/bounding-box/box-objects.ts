import { iou } from '@/lib/core/boxes/box'
import { softF1 } from '@/lib/core/boxes/box-scores'
import { matchBoxes } from '@/lib/core/boxes/match-boxes'
import type { LabeledBox } from './schema'

/** One thing in the picture: the box that each annotator drew around it, null where one drew none. */
export interface BoxObject {
  label: string
  boxes: (LabeledBox | null)[]
}

export interface AnnotatorPair {
  first: number
  second: number
  softF1: number
}

/**
 * Lays everyone's boxes over each other: annotator after annotator, each box joins the thing it matches best (one to one, greatest
 * total overlap, label counts) or stands for a new thing.
 */
export function boxObjects(answers: readonly (readonly LabeledBox[])[]): BoxObject[] {
  const objects: BoxObject[] = []
  for (const [annotator, boxes] of answers.entries()) {
    const known = objects
      .map(({ boxes: drawn }) => drawn.find((box) => box !== null))
      .filter((box) => box !== undefined)
    const matches = new Map(matchBoxes(known, boxes).map(({ a, b }) => [b, a]))
    for (const [index, box] of boxes.entries()) {
      const place = matches.get(index)
      const object = place === undefined ? undefined : objects[place]
      if (object) object.boxes[annotator] = box
      else objects.push({ label: box.label, boxes: answers.map((_, at) => (at === annotator ? box : null)) })
    }
  }
  return objects
}

export function annotatorPairs(answers: readonly (readonly LabeledBox[])[]): AnnotatorPair[] {
  return answers.flatMap((boxes, first) =>
    answers
      .slice(first + 1)
      .map((others, offset) => ({ first, second: first + 1 + offset, softF1: softF1(boxes, others) })),
  )
}

/** Overlap of what two annotators drew around one thing; null where one of them drew nothing. */
export function overlapIn(object: BoxObject, { first, second }: AnnotatorPair): number | null {
  const a = object.boxes[first]
  const b = object.boxes[second]
  return a && b ? iou(a, b) : null
}
