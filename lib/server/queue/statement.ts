import 'server-only'

/** A value of a row: times are epoch milliseconds on SQLite and `Date` on PostgreSQL, flags 0 and 1 or booleans. */
export type Row = Record<string, unknown>
export type SqlValue = string | number | boolean | null

/** One statement with `$1`, `$2`, …; the same text for both engines but for what a `Dialect` fills in. */
export interface Statement {
  text: string
  values: readonly SqlValue[]
}

/**
 * The steps of one transaction, written once for both engines: each `yield` is a statement and gives its rows. SQLite runs them
 * in one go inside its group commit, PostgreSQL one after the other in a transaction of its own.
 */
export type Steps<T> = Generator<Statement, T, Row[]>

/** `const rows = yield* sql('SELECT …', [id])` */
export function* sql(text: string, values: readonly SqlValue[] = []): Generator<Statement, Row[], Row[]> {
  return yield { text, values }
}

/** What the engines write differently. */
export interface Dialect {
  now: string
  /** The time so many milliseconds from now; negative: ago. */
  after(ms: number): string
  /** Appended to a SELECT that keeps its rows from other writers until the end. Empty on SQLite: it has one writer anyway. */
  lock: string
  /** A moment as a parameter: `$3` holds epoch milliseconds. */
  moment(parameter: string): string
}

export function textOf(row: Row, column: string): string {
  const value = row[column]
  if (typeof value === 'string') return value
  throw new TypeError(`Column ${column} holds ${typeof value}, not text.`)
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null || row[column] === undefined ? null : textOf(row, column)
}

export function numberOf(row: Row, column: string): number {
  const value = row[column]
  if (typeof value === 'number') return value
  // PostgreSQL sums whole numbers to text.
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value)
  throw new TypeError(`Column ${column} holds ${typeof value}, not a number.`)
}

export function flagOf(row: Row, column: string): boolean {
  const value = row[column]
  if (typeof value === 'boolean') return value
  if (value === 0 || value === 1) return value === 1
  throw new TypeError(`Column ${column} holds ${typeof value}, not a flag.`)
}

/** Epoch milliseconds. */
export function timeOf(row: Row, column: string): number {
  const value = row[column]
  if (typeof value === 'number') return value
  if (value instanceof Date) return value.getTime()
  throw new TypeError(`Column ${column} holds ${typeof value}, not a time.`)
}

export function timeOrNull(row: Row, column: string): number | null {
  return row[column] === null || row[column] === undefined ? null : timeOf(row, column)
}
