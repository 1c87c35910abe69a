import type { CategoryOrder } from './category-order'
import type { Unit } from './figure'
import { type TwoRaterTable, twoRaterTable } from './two-rater-table'
import { patternsOfColumns, type UnitPatterns } from './unit-patterns'

/** Categorical annotations, counted once for all measures. */
export interface CategoricalTable {
  order: CategoryOrder
  patterns: UnitPatterns
  /** Everyone with a value, sorted. */
  annotators: string[]
  /** With exactly two annotators: who said what where both judged. */
  twoRaters: TwoRaterTable | null
}

/** `order` knows every value of `units`. */
export function categoricalTable(units: Unit<string>[], order: CategoryOrder): CategoricalTable {
  const labels = units.reduce((sum, { ratings }) => sum + ratings.length, 0)
  const item = new Int32Array(labels)
  const value = new Int32Array(labels)
  const names = new Set<string>()
  let label = 0
  units.forEach(({ ratings }, unit) => {
    for (const rating of ratings) {
      item[label] = unit
      value[label] = order.indexOf.get(rating.value) ?? 0
      names.add(rating.annotator)
      label += 1
    }
  })
  const annotators = [...names].toSorted()
  const [first, second, third] = annotators
  const exactlyTwo = first !== undefined && second !== undefined && third === undefined
  return {
    order,
    patterns: patternsOfColumns({ item, value, nItems: units.length, nCategories: order.categories.length }),
    annotators,
    twoRaters: exactlyTwo ? twoRaterTable(units, [first, second], order.indexOf) : null,
  }
}
