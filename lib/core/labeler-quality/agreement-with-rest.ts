import type { Unit } from '@/lib/core/agreement/figure'

export interface RestAgreement {
  /** Mean similarity (1 − distance) to the others' values on an item, averaged over items; 0 to 1, not corrected for chance. */
  value: number | null
  /** Items that somebody else judged too. */
  n: number
}

/** Annotator → how close they are to the others on the items they share. */
export function agreementWithRest<Value>(
  units: readonly Unit<Value>[],
  distance: (a: Value, b: Value) => number,
): Map<string, RestAgreement> {
  const sums = new Map<string, { sum: number; n: number }>()
  for (const { ratings } of units) {
    ratings.forEach((own, i) => {
      const known = sums.get(own.annotator) ?? { sum: 0, n: 0 }
      sums.set(own.annotator, known)
      const others = ratings.filter((_, j) => j !== i)
      if (others.length === 0) return
      known.sum += others.reduce((sum, { value }) => sum + 1 - distance(own.value, value), 0) / others.length
      known.n += 1
    })
  }
  return new Map([...sums].map(([annotator, { sum, n }]) => [annotator, { value: n === 0 ? null : sum / n, n }]))
}
