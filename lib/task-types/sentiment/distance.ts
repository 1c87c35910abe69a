import { type Answer, type Config, labelsOf } from './schema'

/**
 * One label each: 0 for the same, else 1 (nominal) or the steps between them as a share of the scale (ordinal).
 * Several labels: 1 − Jaccard (1912), the share of all labels named that only one of the two named.
 */
export function sentimentDistance(a: Answer, b: Answer, config: Config): number {
  if (config.multiple) return jaccardDistance(labelsOf(a), labelsOf(b))
  const [first, second] = [placeOf(a, config), placeOf(b, config)]
  if (first === second) return 0
  return config.scale === 'ordinal' ? Math.abs(first - second) / (config.labels.length - 1) : 1
}

/** 1 − shared / named by either. */
export function jaccardDistance(a: readonly string[], b: readonly string[]): number {
  const shared = a.filter((label) => b.includes(label)).length
  const named = new Set([...a, ...b]).size
  return named === 0 ? 0 : 1 - shared / named
}

/**
 * MASI (Passonneau 2006): 1 − Jaccard × M, M = 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap, 0 where they are apart.
 * Harsher than Jaccard on sets that merely overlap.
 */
export function masiDistance(a: readonly string[], b: readonly string[]): number {
  return 1 - (1 - jaccardDistance(a, b)) * monotonicity(a, b)
}

function monotonicity(a: readonly string[], b: readonly string[]): number {
  const aInB = a.every((label) => b.includes(label))
  const bInA = b.every((label) => a.includes(label))
  if (aInB && bInA) return 1
  if (aInB || bInA) return 2 / 3
  return a.some((label) => b.includes(label)) ? 1 / 3 : 0
}

function placeOf(answer: Answer, config: Config): number {
  const [label] = labelsOf(answer)
  return config.labels.findIndex(({ value }) => value === label)
}
