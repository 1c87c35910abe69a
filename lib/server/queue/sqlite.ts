import 'server-only'
import type { Database, Statement as Prepared } from 'better-sqlite3'
import { nowMs } from '../clock'
import type { SqliteLine } from '../db/sqlite-line'
import { asStorageError } from '../db/storage-error'
import { BatchMemo } from './batch-memo'
import type { ClaimAsk, QueueEngine } from './engine'
import { expireDue } from './give-back-steps'
import type { Held } from './held'
import { type Claimed, SqliteClaim } from './sqlite-claim'
import type { Dialect, Row, Statement, Steps } from './statement'
import { type Answered, type SubmitOutcome, submitSteps } from './submit-steps'

type Bindings = Record<string, string | number | null>

/** SQLite's half of the queue: one writer, and all that arrives at a moment goes into one transaction. */
export class SqliteQueue implements QueueEngine {
  readonly dialect: Dialect = {
    now: 'clock_ms()',
    after: (ms) => `(clock_ms() + ${ms})`,
    lock: '',
    moment: (parameter) => parameter,
  }
  readonly #database: Database
  readonly #line: SqliteLine
  readonly #prepared = new Map<string, Prepared<[Bindings], Row>>()
  readonly #memo = new BatchMemo()
  readonly #claim = new SqliteClaim(this.dialect, this.#memo)

  constructor(under: { database: Database; line: SqliteLine }) {
    this.#database = under.database
    this.#line = under.line
    this.#database.function('clock_ms', () => nowMs())
  }

  async run<T>(steps: () => Steps<T>): Promise<T> {
    try {
      return await this.#line.write(() => this.#drive(steps()))
    } catch (error) {
      // Here and not in the line: the server entry and Next hold copies of AppError, and the line is shared by both.
      throw asStorageError(error)
    }
  }

  rows(statement: Statement): Promise<Row[]> {
    return this.#line.read(() => this.#execute(statement))
  }

  async settledRows(statement: Statement): Promise<Row[]> {
    return this.#execute(statement)
  }

  async claim(ask: ClaimAsk): Promise<Held[]> {
    const { held, again } = await this.run(() => this.#claim.steps(ask))
    return again ? this.#goOn(ask, held) : held
  }

  /** Others had their turn; the cursor has moved on. */
  async #goOn(ask: ClaimAsk, held: Held[]): Promise<Held[]> {
    for (;;) {
      const rest: ClaimAsk = { ...ask, count: ask.count - held.length, first: 'none' }
      const more = await this.run(() => this.#claim.steps(rest))
      held.push(...more.held)
      if (!more.again) return held
    }
  }

  forget(labelerId: string): void {
    this.#memo.forget(labelerId)
  }

  sweep(most: number): Promise<number> {
    return this.run(() => expireDue(this.dialect, most))
  }

  async submit(answer: Answered, ask: ClaimAsk | null): Promise<{ outcome: SubmitOutcome; next: Held[] }> {
    const { outcome, claim } = await this.run(() => this.#submitAndClaim(answer, ask))
    const next = claim.again && ask !== null ? await this.#goOn(ask, claim.held) : claim.held
    return { outcome, next }
  }

  *#submitAndClaim(answer: Answered, ask: ClaimAsk | null): Steps<{ outcome: SubmitOutcome; claim: Claimed }> {
    const outcome = yield* submitSteps(this.dialect, answer)
    const nothing = { held: [], again: false }
    return { outcome, claim: outcome.is === 'stored' && ask !== null ? yield* this.#claim.steps(ask) : nothing }
  }

  #drive<T>(steps: Steps<T>): T {
    let step = steps.next([])
    while (!step.done) step = steps.next(this.#execute(step.value))
    return step.value
  }

  #execute(statement: Statement): Row[] {
    const prepared = this.#prepare(statement.text)
    const bindings: Bindings = {}
    for (const [index, value] of statement.values.entries())
      bindings[String(index + 1)] = typeof value === 'boolean' ? Number(value) : value
    if (prepared.reader) return prepared.all(bindings)
    prepared.run(bindings)
    return []
  }

  #prepare(text: string): Prepared<[Bindings], Row> {
    const known = this.#prepared.get(text)
    if (known) return known
    const made = this.#database.prepare<[Bindings], Row>(text)
    this.#prepared.set(text, made)
    return made
  }
}
