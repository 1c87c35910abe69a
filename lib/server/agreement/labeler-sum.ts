import 'server-only'
import type { KeptRating } from './answer-sums'
import { InOrder } from './in-order'
import { type Chosen, UnitSums } from './unit-sums'

interface OwnAnswer {
  taskId: string
  rating: KeptRating
}

interface Times {
  n: number
  quartiles: [number, number, number]
}

interface Run {
  category: number
  length: number
  n: number
}

/** What the answers of one labeler come to; a task comes and goes at the cost of what it holds. */
export class LabelerSum {
  /** Mean similarity to the others, summed over the tasks where there are others. */
  withRest = 0
  tasksWithRest = 0
  goldSimilarity = 0
  goldRight = 0
  goldTasks = 0
  /** Choices between two for the one shown first, and choices between two at all. */
  choseFirst = 0
  choseOne = 0
  /** Own answers by category, and what the others said of the same tasks. */
  readonly chosen: Float64Array
  readonly others: Float64Array
  /** What the coincidences of all would gain if this labeler's answers were taken out. */
  readonly takenOut: UnitSums
  readonly #answers = new Map<string, OwnAnswer>()
  readonly #byMoment = new InOrder<OwnAnswer>(earlier)
  readonly #byTime = new InOrder<OwnAnswer>(quicker)
  /** Made when asked for; a change takes them away. */
  #times: Times | null | undefined
  #run: Run | null | undefined

  constructor(nCategories: number) {
    this.chosen = new Float64Array(nCategories)
    this.others = new Float64Array(nCategories)
    this.takenOut = new UnitSums(nCategories)
  }

  get answers(): number {
    return this.#answers.size
  }

  add(taskId: string, rating: KeptRating, all: Chosen): void {
    const own = { taskId, rating }
    this.#answers.set(taskId, own)
    this.#byMoment.add(own)
    if (rating.timeSpentMs > 0) this.#byTime.add(own)
    this.#count(rating, all, 1)
  }

  remove(taskId: string, rating: KeptRating, all: Chosen): void {
    const own = this.#answers.get(taskId)
    if (own === undefined) return
    this.#answers.delete(taskId)
    this.#byMoment.remove(own)
    if (rating.timeSpentMs > 0) this.#byTime.remove(own)
    this.#count(rating, all, -1)
  }

  /** Quartiles of the known times in milliseconds, and how many there are. An imported answer that tells no time took 0, which nobody does. */
  get times(): Times | null {
    if (this.#times === undefined) this.#times = timesOf(this.#byTime.list())
    return this.#times
  }

  /** The longest row of equal categories, in the order in which they were given, and how many answers have one. */
  get run(): Run | null {
    if (this.#run === undefined) this.#run = runOf(this.#byMoment.list())
    return this.#run
  }

  #count({ category, shown }: KeptRating, all: Chosen, times: 1 | -1): void {
    this.#times = undefined
    this.#run = undefined
    const first = choseFirst(shown?.rankAt)
    if (first !== null) this.choseOne += times
    if (first === true) this.choseFirst += times
    for (const [said, count] of all) {
      this.others[said] = (this.others[said] ?? 0) + times * (count - (said === category ? 1 : 0))
    }
    if (category < 0) return
    this.chosen[category] = (this.chosen[category] ?? 0) + times
    this.takenOut.add(all, times > 0 ? -1 : 1)
    this.takenOut.add(new Map(all).set(category, (all.get(category) ?? 0) - 1), times)
  }
}

/** Type 7 of Hyndman & Fan (1996). */
function timesOf(sorted: readonly OwnAnswer[]): Times | null {
  const at = (place: number): number => sorted[place]?.rating.timeSpentMs ?? 0
  const quartile = (level: number): number => {
    const place = level * (sorted.length - 1)
    return at(Math.floor(place)) + (place % 1) * (at(Math.ceil(place)) - at(Math.floor(place)))
  }
  if (sorted.length === 0) return null
  return { n: sorted.length, quartiles: [quartile(0.25), quartile(0.5), quartile(0.75)] }
}

/** The first of equally long rows. */
function runOf(inTime: readonly OwnAnswer[]): Run | null {
  let longest: Run | null = null
  let length = 0
  let n = 0
  let last = -1
  for (const { rating } of inTime) {
    const { category } = rating
    if (category < 0) continue
    n += 1
    length = category === last ? length + 1 : 1
    last = category
    if (length > (longest?.length ?? 0)) longest = { category, length, n }
  }
  return longest && { ...longest, n }
}

function earlier(a: OwnAnswer, b: OwnAnswer): number {
  return a.rating.givenAt - b.rating.givenAt || Number(a.taskId > b.taskId) - Number(a.taskId < b.taskId)
}

function quicker(a: OwnAnswer, b: OwnAnswer): number {
  return a.rating.timeSpentMs - b.rating.timeSpentMs
}

/** Whether a choice between two alternatives fell on the one shown first; null where that has no meaning. */
function choseFirst([one, other, third]: readonly number[] = []): boolean | null {
  if (one === undefined || other === undefined || third !== undefined || one === other) return null
  return one < other
}
