import 'server-only'
import { cohenKappa, cohenStandardError, type KappaWeights } from '@/lib/core/agreement/cohen-kappa'
import { Z_95 } from '@/lib/core/agreement/normal'
import type { TwoRaterTable } from '@/lib/core/agreement/two-rater-table'
import { type PairSum, saidByBoth } from './answer-sums'
import type { DistanceAlphas } from './distance-alphas'
import type { AsOf } from './latest'
import { dated, given, meanOf, missing, type TableFigure } from './table-figure'

export type Level = 'nominal' | 'ordinal'

export interface PairRow {
  labelers: [string, string]
  /** Mean of 1 − distance on the tasks both answered; not corrected for chance. */
  similarity: TableFigure
  /** Cohen's kappa for categories (linear weights where they are steps), else the type's alpha of these two alone. */
  corrected: TableFigure
}

const rawMethod = 'Mean of 1 − distance over the tasks both answered; not corrected for chance'
const alphaMethod = 'Krippendorff’s alpha with the task type’s distance, of these two alone'

/** How pairs are compared where every answer has a category. */
export interface PairCategories {
  level: Level
  nCategories: number
  /** The category of what figures see in an answer, by its place. */
  categoryOf: readonly number[]
}

/** By Cohen's kappa, from the counts. */
export function kappaRow(pair: PairSum, categories: PairCategories): PairRow {
  return { labelers: pair.labelers, similarity: similarityOf(pair), corrected: kappaOf(pair, categories) }
}

/** By the type's alpha, of the answers it was measured on; `nameOf` says how the alphas call a labeler. */
export function alphaRow(
  pair: PairSum,
  { alphas, asOf }: { alphas: DistanceAlphas | null; asOf: AsOf | null },
  nameOf: (labelerId: string) => string,
): PairRow {
  const { labelers, n } = pair
  const row = { labelers, similarity: similarityOf(pair) }
  const method = dated(alphaMethod, asOf)
  const alpha = alphas?.pairs[JSON.stringify(labelers.map(nameOf).toSorted())]
  if (alpha === undefined) return { ...row, corrected: missing('too-many-answers', n, method) }
  const corrected =
    alpha.value === null
      ? missing(alpha.reason ?? 'no-pairable-values', n, method)
      : given(alpha.value, alpha.n_items, method)
  return { ...row, corrected }
}

function similarityOf({ similarity, n }: PairSum): TableFigure {
  return meanOf(similarity, n, rawMethod, 'no-pairable-values')
}

function kappaOf(pair: PairSum, categories: PairCategories): TableFigure {
  const { level } = categories
  const { n } = pair
  const weights: KappaWeights = level === 'ordinal' ? 'linear' : 'unweighted'
  const method = `${level === 'ordinal' ? 'Cohen’s kappa (1968), linear weights' : 'Cohen’s kappa (1960)'}; standard error of Fleiss, Cohen & Everitt (1969)`
  const table = tableOf(pair, categories)
  const outcome = cohenKappa(table, weights)(table.units)
  if (outcome.value === null) return missing(outcome.reason, n, method)
  const se = cohenStandardError(table, weights)
  return given(outcome.value, n, method, se === null ? null : [outcome.value - Z_95 * se, outcome.value + Z_95 * se])
}

function tableOf(pair: PairSum, { nCategories, categoryOf }: PairCategories): TwoRaterTable {
  const cells = new Map<number, number>()
  for (const { first, second, tasks } of saidByBoth(pair)) {
    const cell = (categoryOf[first] ?? 0) * nCategories + (categoryOf[second] ?? 0)
    cells.set(cell, (cells.get(cell) ?? 0) + tasks)
  }
  const inOrder = [...cells].toSorted(([a], [b]) => a - b)
  return {
    nCategories,
    row: Int32Array.from(inOrder, ([cell]) => Math.floor(cell / nCategories)),
    column: Int32Array.from(inOrder, ([cell]) => cell % nCategories),
    units: Float64Array.from(inOrder, ([, units]) => units),
  }
}
