import type { Reason } from '@/lib/core/agreement/figure'
import { fitPairs, type PairFit, type PairModel } from './bradley-terry-fit'
import { type Comparison, judgementsIn } from './comparison'
import { beatenBy, type ComparisonTable, comparisonTable } from './comparison-cells'
import { type Components, componentsOf } from './connectivity'
import { type FoundStrengths, rankIntervals, type Strength, strengthOf } from './strengths'
import { type PreparedTies, preparedLevels, preparedTies, type TiePolicy, type TieResult, tiesIn } from './tie-models'

export interface BradleyTerryOptions {
  /** Davidson when ties occur, unless given. */
  ties?: TiePolicy | undefined
  /** Estimate the log-odds of being shown first. */
  orderEffect?: boolean
  /** L > 0 adds L·Σλ² to the negative log-likelihood: a fit always. */
  penalty?: number
  /** Leads are graded: whole numbers, larger is clearer. */
  graded?: boolean
}

export interface BradleyTerry extends FoundStrengths {
  method: 'bradley-terry'
  reason: Reason | null
  note: string | null
  /** Null unless asked for; its value null where it cannot be estimated. */
  order_effect: { value: number | null; se: number | null } | null
  ties: TieResult
}

/**
 * Bradley & Terry 1952 by maximum likelihood, log strengths with mean 0. Finite strengths exist only where the graph of who beats whom is
 * strongly connected (Ford 1957), a tie being an edge both ways. Standard errors from the Moore–Penrose inverse of the information.
 * Never Elo: the order of comparisons decides nothing. A competitor compared with itself is left out and counted in the note.
 */
export function bradleyTerry(comparisons: readonly Comparison[], options: BradleyTerryOptions = {}): BradleyTerry {
  const own = comparisons.filter(({ a, b }) => a !== b)
  const used = own.filter(({ lead }) => lead !== 0 || options.ties !== 'drop')
  const table = comparisonTable(used)
  const prepared = preparedFor(table, judgementsIn(own) - judgementsIn(used), options)
  const components = componentsOf(beatenBy(table))
  const notes = [selfNote(judgementsIn(comparisons) - judgementsIn(own))]
  const outcome = attempt(table, prepared, components, options)
  const fit = outcome.fit
  const strengths = fit && strengthsOf(table, fit)
  return {
    method: 'bradley-terry',
    reason: outcome.reason,
    note: [...notes, ...outcome.notes].filter((note) => note !== null).join(' ') || null,
    exists: outcome.exists,
    components,
    strengths,
    ranks: strengths && rankIntervals(strengths),
    order_effect: options.orderEffect ? orderEffectOf(fit) : null,
    ties: prepared.result(fit?.shape ?? null),
    log_likelihood: fit?.logLikelihood ?? null,
    n: table.n,
  }
}

interface Attempt {
  fit: PairFit | null
  exists: boolean
  reason: Reason | null
  notes: string[]
}

function attempt(
  table: ComparisonTable,
  prepared: PreparedTies,
  { strong }: Components,
  options: BradleyTerryOptions,
): Attempt {
  const failed = (reason: Reason, ...notes: string[]): Attempt => ({ fit: null, exists: false, reason, notes })
  if (table.n === 0) return failed('no-comparisons')
  const decisive = table.n - tiesIn(table.cells)
  const modelled = prepared.outcome.start.length > 0
  if (decisive === 0 && modelled)
    return failed('no-comparisons', 'Every comparison is a tie; --ties half can take them.')
  const penalty = options.penalty ?? 0
  const model = { competitors: table.competitors.length, cells: prepared.cells, outcome: prepared.outcome, penalty }
  if (strong > 1 && penalty === 0) return failed('not-strongly-connected', disconnected(strong))
  const joint = jointFit(model, table, options.orderEffect ?? false)
  if (!joint.fit) return failed('not-strongly-connected', ONLY_THROUGH_TIES)
  const notes =
    penalty > 0
      ? [...joint.notes, `Strengths are penalised by ${penalty}·Σλ²; they and their errors are drawn to 0.`]
      : joint.notes
  // What only the tie parameter keeps apart shows when it is fitted without the penalty.
  const exists = strong === 1 && (penalty === 0 || fitPairs({ ...model, orderEffect: false, penalty: 0 }) !== null)
  return { fit: joint.fit, exists, reason: null, notes }
}

/** With δ where it can be estimated, else without it and a note. */
function jointFit(model: Omit<PairModel, 'orderEffect'>, table: ComparisonTable, orderEffect: boolean) {
  const without = (...notes: string[]) => ({ fit: fitPairs({ ...model, orderEffect: false }), notes })
  if (!orderEffect) return without()
  if (table.cells.every(({ order }) => order === 0))
    return without('No line says which response stood first (shown_first), so there is no order effect.')
  const fit = fitPairs({ ...model, orderEffect: true })
  if (fit) return { fit, notes: [] }
  return without('The order effect cannot be told apart from the strengths here, so it was left out.')
}

const ONLY_THROUGH_TIES =
  'No finite strengths: without its ties someone never loses, and the likelihood grows without end. Use --penalty.'

function disconnected(strong: number): string {
  return `No finite strengths: the competitors fall into ${strong} groups of which some never beat any other. Compare more, or use --penalty.`
}

function selfNote(count: number): string | null {
  if (count === 0) return null
  return `${count} ${count === 1 ? 'comparison' : 'comparisons'} of a competitor with itself left out.`
}

function preparedFor(table: ComparisonTable, dropped: number, { ties, graded }: BradleyTerryOptions): PreparedTies {
  if (graded) return preparedLevels(table)
  if (ties === 'drop') return { ...preparedTies(table, 'drop'), result: () => ({ model: 'drop', n: dropped }) }
  return preparedTies(table, ties ?? (tiesIn(table.cells) > 0 ? 'davidson' : null))
}

function strengthsOf({ competitors }: ComparisonTable, { strengths, variances }: PairFit): Record<string, Strength> {
  return Object.fromEntries(competitors.map((name, i) => [name, strengthOf(strengths[i] ?? 0, variances[i] ?? 0)]))
}

function orderEffectOf(fit: PairFit | null): { value: number | null; se: number | null } {
  if (!fit?.orderEffect) return { value: null, se: null }
  return { value: fit.orderEffect.value, se: Math.sqrt(fit.orderEffect.variance) }
}
