import 'server-only'
import type { AnyTaskType } from '@/lib/core/task-type'

export interface ReadAnswer {
  value: unknown
  /** Its category's place in declared order; -1 for an answer without a single one, or one of too many. */
  category: number
  /** The place of what figures see of it among all that was seen so far; -1 where it has no category. */
  seen: number
}

const mostShared = 10_000
const longestShared = 200
/** Past so many different answers they are no categories that could be counted. */
const mostSeen = 10_000

/** Reads stored answers for counting: equal answers are one value, and what figures see the same in is one number. */
export class AnswerReader {
  /** What figures see, by place. */
  readonly seen: unknown[] = []
  /** The category of what is seen, by place. */
  readonly categories: number[] = []
  readonly #categoryAt: ReadonlyMap<string, number>
  readonly #read = new Map<string, ReadAnswer>()
  readonly #placeOf = new Map<string, number>()

  constructor(
    readonly spec: AnyTaskType,
    readonly config: unknown,
  ) {
    const categories = spec.category?.categories(config) ?? []
    this.#categoryAt = new Map(categories.map((category, place) => [category, place]))
  }

  get nCategories(): number {
    return this.#categoryAt.size
  }

  /** `answer` is JSON as stored. */
  read(answer: string): ReadAnswer {
    const known = this.#read.get(answer)
    if (known !== undefined) return known
    const value: unknown = JSON.parse(answer)
    const name = this.spec.category?.of(value, this.config) ?? null
    const category = name === null ? -1 : (this.#categoryAt.get(name) ?? -1)
    const seen = category < 0 ? -1 : this.#seenAt(value, category)
    const read = { value, category: seen < 0 ? -1 : category, seen }
    if (answer.length <= longestShared && this.#read.size < mostShared) this.#read.set(answer, read)
    return read
  }

  #seenAt(value: unknown, category: number): number {
    const { counts } = this.spec.category ?? {}
    const seen = counts ? counts.seen(value, this.config) : category
    const key = JSON.stringify(seen)
    const known = this.#placeOf.get(key)
    if (known !== undefined) return known
    if (this.seen.length >= mostSeen) return -1
    this.#placeOf.set(key, this.seen.length)
    this.seen.push(seen)
    this.categories.push(category)
    return this.seen.length - 1
  }
}
