import type { Unit } from '@/lib/core/agreement/figure'
import oracle from './aggregation.oracle.json'

/**
 * Frozen inputs and what packages made of them: numpy 1.26.4 (expectation–maximisation written out), crowd-kit 1.4.2 (DawidSkene with
 * tol = −1 and 400 rounds; MACE with one start and 3,000 rounds, labels first appearing in sorted order, else it mixes up its columns;
 * ROVER), jiwer 4.0.0 (edits), ensemble-boxes 1.0.9 (equal scores, single precision).
 */
export { oracle }

/** Dawid & Skene 1979, table 1: five anaesthetists on 45 patients, the first one three times. */
export const patients: Unit<string>[] = oracle.patients.map((row, patient) => ({
  item: String(patient + 1).padStart(2, '0'),
  ratings: row.split(' ').flatMap((said, a) => [...said].map((value) => ({ annotator: String(a + 1), value }))),
}))

/** Rows of annotators, '.' for no label; items in the order of their columns. */
export const spammed: Unit<string>[] = Array.from(oracle['mace rows'][0] ?? '', (_, item) => ({
  item: String(item).padStart(2, '0'),
  ratings: oracle['mace rows'].flatMap((row, a) =>
    row[item] === '.' ? [] : [{ annotator: `a${a}`, value: row[item] ?? '' }],
  ),
}))

export function unitsOf<Value>(...items: Record<string, Value>[]): Unit<Value>[] {
  return items.map((said, item) => ({
    item: String(item + 1),
    ratings: Object.entries(said).map(([annotator, value]) => ({ annotator, value })),
  }))
}
