import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AnyTaskType } from '@/lib/core/task-type'
import { db } from '../db/db'
import { AnswerSums, type KeptRating, type KeptTask } from './answer-sums'
import { changesSince, type Mark, markNow } from './changed-tasks'
import { answersTo, type GivenAnswer, givenAnswers } from './given-answers'

const goldsAtOnce = 500
/** Tasks counted before others are let in. */
const tasksAStep = 200
const mostShared = 10_000
const longestShared = 200
/** Sums of fractions lose a digit in a million changes; after so many in proportion they are made anew. */
const changesPerRebuild = 20

/** The answers of some batches with what is counted of them. `look` reads what changed since, and nothing else. */
export class KeptAnswers {
  sums: AnswerSums
  /** Grows with every change. */
  version = 0
  readonly #categoryAt: ReadonlyMap<string, number>
  readonly #marks = new Map<string, Mark>()
  readonly #tasks = new Map<string, KeptTask>()
  /** Equal answers are one value. */
  readonly #values = new Map<string, unknown>()
  #changes = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    readonly spec: AnyTaskType,
    readonly config: unknown,
  ) {
    const categories = spec.category?.categories(config) ?? []
    this.#categoryAt = new Map(categories.map((category, place) => [category, place]))
    this.sums = this.#emptySums()
  }

  get tasks(): ReadonlyMap<string, KeptTask> {
    return this.#tasks
  }

  /** Reads what changed, then lets `work` see it; one at a time, so that nothing moves meanwhile. */
  look<Value>(batchIds: readonly string[], work: () => Promise<Value>): Promise<Value> {
    const done = this.#last.then(async () => {
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
      await this.#take(givenAnswers(batchId), await goldsOf({ batchId }))
      this.#marks.set(batchId, mark)
      return
    }
    const { taskIds, mark } = await changesSince(batchId, seen)
    if (taskIds.length > 0) await this.#take(answersTo(taskIds), await goldsOfTasks(taskIds), taskIds)
    this.#marks.set(batchId, mark)
  }

  /** Puts the tasks as they are now in the place of what was kept of them; `asked` without an answer are gone. */
  async #take(
    answers: AsyncIterable<GivenAnswer[]>,
    golds: ReadonlyMap<string, unknown>,
    asked: readonly string[] = [],
  ): Promise<void> {
    const found = new Map<string, { batchId: string; ratings: KeptRating[] }>()
    for await (const rows of answers) {
      for (const row of rows) {
        const task = found.get(row.taskId) ?? { batchId: row.batchId, ratings: [] }
        found.set(row.taskId, task)
        task.ratings.push(this.#ratingOf(row))
      }
    }
    for (const taskId of asked) if (!found.has(taskId)) this.#replace(taskId, null)
    let counted = 0
    for (const [taskId, { batchId, ratings }] of found) {
      counted += 1
      if (counted % tasksAStep === 0) await nextTurn()
      this.#replace(taskId, { taskId, batchId, ratings, gold: golds.get(taskId) ?? null })
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
    const value = this.#valueOf(answer)
    const name = this.spec.category?.of(value, this.config) ?? null
    const category = name === null ? -1 : (this.#categoryAt.get(name) ?? -1)
    const givenAt = Number(createdAt)
    return { labelerId, value, category, timeSpentMs, givenAt, choseFirst: choseFirst(category, displayOrder) }
  }

  #valueOf(answer: string): unknown {
    const known = this.#values.get(answer)
    if (known !== undefined) return known
    const value: unknown = JSON.parse(answer)
    if (answer.length <= longestShared && this.#values.size < mostShared) this.#values.set(answer, value)
    return value
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
    return new AnswerSums(this.spec, this.config, this.#categoryAt.size)
  }
}

/** Types with two alternatives declare these as their first two categories, in canonical order, as `order` counts them. */
function choseFirst(category: number, displayOrder: string): boolean | null {
  if (category !== 0 && category !== 1) return null
  const order: unknown = JSON.parse(displayOrder)
  return Array.isArray(order) && order.length === 2 ? order[0] === category : null
}

function isSame(a: KeptTask, b: KeptTask): boolean {
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

async function goldsOf(task: { batchId: string } | { id: { in: string[] } }): Promise<Map<string, unknown>> {
  const rows = await db.taskContent.findMany({
    where: { task: { ...task, isGold: true } },
    select: { taskId: true, gold: true },
  })
  return new Map(
    rows.flatMap(({ taskId, gold }): [string, unknown][] => (gold === null ? [] : [[taskId, JSON.parse(gold)]])),
  )
}

async function goldsOfTasks(taskIds: readonly string[]): Promise<Map<string, unknown>> {
  const golds = new Map<string, unknown>()
  for (let from = 0; from < taskIds.length; from += goldsAtOnce) {
    const some = await goldsOf({ id: { in: taskIds.slice(from, from + goldsAtOnce) } })
    for (const [taskId, gold] of some) golds.set(taskId, gold)
  }
  return golds
}
