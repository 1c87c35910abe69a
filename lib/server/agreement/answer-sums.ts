import 'server-only'
import type { AnyTaskType } from '@/lib/core/task-type'
import { LabelerSum } from './labeler-sum'
import { MostDisputed } from './most-disputed'
import { PositionSums, type ShownChoice } from './position-sums'
import { chosenOf, UnitSums } from './unit-sums'
import { type Said, WaySums } from './way-sums'

/** One submitted answer as the sums take it. */
export interface KeptRating {
  labelerId: string
  value: unknown
  /** Its category's place in declared order; -1 for an answer without a single one. */
  category: number
  /** The place of what figures see of it; -1 without a category. */
  seen: number
  timeSpentMs: number
  givenAt: number
  /** How it ranks what was shown in random order; null where nothing was, or it ranks nothing. */
  shown: ShownChoice | null
  /** It ranks none of the two alternatives that were shown. */
  neither: boolean
}

/** Replaced as a whole when its answers change, never altered. */
export interface KeptTask {
  taskId: string
  batchId: string
  ratings: readonly KeptRating[]
  gold: unknown
  /** A known answer mixed in unannounced: it measures labelers, and any number of people answers it. */
  mixedIn: boolean
  /** Its annotators started from an answer that the import brought. */
  prelabeled: boolean
  /** Who made the alternatives it compares, in canonical order; null where it does not say. */
  makers: readonly (string | null)[] | null
}

export interface PairSum {
  labelers: [string, string]
  /** Tasks both answered. */
  n: number
  similarity: number
  /** Tasks by what figures see in the answers of the first and the second; `cellOf` gives the key. */
  cells: Map<number, number>
}

const seenAtMost = 16_384
const cellOf = (first: number, second: number): number => first * seenAtMost + second
const seenIn = (cell: number): [number, number] => [Math.floor(cell / seenAtMost), cell % seenAtMost]

/** The places of what the first and the second of a pair said, and of how many tasks; in a fixed order. */
export function saidByBoth({ cells }: PairSum): { first: number; second: number; tasks: number }[] {
  return [...cells]
    .toSorted(([a], [b]) => a - b)
    .map(([cell, tasks]) => {
      const [first, second] = seenIn(cell)
      return { first, second, tasks }
    })
}

const mostDisputed = 50

/** Everything a dashboard counts, kept while tasks come, change and go: a change costs what its own task holds. */
export class AnswerSums {
  readonly pairs = new Map<string, PairSum>()
  readonly labelers = new Map<string, LabelerSum>()
  /** By the mean pairwise distance of tasks with at least two answers. */
  readonly disputed = new MostDisputed(mostDisputed)
  /** Tasks by how they were answered, of all batches and of each; answers without a category are not in it. */
  readonly ways = new WaySums()
  readonly waysOf = new Map<string, WaySums>()
  readonly coincidences: UnitSums
  /** Answers by the time they took, where it is known, in half doublings of a second. */
  readonly times = new Map<number, number>()
  readonly position = new PositionSums()
  /** Answers by category. */
  readonly chosen: Float64Array
  annotations = 0
  /** Tasks with answers, and those of them whose annotators started from an imported answer. */
  tasks = 0
  prelabeled = 0
  /** Answers without a single category; while there are any, the counts by category say too little. */
  uncategorised = 0
  readonly #distance: (a: unknown, b: unknown) => number

  constructor(
    spec: AnyTaskType,
    config: unknown,
    readonly nCategories: number,
  ) {
    this.#distance = (a, b) => spec.distance(a, b, config)
    this.coincidences = new UnitSums(nCategories)
    this.chosen = new Float64Array(nCategories)
  }

  add(task: KeptTask): void {
    this.#countGold(task, 1)
    if (task.mixedIn) return
    this.#count(task, 1)
    const apart = this.#pairsOf(task, 1)
    if (apart !== null) this.disputed.set(task.taskId, apart)
  }

  remove(task: KeptTask): void {
    this.#countGold(task, -1)
    if (!task.mixedIn) {
      this.#count(task, -1)
      this.#pairsOf(task, -1)
      this.disputed.delete(task.taskId)
    }
    for (const { labelerId } of task.ratings) {
      const labeler = this.labelers.get(labelerId)
      if (labeler?.answers === 0 && labeler.goldTasks === 0) this.labelers.delete(labelerId)
    }
  }

  #countGold({ ratings, gold }: KeptTask, times: 1 | -1): void {
    if (gold === null) return
    for (const { labelerId, value } of ratings) {
      const labeler = this.#labeler(labelerId)
      const apart = this.#distance(value, gold)
      labeler.goldTasks += times
      labeler.goldSimilarity += times * (1 - apart)
      labeler.goldRight += apart === 0 ? times : 0
    }
  }

  #count({ taskId, batchId, ratings, prelabeled, makers }: KeptTask, times: 1 | -1): void {
    const counted = ratings.filter(({ category }) => category >= 0)
    const all = chosenOf(counted.map(({ category }) => category))
    this.tasks += times
    this.prelabeled += prelabeled ? times : 0
    this.annotations += times * ratings.length
    this.uncategorised += times * (ratings.length - counted.length)
    this.coincidences.add(all, times)
    this.#countWay(batchId, counted, times)
    for (const [category, count] of all) this.chosen[category] = (this.chosen[category] ?? 0) + times * count
    for (const rating of ratings) {
      this.position.count(rating.shown, makers, times)
      if (rating.neither) this.position.countNeither(times)
      if (rating.timeSpentMs > 0) {
        const took = timePlace(rating.timeSpentMs)
        this.times.set(took, (this.times.get(took) ?? 0) + times)
      }
      const labeler = this.#labeler(rating.labelerId)
      if (times > 0) labeler.add(taskId, rating, all)
      else labeler.remove(taskId, rating, all)
    }
  }

  #countWay(batchId: string, answers: readonly Said[], times: 1 | -1): void {
    const ways = this.waysOf.get(batchId) ?? new WaySums()
    this.waysOf.set(batchId, ways)
    this.ways.count(answers, times)
    ways.count(answers, times)
    if (ways.tasks === 0) this.waysOf.delete(batchId)
  }

  /** The mean distance of the task's pairs of answers; null where there is no pair. */
  #pairsOf({ ratings }: KeptTask, times: 1 | -1): number | null {
    const toOthers = ratings.map(() => 0)
    let total = 0
    ratings.forEach((a, i) => {
      for (const [offset, b] of ratings.slice(i + 1).entries()) {
        const j = i + 1 + offset
        const apart = this.#distance(a.value, b.value)
        total += apart
        toOthers[i] = (toOthers[i] ?? 0) + apart
        toOthers[j] = (toOthers[j] ?? 0) + apart
        this.#countPair(a, b, times, 1 - apart)
      }
    })
    const others = ratings.length - 1
    if (others < 1) return null
    ratings.forEach(({ labelerId }, i) => {
      const labeler = this.#labeler(labelerId)
      labeler.withRest += times * (1 - (toOthers[i] ?? 0) / others)
      labeler.tasksWithRest += times
    })
    return total / ((ratings.length * others) / 2)
  }

  #countPair(a: KeptRating, b: KeptRating, times: 1 | -1, similarity: number): void {
    const [first, second] = a.labelerId < b.labelerId ? [a, b] : [b, a]
    const key = `${first.labelerId} ${second.labelerId}`
    const pair = this.pairs.get(key) ?? {
      labelers: [first.labelerId, second.labelerId],
      n: 0,
      similarity: 0,
      cells: new Map(),
    }
    pair.n += times
    pair.similarity += times * similarity
    if (first.seen >= 0 && second.seen >= 0) {
      const cell = cellOf(first.seen, second.seen)
      const tasks = (pair.cells.get(cell) ?? 0) + times
      if (tasks === 0) pair.cells.delete(cell)
      else pair.cells.set(cell, tasks)
    }
    if (pair.n === 0) this.pairs.delete(key)
    else this.pairs.set(key, pair)
  }

  #labeler(id: string): LabelerSum {
    const known = this.labelers.get(id)
    if (known) return known
    const fresh = new LabelerSum(this.nCategories)
    this.labelers.set(id, fresh)
    return fresh
  }
}

/** Half doublings of a second. */
function timePlace(ms: number): number {
  return Math.floor(2 * Math.log2(Math.max(0.25, ms / 1000)))
}
