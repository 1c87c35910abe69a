import { defined, type Estimator, undefinedFor } from './outcome'
import { margins, type TwoRaterTable } from './two-rater-table'

/**
 * Scott's pi of two annotators (Scott 1955, Public Opinion Quarterly 19) over the units both judged: (p_o − p_e)/(1 − p_e), p_e = Σ ((p_i+ + p_+i)/2)².
 * Undefined without a unit both judged (no-pairable-values) or where both used one and the same category only (no-variation).
 */
export function scottPi(table: TwoRaterTable): Estimator {
  return (weight) => {
    const { n, rows, columns } = margins(table, weight)
    if (n === 0) return undefinedFor('no-pairable-values')
    const agreed = weight.reduce((sum, units, cell) => sum + (table.row[cell] === table.column[cell] ? units : 0), 0)
    const pooledSquares = rows.reduce((sum, count, category) => sum + (count + (columns[category] ?? 0)) ** 2, 0)
    const expectedDisagreement = 4 * n * n - pooledSquares
    if (expectedDisagreement === 0) return undefinedFor('no-variation')
    return defined(1 - (4 * n * (n - agreed)) / expectedDisagreement)
  }
}
