import type { Unit } from '@/lib/core/agreement/figure'

export type AnnotatorPair = [string, string]

/** One pair of annotators in `details.pairs`. */
export interface PairResult {
  annotators: AnnotatorPair
  value: number | null
  /** Items both judged. */
  n_items: number
}

/** Units with at least two ratings, both in the order of their ids, so that the order of lines decides nothing. */
export function pairableUnits<Value>(units: readonly Unit<Value>[]): Unit<Value>[] {
  return units
    .filter((unit) => unit.ratings.length >= 2)
    .map((unit) => ({ ...unit, ratings: unit.ratings.toSorted((a, b) => byText(a.annotator, b.annotator)) }))
    .sort((a, b) => byText(a.item, b.item))
}

export function annotatorsOf<Value>(units: readonly Unit<Value>[]): string[] {
  return [...new Set(units.flatMap((unit) => unit.ratings.map((rating) => rating.annotator)))].sort(byText)
}

/** For each two annotators with an item in common, those items with their two ratings alone. */
export function unitsByPair<Value>(
  units: readonly Unit<Value>[],
): { annotators: AnnotatorPair; units: Unit<Value>[] }[] {
  const byPair = new Map<string, { annotators: AnnotatorPair; units: Unit<Value>[] }>()
  for (const unit of pairableUnits(units)) {
    for (const [place, first] of unit.ratings.entries()) {
      for (const second of unit.ratings.slice(place + 1)) {
        const annotators: AnnotatorPair = [first.annotator, second.annotator]
        const key = JSON.stringify(annotators)
        const entry = byPair.get(key) ?? { annotators, units: [] }
        entry.units.push({ item: unit.item, ratings: [first, second] })
        byPair.set(key, entry)
      }
    }
  }
  return [...byPair.values()].sort(
    (p, q) => byText(p.annotators[0], q.annotators[0]) || byText(p.annotators[1], q.annotators[1]),
  )
}

export const byText = (a: string, b: string): number => Number(a > b) - Number(a < b)
