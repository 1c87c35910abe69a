import { defined, type Estimator, undefinedFor } from './outcome'
import { margins, type TwoRaterTable } from './two-rater-table'

export type KappaWeights = 'unweighted' | 'linear' | 'quadratic'

/**
 * Cohen's kappa of two annotators (Cohen 1960; weighted: Cohen 1968) over the units both judged: 1 − D_o/D_e, with disagreements
 * [i ≠ j], |i − j| or (i − j)² over the index in the declared order, and D_e from each annotator's own margin.
 * Undefined without a unit both judged (no-pairable-values) or where no disagreement is expected (no-variation).
 */
export function cohenKappa(table: TwoRaterTable, weights: KappaWeights): Estimator {
  const { between, fromAll } = disagreements[weights]
  return (weight) => {
    const { n, rows, columns } = margins(table, weight)
    if (n === 0) return undefinedFor('no-pairable-values')
    let observed = 0
    weight.forEach((units, cell) => {
      observed += units * between(table.row[cell] ?? 0, table.column[cell] ?? 0)
    })
    const expected = dot(rows, fromAll(columns))
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
  const { between, fromAll } = disagreements[weights]
  const { n, rows, columns } = margins(table, table.units)
  const largest = between(0, table.nCategories - 1)
  // w̄_i., the mean weight of row i over the column margin, and w̄_.j likewise.
  const byRow = fromAll(columns).map((sum) => 1 - sum / n / largest)
  const byColumn = fromAll(rows).map((sum) => 1 - sum / n / largest)
  const expected = dot(rows, byRow) / n
  let sum = 0
  table.units.forEach((units, cell) => {
    const i = table.row[cell] ?? 0
    const j = table.column[cell] ?? 0
    const weighted = 1 - between(i, j) / largest - ((byRow[i] ?? 0) + (byColumn[j] ?? 0)) * (1 - kappa)
    sum += (units / n) * weighted ** 2
  })
  const variance = (sum - (kappa - expected * (1 - kappa)) ** 2) / (n * (1 - expected) ** 2)
  return Math.sqrt(Math.max(0, variance))
}

interface Disagreement {
  between(i: number, j: number): number
  /** For each i: Σ_j margin_j · between(i, j), in one pass, so that thousands of labels cost no square of them. */
  fromAll(margin: Float64Array): Float64Array
}

const disagreements: Record<KappaWeights, Disagreement> = {
  unweighted: {
    between: (i, j) => (i === j ? 0 : 1),
    fromAll(margin) {
      const all = total(margin)
      return margin.map((count) => all - count)
    },
  },
  linear: {
    between: (i, j) => Math.abs(i - j),
    fromAll(margin) {
      // One place further on, what lies below is one farther and what lies above one nearer.
      const all = total(margin)
      let sum = margin.reduce((distances, count, j) => distances + j * count, 0)
      let below = 0
      return margin.map((count) => {
        const here = sum
        below += count
        sum += below - (all - below)
        return here
      })
    },
  },
  quadratic: {
    between: (i, j) => (i - j) ** 2,
    fromAll(margin) {
      const all = total(margin)
      const first = margin.reduce((sum, count, j) => sum + j * count, 0)
      const second = margin.reduce((sum, count, j) => sum + j * j * count, 0)
      return margin.map((_, i) => i * i * all - 2 * i * first + second)
    },
  },
}

const total = (margin: Float64Array): number => margin.reduce((sum, count) => sum + count, 0)
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, place) => sum + x * (b[place] ?? 0), 0)
