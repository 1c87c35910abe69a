import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Unit } from '@/lib/core/agreement/figure'

/** Answers laid out in columns, which reach another thread without being copied one by one. Rating i is `value[i]` by `annotator[i]`. */
export interface AnswerColumns {
  items: string[]
  /** Ratings of each item; those of one item lie together. */
  sizes: Int32Array<ArrayBuffer>
  annotators: string[]
  annotator: Int32Array<ArrayBuffer>
  /** Distinct values; the same object is one value. */
  values: unknown[]
  value: Int32Array<ArrayBuffer>
}

export interface TaskAnswers {
  taskId: string
  ratings: readonly { annotator: string; value: unknown }[]
}

const tasksAStep = 2_000

/** Tasks may be made one by one, as they are asked for. */
export async function columnsOf(tasks: Iterable<TaskAnswers>): Promise<AnswerColumns> {
  const annotators = new Map<string, number>()
  const values = new Map<unknown, number>()
  const items: string[] = []
  const sizes: number[] = []
  const annotator: number[] = []
  const value: number[] = []
  for (const { taskId, ratings } of tasks) {
    items.push(taskId)
    sizes.push(ratings.length)
    for (const given of ratings) {
      annotator.push(placeOf(annotators, given.annotator))
      value.push(placeOf(values, given.value))
    }
    if (items.length % tasksAStep === 0) await nextTurn()
  }
  return {
    items,
    sizes: Int32Array.from(sizes),
    annotators: [...annotators.keys()],
    annotator: Int32Array.from(annotator),
    values: [...values.keys()],
    value: Int32Array.from(value),
  }
}

function placeOf<Key>(places: Map<Key, number>, key: Key): number {
  const known = places.get(key)
  if (known !== undefined) return known
  places.set(key, places.size)
  return places.size - 1
}

export function unitsOfColumns({ items, sizes, annotators, annotator, values, value }: AnswerColumns): Unit<unknown>[] {
  let rating = 0
  return items.map((item, index) => {
    const end = rating + (sizes[index] ?? 0)
    const ratings: Unit<unknown>['ratings'] = []
    for (; rating < end; rating += 1) {
      ratings.push({ annotator: annotators[annotator[rating] ?? 0] ?? '', value: values[value[rating] ?? 0] })
    }
    return { item, ratings }
  })
}
