import type { CategoricalTable } from './categorical-table'
import type { CategoryOrder } from './category-order'
import { PatternTable } from './pattern-table'
import type { TwoRaterTable } from './two-rater-table'

/**
 * Answers counted by the distinct ways in which items were answered: all that categorical measures need, and as much as there are ways,
 * however many items there are.
 */
export interface CountedAnswers<Value> {
  /** Distinct answers with how many gave each, and the items that were answered so; an item with one answer is counted too. */
  ways: readonly { answers: readonly { value: Value; times: number }[]; items: number }[]
  /** Everyone with an answer, with the distinct answers they gave. */
  annotators: readonly { name: string; values: readonly Value[] }[]
  /** With exactly two annotators: the items by what the first (by name) and the second said of them; else null. */
  both: readonly { first: Value; second: Value; items: number }[] | null
}

/** The same counts of what `read` sees in an answer; answers in which it sees nothing are left out. */
export function countedAs<Value>(
  { ways, annotators, both }: CountedAnswers<Value>,
  read: (value: Value) => string | null,
): CountedAnswers<string> {
  return {
    ways: ways.map(({ answers, items }) => ({
      items,
      answers: answers.flatMap(({ value, times }) => {
        const seen = read(value)
        return seen === null ? [] : [{ value: seen, times }]
      }),
    })),
    annotators: annotators.flatMap(({ name, values }) => {
      const seen = values.flatMap((value) => read(value) ?? [])
      return seen.length === 0 ? [] : [{ name, values: seen }]
    }),
    both:
      both?.flatMap(({ first, second, items }) => {
        const [one, other] = [read(first), read(second)]
        return one === null || other === null ? [] : [{ first: one, second: other, items }]
      }) ?? null,
  }
}

/** As `categoricalTable` makes it of the single answers, to the digit; `order` knows every value. */
export function tableOfCounts(
  { ways, annotators, both }: CountedAnswers<string>,
  order: CategoryOrder,
): CategoricalTable {
  const patterns = new PatternTable(order.categories.length)
  for (const { answers, items } of ways) {
    const chosen = new Map<number, number>()
    for (const { value, times } of answers) {
      const place = order.indexOf.get(value) ?? 0
      chosen.set(place, (chosen.get(place) ?? 0) + times)
    }
    for (const [category, count] of [...chosen].toSorted(([a], [b]) => a - b)) patterns.push(category, count)
    patterns.close(items)
  }
  const names = annotators.map(({ name }) => name).toSorted()
  return {
    order,
    patterns: patterns.finish(),
    annotators: names,
    twoRaters: both !== null && names.length === 2 ? twoRaterTableOf(both, order) : null,
  }
}

function twoRaterTableOf(both: NonNullable<CountedAnswers<string>['both']>, order: CategoryOrder): TwoRaterTable {
  const nCategories = order.categories.length
  const cells = new Map<number, number>()
  for (const { first, second, items } of both) {
    const cell = (order.indexOf.get(first) ?? 0) * nCategories + (order.indexOf.get(second) ?? 0)
    cells.set(cell, (cells.get(cell) ?? 0) + items)
  }
  const inOrder = [...cells].toSorted(([a], [b]) => a - b)
  return {
    nCategories,
    row: Int32Array.from(inOrder, ([cell]) => Math.floor(cell / nCategories)),
    column: Int32Array.from(inOrder, ([cell]) => cell % nCategories),
    units: Float64Array.from(inOrder, ([, items]) => items),
  }
}
