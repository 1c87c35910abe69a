import 'server-only'
import type { Figure, Reason } from '@/lib/core/agreement/figure'
import { type AsOf, asOfSentence } from './latest'

/** A number about a person or two people, with what is needed to judge it. `value` is null exactly when `reason` is given. */
export interface TableFigure extends Pick<Figure, 'value' | 'ci' | 'method'> {
  /** Tasks, answers or times behind it. */
  n: number
  /** `too-many-answers`: it would take minutes; the command line gives it from the long table. */
  reason: Reason | 'too-many-answers' | null
}

export function given(value: number, n: number, method: string, ci: [number, number] | null = null): TableFigure {
  return { value, ci, n, reason: null, method }
}

export function missing(reason: NonNullable<TableFigure['reason']>, n: number, method: string): TableFigure {
  return { value: null, ci: null, n, reason, method }
}

export function meanOf(sum: number, n: number, method: string, reason: Reason): TableFigure {
  return n === 0 ? missing(reason, 0, method) : given(sum / n, n, method)
}

/** A method whose number is not of this moment says so. */
export function dated(method: string, asOf: AsOf | null): string {
  return asOf === null ? method : `${method}. ${asOfSentence(asOf)}`
}
