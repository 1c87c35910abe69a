import { categoryOrder } from './category-order'
import type { Unit } from './figure'

export interface ConfusionMatrix {
  categories: string[]
  /** `counts[row][column]`, categories in order. */
  counts: number[][]
}

export interface ConfusionOptions {
  /** In order, unused ones too; without it those seen. */
  categories?: string[]
  /** Rows are the first annotator's values, columns the second's, over the items both judged. */
  annotators?: [string, string]
}

/**
 * What is taken for what. With two annotators named: how often the first said the row where the second said the column.
 * Without: Krippendorff's coincidences, each item's ordered pairs of values / (m − 1), so that the matrix is symmetric and sums to the pairable values.
 */
export function confusionMatrix(units: Unit<string>[], options: ConfusionOptions = {}): ConfusionMatrix {
  const { categories, indexOf } = categoryOrder(units, options.categories)
  const counts = categories.map(() => categories.map(() => 0))
  const add = (row: string, column: string, by: number): void => {
    const cells = counts[indexOf.get(row) ?? 0]
    const place = indexOf.get(column) ?? 0
    if (cells) cells[place] = (cells[place] ?? 0) + by
  }
  for (const { ratings } of units) {
    if (options.annotators) {
      const [first, second] = options.annotators.map((name) => ratings.find(({ annotator }) => annotator === name))
      if (first && second) add(first.value, second.value, 1)
      continue
    }
    ratings.forEach((a, i) => {
      ratings.forEach((b, j) => {
        if (i !== j) add(a.value, b.value, 1 / (ratings.length - 1))
      })
    })
  }
  return { categories, counts }
}
