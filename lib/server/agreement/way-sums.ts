import 'server-only'
import type { CountedAnswers } from '@/lib/core/agreement/counted-answers'

/** What one labeler said of a task: the place of what figures see in the answer. */
export interface Said {
  labelerId: string
  seen: number
}

/**
 * Tasks counted by the way in which they were answered: how often each distinct answer was given, whoever gave it. A task comes and goes at
 * the cost of its own answers; the ways are few, however many tasks there are.
 */
export class WaySums {
  annotations = 0
  /** Tasks with at least one answer. */
  tasks = 0
  readonly #ways = new Map<string, number>()
  readonly #said = new Map<string, Map<number, number>>()

  count(answers: readonly Said[], times: 1 | -1): void {
    if (answers.length === 0) return
    const way = answers
      .map(({ seen }) => seen)
      .sort((a, b) => a - b)
      .join(' ')
    changeBy(this.#ways, way, times)
    this.tasks += times
    this.annotations += times * answers.length
    for (const { labelerId, seen } of answers) {
      const said = this.#said.get(labelerId) ?? new Map<number, number>()
      this.#said.set(labelerId, said)
      changeBy(said, seen, times)
      if (said.size === 0) this.#said.delete(labelerId)
    }
  }

  get distinct(): number {
    return this.#ways.size
  }

  get labelers(): string[] {
    return [...this.#said.keys()]
  }

  /** As figures take it. `values` is what was seen by place; without `both` no measure of exactly two people can be told. */
  counted(
    values: readonly unknown[],
    nameOf: (labelerId: string) => string,
    both: CountedAnswers<unknown>['both'] = null,
  ): CountedAnswers<unknown> {
    return {
      ways: [...this.#ways].map(([way, items]) => ({ items, answers: answersOf(way, values) })),
      annotators: [...this.#said].map(([labelerId, said]) => ({
        name: nameOf(labelerId),
        values: [...said.keys()].map((place) => values[place]),
      })),
      both,
    }
  }
}

function answersOf(way: string, values: readonly unknown[]): { value: unknown; times: number }[] {
  const times = new Map<number, number>()
  for (const place of way.split(' ')) times.set(Number(place), (times.get(Number(place)) ?? 0) + 1)
  return [...times].map(([place, count]) => ({ value: values[place], times: count }))
}

function changeBy<Key>(counts: Map<Key, number>, key: Key, times: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + times
  if (count === 0) counts.delete(key)
  else counts.set(key, count)
}
