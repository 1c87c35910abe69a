import 'server-only'
import type { Pool } from 'pg'
import { BatchMemo } from './batch-memo'
import type { ClaimAsk, QueueEngine } from './engine'
import type { Held } from './held'
import { PostgresClaim } from './postgresql-claim'
import { PostgresLine } from './postgresql-line'
import { submitStatement } from './postgresql-statements'
import { type Dialect, numberOf, type Row, type Statement, type Steps, timeOf } from './statement'
import { type Answered, type SubmitOutcome, submitSteps } from './submit-steps'

/** PostgreSQL's half of the queue: one statement a claim and one a submit, side by side with everyone else's. */
export class PostgresQueue implements QueueEngine {
  readonly dialect: Dialect = {
    now: 'clock_timestamp()',
    after: (ms) => `(clock_timestamp() + interval '${ms} milliseconds')`,
    lock: 'FOR NO KEY UPDATE',
    moment: (parameter) => `to_timestamp(${parameter}::double precision / 1000)`,
  }
  readonly #memo = new BatchMemo()
  readonly #line: PostgresLine
  readonly #claim: PostgresClaim

  constructor(under: { hot: Pool }) {
    this.#line = new PostgresLine(under.hot)
    this.#claim = new PostgresClaim(this.dialect, this.#line, this.#memo)
  }

  run<T>(steps: () => Steps<T>): Promise<T> {
    return this.#line.run(steps)
  }

  rows({ text, values }: Statement): Promise<Row[]> {
    return this.#line.query(text, values)
  }

  settledRows(statement: Statement): Promise<Row[]> {
    return this.rows(statement)
  }

  claim(ask: ClaimAsk): Promise<Held[]> {
    return this.#claim.claim(ask)
  }

  forget(labelerId: string): void {
    this.#memo.forget(labelerId)
  }

  sweep(most: number): Promise<number> {
    return this.#claim.sweep(most)
  }

  async submit(answer: Answered, ask: ClaimAsk | null): Promise<{ outcome: SubmitOutcome; next: Held[] }> {
    const outcome = (await this.#submitOpen(answer)) ?? (await this.run(() => submitSteps(this.dialect, answer)))
    const next = outcome.is === 'stored' && ask !== null ? await this.claim(ask) : []
    return { outcome, next }
  }

  /** The plain case in one statement; null where the assignment is not open. */
  async #submitOpen(answer: Answered): Promise<SubmitOutcome | null> {
    const values = [
      answer.assignmentId,
      answer.answer,
      answer.displayOrder,
      answer.timeSpentMs,
      answer.labelerId,
      answer.draft,
    ]
    const [row] = await this.#line.trying(() => this.#line.query(submitStatement, values))
    if (!row) return null
    return {
      is: 'stored',
      annotation: { revision: numberOf(row, 'revision'), createdAt: timeOf(row, 'createdAt') },
      again: false,
    }
  }
}
