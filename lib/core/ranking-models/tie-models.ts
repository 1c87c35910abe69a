import type { CountedCell } from './bradley-terry-fit'
import type { ComparisonCell, ComparisonTable } from './comparison-cells'
import { cumulativeLogit, davidson, type OutcomeModel } from './outcome-models'

export type TiePolicy = 'davidson' | 'rao-kupper' | 'half' | 'drop'

/** What ties were taken as, with the fitted parameter. */
export type TieResult =
  | { model: 'none' | 'half' | 'drop'; n: number }
  | { model: 'davidson'; n: number; nu: number | null }
  | { model: 'rao-kupper'; n: number; theta: number | null }
  | { model: 'cumulative-logit'; n: number; cutpoints: number[] | null }

export interface PreparedTies {
  outcome: OutcomeModel
  cells: CountedCell[]
  /** The result once the shape parameters are known; null where nothing was fitted. */
  result(shape: Float64Array | null): TieResult
}

/** The model of outcomes for leads of −1, 0 and 1. Without a single tie ν is 0 and θ is 1. */
export function preparedTies(table: ComparisonTable, policy: TiePolicy | null): PreparedTies {
  const n = tiesIn(table.cells)
  const plain = (half: number): CountedCell[] =>
    table.cells.map((cell) =>
      counted(cell, [times(cell, -1) + half * times(cell, 0), times(cell, 1) + half * times(cell, 0)]),
    )
  const binary = cumulativeLogit(1, false)
  if (policy === null) return { outcome: binary, cells: plain(0), result: () => ({ model: 'none', n }) }
  if (policy === 'half' || policy === 'drop')
    return { outcome: binary, cells: plain(policy === 'half' ? 0.5 : 0), result: () => ({ model: policy, n }) }
  const ternary = table.cells.map((cell) => counted(cell, [times(cell, -1), times(cell, 0), times(cell, 1)]))
  if (policy === 'davidson') {
    if (n === 0) return { outcome: binary, cells: plain(0), result: (shape) => ({ model: policy, n, nu: shape && 0 }) }
    const result = (shape: Float64Array | null): TieResult => ({
      model: policy,
      n,
      nu: shape && Math.exp(shape[0] ?? 0),
    })
    return { outcome: davidson, cells: ternary, result }
  }
  if (n === 0) return { outcome: binary, cells: plain(0), result: (shape) => ({ model: policy, n, theta: shape && 1 }) }
  const result = (shape: Float64Array | null): TieResult => ({
    model: policy,
    n,
    theta: shape && Math.exp(shape[0] ?? 0),
  })
  return { outcome: cumulativeLogit(1, true), cells: ternary, result }
}

/**
 * Graded strength: levels −S … S, S the largest seen, in a symmetric cumulative logit. A level nobody used has probability 0 at the
 * maximum: its two bounds fall together, so it is left out of the fit and its bound repeats the one below.
 */
export function preparedLevels(table: ComparisonTable): PreparedTies {
  const n = tiesIn(table.cells)
  const seen = new Set(table.cells.flatMap(({ leads }) => [...leads.keys()].map(Math.abs)))
  const middle = seen.has(0)
  const levels = [...seen].filter((level) => level > 0).sort((a, b) => a - b)
  const outcomes = [...levels.toReversed().map((level) => -level), ...(middle ? [0] : []), ...levels]
  return {
    outcome: cumulativeLogit(levels.length, middle),
    cells: table.cells.map((cell) =>
      counted(
        cell,
        outcomes.map((level) => times(cell, level)),
      ),
    ),
    result: (shape) => ({ model: 'cumulative-logit', n, cutpoints: shape && cutpointsOf(levels, middle, shape) }),
  }
}

/** c_0 … c_{S−1}. */
function cutpointsOf(levels: number[], middle: boolean, shape: Float64Array): number[] {
  const most = levels.at(-1) ?? 0
  return Array.from({ length: most }, (_, k) => {
    const above = levels.findIndex((level) => level > k)
    const bound = middle ? above : above - 1
    return bound < 0 ? 0 : (shape[bound] ?? 0)
  })
}

export function tiesIn(cells: readonly ComparisonCell[]): number {
  return cells.reduce((sum, cell) => sum + times(cell, 0), 0)
}

const times = ({ leads }: ComparisonCell, lead: number): number => leads.get(lead) ?? 0

function counted({ i, j, order }: ComparisonCell, counts: number[]): CountedCell {
  return { i, j, order, counts: Float64Array.from(counts) }
}
