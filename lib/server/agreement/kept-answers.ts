import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AnyTaskType } from '@/lib/core/task-type'
import { AnswerReader } from './answer-reader'
import { AnswerSums, type KeptRating, type KeptTask } from './answer-sums'
import { changesSince, markNow, type Seen } from './changed-tasks'
import { answersTo, type GivenAnswer, givenAnswers } from './given-answers'
import { type KnownOfTask, knownOf, knownOfTasks, nothingKnown } from './known-of-tasks'
import { makersOf } from './makers'
import type { Level } from './pair-table'
import { shownChoice } from './position-sums'

/** Tasks counted before others are let in. */
const tasksAStep = 200
/** Sums of fractions lose a digit in a million changes; after so many in proportion they are made anew. */
const changesPerRebuild = 20

/** The answers of some batches with what is counted of them. `look` reads what changed since, and nothing else. */
export class KeptAnswers {
  sums: AnswerSums
  /** Grows with every change. */
  version = 0
  readonly reader: AnswerReader
  readonly #marks = new Map<string, Seen>()
  readonly #tasks = new Map<string, KeptTask>()
  readonly #makers = new Map<string, readonly (string | null)[] | null>()
  /** Whose answers count nowhere. */
  #leftOut: ReadonlySet<string> = new Set()
  #changes = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    readonly spec: AnyTaskType,
    readonly config: unknown,
  ) {
    this.reader = new AnswerReader(spec, config)
    this.sums = this.#emptySums()
  }

  get tasks(): ReadonlyMap<string, KeptTask> {
    return this.#tasks
  }

  /** Reads what changed, then lets `work` see it; one at a time, so that nothing moves meanwhile. Answers of those left out are not kept. */
  look<Value>(
    batchIds: readonly string[],
    work: () => Promise<Value>,
    leftOut: ReadonlySet<string> = new Set(),
  ): Promise<Value> {
    const done = this.#last.then(async () => {
      if (!isSameSet(leftOut, this.#leftOut)) this.#forgetAll()
      this.#leftOut = leftOut
      await this.#refresh(batchIds)
      return work()
    })
    this.#last = done.catch(() => undefined)
    return done
  }

  async #refresh(batchIds: readonly string[]): Promise<void> {
    if (this.#changes > changesPerRebuild * (this.#tasks.size + 1000)) this.#forgetAll()
    for (const known of [...this.#marks.keys()]) if (!batchIds.includes(known)) this.#forget(known)
    for (const batchId of batchIds) {
      try {
        await this.#follow(batchId)
      } catch (error) {
        this.#forgetAll()
        throw error
      }
    }
  }

  async #follow(batchId: string): Promise<void> {
    const seen = this.#marks.get(batchId)
    if (seen === undefined) {
      const mark = await markNow(batchId)
      await this.#take(givenAnswers(batchId), await knownOf({ batchId }))
      this.#marks.set(batchId, mark)
      return
    }
    const { taskIds, mark, snapshot } = await changesSince(batchId, seen.mark, seen.snapshot)
    if (taskIds.length > 0) await this.#take(answersTo(taskIds), await knownOfTasks(taskIds), taskIds)
    this.#marks.set(batchId, { mark, snapshot })
  }

  /** Puts the tasks as they are now in the place of what was kept of them; `asked` without an answer are gone. */
  async #take(
    answers: AsyncIterable<GivenAnswer[]>,
    known: ReadonlyMap<string, KnownOfTask>,
    asked: readonly string[] = [],
  ): Promise<void> {
    const found = new Map<string, { batchId: string; mixedIn: boolean; ratings: KeptRating[] }>()
    for await (const rows of answers) {
      for (const row of rows) {
        if (this.#leftOut.has(row.labelerId)) continue
        const task = found.get(row.taskId) ?? { batchId: row.batchId, mixedIn: Boolean(row.mixedIn), ratings: [] }
        found.set(row.taskId, task)
        task.ratings.push(this.#ratingOf(row))
      }
    }
    for (const taskId of asked) if (!found.has(taskId)) this.#replace(taskId, null)
    await this.#readMakers([...found.keys()])
    let counted = 0
    for (const [taskId, task] of found) {
      counted += 1
      if (counted % tasksAStep === 0) await nextTurn()
      this.#replace(taskId, {
        taskId,
        ...task,
        ...(known.get(taskId) ?? nothingKnown),
        makers: this.#makers.get(taskId) ?? null,
      })
    }
  }

  /** Payloads never change: who made what a task compares is read once. */
  async #readMakers(taskIds: readonly string[]): Promise<void> {
    if (!this.spec.comparison) return
    const unknown = taskIds.filter((taskId) => !this.#makers.has(taskId))
    for (let from = 0; from < unknown.length; from += tasksAStep) {
      const some = unknown.slice(from, from + tasksAStep)
      for (const [taskId, makers] of await makersOf(this.spec, some)) this.#makers.set(taskId, makers)
      await nextTurn()
    }
  }

  #replace(taskId: string, now: KeptTask | null): void {
    const before = this.#tasks.get(taskId) ?? null
    if (before === now || (before && now && isSame(before, now))) return
    if (before) {
      this.sums.remove(before)
      this.#tasks.delete(taskId)
    }
    if (now) {
      this.sums.add(now)
      this.#tasks.set(taskId, now)
    }
    this.version += 1
    this.#changes += 1
  }

  #ratingOf({ labelerId, answer, displayOrder, timeSpentMs, createdAt }: GivenAnswer): KeptRating {
    const { value, category, seen } = this.reader.read(answer)
    const givenAt = Number(createdAt)
    const ranks = this.spec.comparison?.ranks(value) ?? null
    const order: number[] = this.spec.comparison ? JSON.parse(displayOrder) : []
    const shown = ranks === null ? null : shownChoice(ranks, order)
    const neither = ranks === null && order.length === 2
    return { labelerId, value, category, seen, timeSpentMs, givenAt, shown, neither }
  }

  #forget(batchId: string): void {
    for (const task of [...this.#tasks.values()]) if (task.batchId === batchId) this.#replace(task.taskId, null)
    this.#marks.delete(batchId)
  }

  #forgetAll(): void {
    this.#marks.clear()
    this.#tasks.clear()
    this.sums = this.#emptySums()
    this.#changes = 0
    this.version += 1
  }

  #emptySums(): AnswerSums {
    return new AnswerSums(this.spec, this.config, this.reader.nCategories)
  }
}

/** The categories of the answers, where each of them has exactly one: then every figure comes from counts. */
export function keptCategories({ spec, config, sums }: KeptAnswers): { level: Level; names: readonly string[] } | null {
  const { category } = spec
  if (category === null || sums.uncategorised > 0) return null
  return { level: category.level(config), names: category.categories(config) }
}

function isSame(a: KeptTask, b: KeptTask): boolean {
  if (a.mixedIn !== b.mixedIn || a.prelabeled !== b.prelabeled) return false
  if (a.ratings.length !== b.ratings.length || JSON.stringify(a.gold) !== JSON.stringify(b.gold)) return false
  return a.ratings.every((rating, i) => {
    const other = b.ratings[i]
    return (
      other !== undefined &&
      (rating.value === other.value || JSON.stringify(rating) === JSON.stringify(other)) &&
      rating.labelerId === other.labelerId &&
      rating.timeSpentMs === other.timeSpentMs &&
      rating.givenAt === other.givenAt
    )
  })
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one))
}
