import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { bootstrap } from '@/lib/core/agreement/bootstrap'
import { differenceFor, type Level } from '@/lib/core/agreement/difference'
import { krippendorffAlpha } from '@/lib/core/agreement/krippendorff-alpha'
import { PatternTable } from '@/lib/core/agreement/pattern-table'
import { selectPatterns } from '@/lib/core/agreement/unit-patterns'
import type { Point } from './agreement-points'

/** One answer with its category's place in declared order. */
export interface DatedChoice {
  taskId: string
  labelerId: string
  category: number
  givenAt: number
}

export interface AlphaQuestion {
  nCategories: number
  level: Level
  resamples: number
  /** Ascending. */
  cuts: readonly number[]
}

const answersAStep = 20_000

/**
 * Krippendorff's alpha over all answers given until each of the cuts, with its interval: one walk through the answers in the order of time.
 * Tasks are counted by how they were answered, so that a figure costs what the distinct ways cost, however many tasks there are.
 */
export async function alphaHistory(choices: readonly DatedChoice[], question: AlphaQuestion): Promise<Point[]> {
  const inOrder = choices.toSorted((a, b) => a.givenAt - b.givenAt)
  const ways = new Ways(question.nCategories)
  const annotators = new Set<string>()
  const points: Point[] = []
  let given = 0
  for (const cut of question.cuts) {
    for (let next = inOrder[given]; next && next.givenAt <= cut; next = inOrder[given]) {
      ways.add(next.taskId, next.category)
      annotators.add(next.labelerId)
      given += 1
      if (given % answersAStep === 0) await nextTurn()
    }
    points.push({ ...ways.alpha(question), at: new Date(cut), annotators: annotators.size, answers: given })
    await nextTurn()
  }
  return points
}

/** How many tasks were answered in which way. */
class Ways {
  readonly #tasks = new Map<string, Map<number, number>>()
  readonly #ways = new Map<string, number>()

  constructor(readonly nCategories: number) {}

  add(taskId: string, category: number): void {
    const chosen = this.#tasks.get(taskId) ?? new Map<number, number>()
    this.#tasks.set(taskId, chosen)
    this.#count(chosen, -1)
    chosen.set(category, (chosen.get(category) ?? 0) + 1)
    this.#count(chosen, 1)
  }

  #count(chosen: ReadonlyMap<number, number>, tasks: 1 | -1): void {
    if (chosen.size === 0) return
    const key = JSON.stringify([...chosen].toSorted(([a], [b]) => a - b))
    const known = (this.#ways.get(key) ?? 0) + tasks
    if (known === 0) this.#ways.delete(key)
    else this.#ways.set(key, known)
  }

  alpha({ level, resamples }: AlphaQuestion): Pick<Point, 'measure' | 'value' | 'low' | 'high' | 'items'> {
    const table = new PatternTable(this.nCategories)
    for (const [key, tasks] of this.#ways) {
      const chosen: [number, number][] = JSON.parse(key)
      for (const [category, count] of chosen) table.push(category, count)
      table.close(tasks)
    }
    const patterns = selectPatterns(table.finish(), (size) => size >= 2)
    const estimate = krippendorffAlpha(patterns, differenceFor(level, new Float64Array(0)))
    const { value } = estimate(patterns.units)
    const options = { bootstrap: resamples, seed: 1, interval: 'percentile' } as const
    const ci = value === null || resamples === 0 ? null : bootstrap(estimate, patterns.units, value, options).ci
    const items = patterns.units.reduce((sum, units) => sum + units, 0)
    return { measure: 'krippendorff-alpha', value, low: ci?.[0] ?? null, high: ci?.[1] ?? null, items }
  }
}
