import 'server-only'
import { cohenKappa, cohenStandardError, type KappaWeights } from '@/lib/core/agreement/cohen-kappa'
import { Z_95 } from '@/lib/core/agreement/normal'
import type { TwoRaterTable } from '@/lib/core/agreement/two-rater-table'
import type { PairSum } from './answer-sums'
import type { DistanceAlphas } from './distance-alphas'
import { given, meanOf, missing, type TableFigure } from './table-figure'

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

/** By Cohen's kappa, from the counts. */
export function kappaRow(pair: PairSum, nCategories: number, level: Level): PairRow {
  return { labelers: pair.labelers, similarity: similarityOf(pair), corrected: kappaOf(pair, nCategories, level) }
}

/** By the type's alpha; `nameOf` says how the alphas call a labeler. */
export function alphaRow(pair: PairSum, alphas: DistanceAlphas | null, nameOf: (labelerId: string) => string): PairRow {
  const { labelers, n } = pair
  const row = { labelers, similarity: similarityOf(pair) }
  const alpha = alphas?.pairs[JSON.stringify(labelers.map(nameOf).toSorted())]
  if (alpha === undefined) return { ...row, corrected: missing('too-many-answers', n, alphaMethod) }
  const corrected =
    alpha.value === null
      ? missing(alpha.reason ?? 'no-pairable-values', n, alphaMethod)
      : given(alpha.value, alpha.n_items, alphaMethod)
  return { ...row, corrected }
}

function similarityOf({ similarity, n }: PairSum): TableFigure {
  return meanOf(similarity, n, rawMethod, 'no-pairable-values')
}

function kappaOf({ n, cells }: PairSum, nCategories: number, level: Level): TableFigure {
  const weights: KappaWeights = level === 'ordinal' ? 'linear' : 'unweighted'
  const method = `${level === 'ordinal' ? 'Cohen’s kappa (1968), linear weights' : 'Cohen’s kappa (1960)'}; standard error of Fleiss, Cohen & Everitt (1969)`
  const table = tableOf(cells, nCategories)
  const outcome = cohenKappa(table, weights)(table.units)
  if (outcome.value === null) return missing(outcome.reason, n, method)
  const se = cohenStandardError(table, weights)
  return given(outcome.value, n, method, se === null ? null : [outcome.value - Z_95 * se, outcome.value + Z_95 * se])
}

function tableOf(cells: ReadonlyMap<number, number>, nCategories: number): TwoRaterTable {
  const inOrder = [...cells].filter(([, units]) => units > 0).toSorted(([a], [b]) => a - b)
  return {
    nCategories,
    row: Int32Array.from(inOrder, ([cell]) => Math.floor(cell / nCategories)),
    column: Int32Array.from(inOrder, ([cell]) => cell % nCategories),
    units: Float64Array.from(inOrder, ([, units]) => units),
  }
}
