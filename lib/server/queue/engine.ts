import 'server-only'
import type { Driver } from '../db/connection'
import { driver } from '../db/db'
import type { Held } from './held'
import { PostgresQueue } from './postgresql'
import { SqliteQueue } from './sqlite'
import type { Dialect, Row, Statement, Steps } from './statement'
import type { Answered, SubmitOutcome } from './submit-steps'

/** What a labeler asks the queue for. */
export interface ClaimAsk {
  labelerId: string
  /** One batch, one project, or (both null) everything this labeler may label. */
  batchId: string | null
  projectId: string | null
  count: number
  /** Which of the labeler's open tasks come first and count towards `count`: those with a draft, all of them, or none. */
  first: 'begun' | 'open' | 'none'
}

export interface QueueEngine {
  dialect: Dialect
  /** Runs in one transaction; SQLite puts all that arrive at a moment into one commit. */
  run<T>(steps: () => Steps<T>): Promise<T>
  /** Reads what is committed. */
  rows(statement: Statement): Promise<Row[]>
  /** Reads facts that never change once written, without waiting for one's turn. */
  settledRows(statement: Statement): Promise<Row[]>
  claim(ask: ClaimAsk): Promise<Held[]>
  /** What this labeler may work on has changed: their next claim reads the list of batches anew. Other processes' lists last a second. */
  forget(labelerId: string): void
  /** Closes up to `most` leases that are over; gives how many it found. */
  sweep(most: number): Promise<number>
  /** Stores an answer and, where `ask` is given, leases what comes next. */
  submit(answer: Answered, ask: ClaimAsk | null): Promise<{ outcome: SubmitOutcome; next: Held[] }>
}

const engines = new WeakMap<Driver, QueueEngine>()

export function queueEngine(): QueueEngine {
  const under = driver()
  const known = engines.get(under)
  if (known) return known
  const made = under.engine === 'sqlite' ? new SqliteQueue(under) : new PostgresQueue(under)
  engines.set(under, made)
  return made
}
