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

const tasksAStep = 5_000

export async function columnsOf(tasks: readonly TaskAnswers[]): Promise<AnswerColumns> {
  const answers = tasks.reduce((sum, { ratings }) => sum + ratings.length, 0)
  const annotators = new Map<string, number>()
  const values = new Map<unknown, number>()
  const annotator = new Int32Array(answers)
  const value = new Int32Array(answers)
  let rating = 0
  for (const [index, { ratings }] of tasks.entries()) {
    for (const given of ratings) {
      annotator[rating] = placeOf(annotators, given.annotator)
      value[rating] = placeOf(values, given.value)
      rating += 1
    }
    if (index % tasksAStep === tasksAStep - 1) await nextTurn()
  }
  return {
    items: tasks.map(({ taskId }) => taskId),
    sizes: Int32Array.from(tasks, ({ ratings }) => ratings.length),
    annotators: [...annotators.keys()],
    annotator,
    values: [...values.keys()],
    value,
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
