import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AnyTaskType } from '@/lib/core/task-type'
import type { AnsweredTask } from './answered-task'

/** A mean with its number of observations; null where there are none. */
export interface Mean {
  value: number | null
  n: number
}

interface PairSum {
  annotators: [string, string]
  similarity: number
  n: number
}

interface LabelerSum {
  annotations: number
  timesMs: number[]
  /** Mean similarity to the others, summed over the tasks where there are others. */
  withRest: number
  tasksWithRest: number
  gold: number
  goldTasks: number
}

export interface DistanceSums {
  pairs: Map<string, PairSum>
  labelers: Map<string, LabelerSum>
  /** Mean pairwise distance of each task with at least two answers. */
  disagreement: Map<string, number>
}

const tasksAStep = 200

/** One pass over the tasks with the type's own distance: pairs, people and disputes at once. */
export async function distanceSums(
  spec: AnyTaskType,
  config: unknown,
  tasks: readonly AnsweredTask[],
): Promise<DistanceSums> {
  const sums: DistanceSums = { pairs: new Map(), labelers: new Map(), disagreement: new Map() }
  for (const [index, task] of tasks.entries()) {
    addTask(sums, task, (a, b) => spec.distance(a, b, config))
    if (index % tasksAStep === 0) await nextTurn()
  }
  return sums
}

function addTask(sums: DistanceSums, task: AnsweredTask, distance: (a: unknown, b: unknown) => number): void {
  const { ratings, gold } = task
  const toOthers = ratings.map(() => 0)
  let total = 0
  ratings.forEach((a, i) => {
    for (let j = i + 1; j < ratings.length; j++) {
      const b = ratings[j]
      if (b === undefined) continue
      const apart = distance(a.value, b.value)
      total += apart
      toOthers[i] = (toOthers[i] ?? 0) + apart
      toOthers[j] = (toOthers[j] ?? 0) + apart
      addPair(sums.pairs, a.annotator, b.annotator, 1 - apart)
    }
  })
  const others = ratings.length - 1
  if (others > 0) sums.disagreement.set(task.taskId, total / ((ratings.length * others) / 2))
  ratings.forEach(({ annotator, timeSpentMs, value }, i) => {
    const labeler = sums.labelers.get(annotator) ?? emptySum()
    sums.labelers.set(annotator, labeler)
    labeler.annotations += 1
    labeler.timesMs.push(timeSpentMs)
    if (others > 0) {
      labeler.withRest += 1 - (toOthers[i] ?? 0) / others
      labeler.tasksWithRest += 1
    }
    if (gold === null) return
    labeler.gold += 1 - distance(value, gold)
    labeler.goldTasks += 1
  })
}

function addPair(pairs: Map<string, PairSum>, one: string, other: string, similarity: number): void {
  const annotators: [string, string] = one < other ? [one, other] : [other, one]
  const key = annotators.join(' ')
  const pair = pairs.get(key) ?? { annotators, similarity: 0, n: 0 }
  pairs.set(key, pair)
  pair.similarity += similarity
  pair.n += 1
}

function emptySum(): LabelerSum {
  return { annotations: 0, timesMs: [], withRest: 0, tasksWithRest: 0, gold: 0, goldTasks: 0 }
}

export function meanOf(sum: number, n: number): Mean {
  return { value: n === 0 ? null : sum / n, n }
}

/** The middle value, or the mean of the two middle ones. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2
}
