import { defined, type Estimator, undefinedFor } from './outcome'
import { type Margins, margins, type TwoRaterTable } from './two-rater-table'

export type KappaWeights = 'unweighted' | 'linear' | 'quadratic'

/**
 * Cohen's kappa of two annotators (Cohen 1960; weighted: Cohen 1968) over the units both judged: 1 − D_o/D_e, with disagreements
 * [i ≠ j], |i − j| or (i − j)² over the index in the declared order, and D_e from each annotator's own margin.
 * Undefined without a unit both judged (no-pairable-values) or where no disagreement is expected (no-variation).
 */
export function cohenKappa(table: TwoRaterTable, weights: KappaWeights): Estimator {
  const disagreement = disagreements[weights]
  return (weight) => {
    const { n, rows, columns } = margins(table, weight)
    if (n === 0) return undefinedFor('no-pairable-values')
    let observed = 0
    weight.forEach((units, cell) => {
      observed += units * disagreement(table.row[cell] ?? 0, table.column[cell] ?? 0)
    })
    let expected = 0
    used(rows).forEach((i) => {
      let inRow = 0
      for (const j of used(columns)) inRow += (columns[j] ?? 0) * disagreement(i, j)
      expected += (rows[i] ?? 0) * inRow
    })
    return expected === 0 ? undefinedFor('no-variation') : defined(1 - (observed * n) / expected)
  }
}

/**
 * Large-sample standard error that does not assume kappa = 0 (Fleiss, Cohen & Everitt 1969, Psychological Bulletin 72, eq. 13), with agreement
 * weights w = 1 − disagreement/largest; null where kappa is undefined.
 */
export function cohenStandardError(table: TwoRaterTable, weights: KappaWeights): number | null {
  const kappa = cohenKappa(table, weights)(table.units).value
  if (kappa === null) return null
  const { n, rows, columns } = margins(table, table.units)
  const largest = weights === 'unweighted' ? 1 : disagreements[weights](0, table.nCategories - 1)
  const agreement = (i: number, j: number): number => 1 - disagreements[weights](i, j) / largest
  const { byRow, byColumn, expected } = meanAgreements({ n, rows, columns }, agreement)
  let sum = 0
  table.units.forEach((units, cell) => {
    const i = table.row[cell] ?? 0
    const j = table.column[cell] ?? 0
    sum += (units / n) * (agreement(i, j) - ((byRow[i] ?? 0) + (byColumn[j] ?? 0)) * (1 - kappa)) ** 2
  })
  const variance = (sum - (kappa - expected * (1 - kappa)) ** 2) / (n * (1 - expected) ** 2)
  return Math.sqrt(Math.max(0, variance))
}

const disagreements: Record<KappaWeights, (i: number, j: number) => number> = {
  unweighted: (i, j) => (i === j ? 0 : 1),
  linear: (i, j) => Math.abs(i - j),
  quadratic: (i, j) => (i - j) ** 2,
}

/** w̄_i., the mean weight of row i over the column margin; w̄_.j likewise; and the expected weighted agreement. */
function meanAgreements({ n, rows, columns }: Margins, agreement: (i: number, j: number) => number) {
  const byRow = new Float64Array(rows.length)
  const byColumn = new Float64Array(columns.length)
  let expected = 0
  for (let i = 0; i < rows.length; i += 1) {
    for (let j = 0; j < columns.length; j += 1) {
      const w = agreement(i, j)
      byRow[i] = (byRow[i] ?? 0) + ((columns[j] ?? 0) / n) * w
      byColumn[j] = (byColumn[j] ?? 0) + ((rows[i] ?? 0) / n) * w
    }
    expected += ((rows[i] ?? 0) / n) * (byRow[i] ?? 0)
  }
  return { byRow, byColumn, expected }
}

function used(margin: Float64Array): number[] {
  return Array.from(margin.keys()).filter((category) => (margin[category] ?? 0) > 0)
}
