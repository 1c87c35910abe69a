import 'server-only'
import type { AnyTaskType } from '@/lib/core/task-type'
import { PositionSums, type ShownChoice } from './position-sums'
import { chosenOf, UnitSums } from './unit-sums'

/** One submitted answer as the sums take it. */
export interface KeptRating {
  labelerId: string
  value: unknown
  /** Its category's place in declared order; -1 for an answer without a single one. */
  category: number
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
  /** Tasks by the categories of the first and the second: place of the first × number of categories + place of the second. */
  cells: Map<number, number>
}

export interface LabelerSum {
  answers: Map<string, KeptRating>
  /** Mean similarity to the others, summed over the tasks where there are others. */
  withRest: number
  tasksWithRest: number
  goldSimilarity: number
  goldRight: number
  goldTasks: number
  /** What the others said of the same tasks, by category. */
  others: Float64Array
  /** What the coincidences of all would gain if this labeler's answers were taken out. */
  takenOut: UnitSums
}

/** Everything a dashboard counts, kept while tasks come, change and go: a change costs what its own task holds. */
export class AnswerSums {
  readonly pairs = new Map<string, PairSum>()
  readonly labelers = new Map<string, LabelerSum>()
  /** Mean pairwise distance of each task with at least two answers. */
  readonly disagreement = new Map<string, number>()
  readonly coincidences: UnitSums
  /** Answers by the time they took, in half doublings of a second. */
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
    if (apart !== null) this.disagreement.set(task.taskId, apart)
  }

  remove(task: KeptTask): void {
    this.#countGold(task, -1)
    if (!task.mixedIn) {
      this.#count(task, -1)
      this.#pairsOf(task, -1)
      this.disagreement.delete(task.taskId)
    }
    for (const { labelerId } of task.ratings) {
      const labeler = this.labelers.get(labelerId)
      if (labeler?.answers.size === 0 && labeler.goldTasks === 0) this.labelers.delete(labelerId)
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

  #count({ taskId, ratings, prelabeled, makers }: KeptTask, times: 1 | -1): void {
    const categories = ratings.map(({ category }) => category)
    const known = categories.filter((category) => category >= 0)
    const all = chosenOf(known)
    this.tasks += times
    this.prelabeled += prelabeled ? times : 0
    this.annotations += times * ratings.length
    this.uncategorised += times * (ratings.length - known.length)
    this.coincidences.add(all, times)
    for (const rating of ratings) {
      const { category } = rating
      this.position.count(rating.shown, makers, times)
      if (rating.neither) this.position.countNeither(times)
      const took = timePlace(rating.timeSpentMs)
      this.times.set(took, (this.times.get(took) ?? 0) + times)
      const labeler = this.#labeler(rating.labelerId)
      if (times > 0) labeler.answers.set(taskId, rating)
      else labeler.answers.delete(taskId)
      for (const [said, count] of all) {
        const own = said === category ? 1 : 0
        labeler.others[said] = (labeler.others[said] ?? 0) + times * (count - own)
      }
      if (category >= 0) {
        this.chosen[category] = (this.chosen[category] ?? 0) + times
        const rest = new Map(all).set(category, (all.get(category) ?? 0) - 1)
        labeler.takenOut.add(all, times > 0 ? -1 : 1)
        labeler.takenOut.add(rest, times)
      }
    }
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
    if (first.category >= 0 && second.category >= 0) {
      const cell = first.category * this.nCategories + second.category
      pair.cells.set(cell, (pair.cells.get(cell) ?? 0) + times)
    }
    if (pair.n === 0) this.pairs.delete(key)
    else this.pairs.set(key, pair)
  }

  #labeler(id: string): LabelerSum {
    const known = this.labelers.get(id)
    if (known) return known
    const fresh = {
      answers: new Map(),
      withRest: 0,
      tasksWithRest: 0,
      goldSimilarity: 0,
      goldRight: 0,
      goldTasks: 0,
      others: new Float64Array(this.nCategories),
      takenOut: new UnitSums(this.nCategories),
    }
    this.labelers.set(id, fresh)
    return fresh
  }
}

/** Half doublings of a second. */
function timePlace(ms: number): number {
  return Math.floor(2 * Math.log2(Math.max(0.25, ms / 1000)))
}
