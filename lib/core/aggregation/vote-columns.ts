import { categoryOrder } from '@/lib/core/agreement/category-order'
import type { Unit } from '@/lib/core/agreement/figure'
import { byText } from '@/lib/core/pair-scores/annotator-pairs'

/** Every vote as three small numbers, item after item. Ids stand in the order of their text, so the order of lines decides nothing. */
export interface VoteColumns {
  items: string[]
  annotators: string[]
  classes: string[]
  /** Votes of item i: places `start[i]` to `start[i + 1]` of the two columns below. */
  start: Int32Array
  annotator: Int32Array
  label: Int32Array
}

/** Items without a vote keep their place with none. An annotator who stands twice on an item votes twice. */
export function voteColumns(units: readonly Unit<string>[]): VoteColumns {
  const sorted = units.toSorted((a, b) => byText(a.item, b.item))
  const { categories, indexOf } = categoryOrder(sorted, undefined)
  const names = new Set<string>()
  let size = 0
  for (const { ratings } of sorted) {
    size += ratings.length
    for (const { annotator } of ratings) names.add(annotator)
  }
  const annotators = [...names].sort(byText)
  const numberOf = new Map(annotators.map((name, index) => [name, index]))
  const columns = {
    items: sorted.map(({ item }) => item),
    annotators,
    classes: categories,
    start: new Int32Array(sorted.length + 1),
    annotator: new Int32Array(size),
    label: new Int32Array(size),
  }
  let place = 0
  sorted.forEach(({ ratings }, item) => {
    const votes = ratings
      .map(({ annotator, value }) => ({ annotator: numberOf.get(annotator) ?? 0, label: indexOf.get(value) ?? 0 }))
      .sort((a, b) => a.annotator - b.annotator || a.label - b.label)
    for (const vote of votes) {
      columns.annotator[place] = vote.annotator
      columns.label[place] = vote.label
      place += 1
    }
    columns.start[item + 1] = place
  })
  return columns
}
