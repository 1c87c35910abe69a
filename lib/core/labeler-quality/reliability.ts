import type { DawidSkene } from '@/lib/core/aggregation/dawid-skene'

export interface Reliability {
  /** Probability of naming the true class: Σ_j p_j π_jj, by Dawid & Skene. */
  accuracy: number
  /** The same corrected for what their own mix of answers would hit by chance: 0 for somebody who guesses, 1 for somebody who knows. */
  aboveChance: number | null
}

/** Annotator → reliability, from a fit; classes of which nothing is known of the annotator are left out. */
export function reliabilities({ classes, class_marginals, confusion }: DawidSkene): Map<string, Reliability | null> {
  const marginals = class_marginals ?? {}
  return new Map(
    Object.entries(confusion).map(([annotator, rows]) => [annotator, reliabilityOf(classes, marginals, rows)]),
  )
}

function reliabilityOf(
  classes: readonly string[],
  marginals: Readonly<Record<string, number>>,
  rows: DawidSkene['confusion'][string],
): Reliability | null {
  const known = classes.flatMap((name) => {
    const row = rows[name]
    const weight = marginals[name] ?? 0
    return row && weight > 0 ? [{ name, row, weight }] : []
  })
  const total = known.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return null
  const accuracy = known.reduce((sum, { name, row, weight }) => sum + (weight / total) * (row[name] ?? 0), 0)
  const chance = known.reduce((sum, { name, weight }) => {
    const said = known.reduce((all, other) => all + (other.weight / total) * (other.row[name] ?? 0), 0)
    return sum + (weight / total) * said
  }, 0)
  return { accuracy, aboveChance: chance >= 1 ? null : (accuracy - chance) / (1 - chance) }
}
