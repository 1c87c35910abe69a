import 'server-only'
import type { Database, Statement as Prepared } from 'better-sqlite3'
import { nowMs } from '../clock'
import type { SqliteLine } from '../db/sqlite-line'
import { asStorageError } from '../db/storage-error'
import { newId, newSeed } from '../ids'
import { type BatchInLine, BatchMemo } from './batch-memo'
import type { ClaimAsk, QueueEngine } from './engine'
import { expireDue } from './give-back-steps'
import { inTurn } from './gold-turns'
import { batchInLineOf, type Held, heldOf, selectBatches, selectHeld, selectOpen } from './held'
import { lookAtMost, scopeOf } from './scope'
import { nextGold, nextTurns } from './sqlite-gold'
import { type Dialect, flagOf, numberOf, type Row, type Statement, type Steps, sql, textOf } from './statement'
import { type Answered, type SubmitOutcome, submitSteps } from './submit-steps'
import { leaseMs } from './time-limits'

interface Claimed {
  held: Held[]
  /** Only own tasks were seen so far and the place in line is saved: there may be more. */
  again: boolean
}

type Bindings = Record<string, string | number | null>

/** SQLite's half of the queue: one writer, so a claim walks the line step by step inside one transaction. */
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
    const { held, again } = await this.run(() => this.#claimSteps(ask))
    return again ? this.#goOn(ask, held) : held
  }

  /** Others had their turn; the cursor has moved on. */
  async #goOn(ask: ClaimAsk, held: Held[]): Promise<Held[]> {
    for (;;) {
      const rest: ClaimAsk = { ...ask, count: ask.count - held.length, first: 'none' }
      const more = await this.run(() => this.#claimSteps(rest))
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
    return { outcome, claim: outcome.is === 'stored' && ask !== null ? yield* this.#claimSteps(ask) : nothing }
  }

  *#claimSteps(ask: ClaimAsk): Steps<Claimed> {
    yield* expireDue(this.dialect, 50)
    const held = yield* this.#alreadyOpen(ask)
    let again = false
    for (const fresh of [false, true]) {
      const batches = yield* this.#batches(ask, fresh)
      for (const batch of batches ?? []) {
        if (held.length >= ask.count || again) break
        const taken = yield* this.#takeFrom(batch, ask.labelerId, ask.count - held.length)
        held.push(...taken.held)
        again = taken.again
      }
      if (held.length >= ask.count || again) break
    }
    return { held, again }
  }

  *#alreadyOpen(ask: ClaimAsk): Steps<Held[]> {
    if (ask.first === 'none') return []
    const scope = scopeOf(ask)
    const open = yield* sql(selectOpen(scope.kind, ask.first, ask.count), [ask.labelerId, scope.id])
    return open.map(heldOf)
  }

  /** First the list of the last second, then a fresh one; null when the first was fresh already. */
  *#batches(ask: ClaimAsk, fresh: boolean): Steps<BatchInLine[] | null> {
    const scope = scopeOf(ask)
    const key = `${ask.labelerId}/${scope.kind}/${scope.id}`
    const kept = this.#memo.kept(key, nowMs())
    if (!fresh) return kept
    const rows = yield* sql(selectBatches(scope.kind), [ask.labelerId, scope.id])
    return this.#memo.keep(key, ask.labelerId, rows.map(batchInLineOf), nowMs())
  }

  *#takeFrom(batch: BatchInLine, labelerId: string, count: number): Steps<Claimed> {
    const [versions] = yield* sql(selectVersions, [batch.id])
    if (!versions) return { held: [], again: false }
    if (batch.gold === null) return yield* this.#takeReal(batch, labelerId, count, versions)
    const turns = yield* nextTurns(batch.id, batch.gold, labelerId, count)
    const wanted = turns.filter((isGold) => !isGold).length
    if (batch.gold.only) return { held: yield* this.#takeGold(batch, labelerId, count, versions), again: false }
    const real = yield* this.#takeReal(batch, labelerId, wanted, versions)
    // Where the other tasks are used up, known answers stop too: nobody is measured who has no work to do.
    if (real.again || !real.more) return real
    const gold = yield* this.#takeGold(batch, labelerId, count - wanted, versions)
    const rest = count - wanted - gold.length
    if (rest === 0) return { held: inTurn(turns, real.held, gold), again: false }
    const others = yield* this.#takeReal(batch, labelerId, rest, versions)
    return { held: inTurn(turns, [...real.held, ...others.held], gold), again: others.again }
  }

  *#takeGold(batch: BatchInLine, labelerId: string, count: number, versions: Row): Steps<Held[]> {
    const held: Held[] = []
    for (const taskId of yield* nextGold(batch, labelerId, count))
      held.push(yield* this.#lease(taskId, labelerId, versions))
    if (held.length === 0 && batch.gold?.only) this.#memo.foundNothing(labelerId, batch)
    return held
  }

  /** `more`: all that was asked for was there; with a count of 0, that one task is. */
  *#takeReal(batch: BatchInLine, labelerId: string, count: number, versions: Row): Steps<Claimed & { more: boolean }> {
    const [cursor] = yield* sql(selectCursor, [labelerId, batch.id])
    const was = {
      returned: cursor ? numberOf(cursor, 'returnedPos') : 0,
      line: cursor ? numberOf(cursor, 'linePos') : -1,
    }
    const at = { ...was }
    const held: Held[] = []
    let looked = 0
    let seen = false
    for (const lane of [0, 1]) {
      while ((count === 0 ? !seen : held.length < count) && looked < lookAtMost) {
        const from = lane === 0 ? at.returned : at.line
        // Mostly the first task in line is free for this labeler; after that look at several at once.
        const window = Math.max(count - held.length, looked > 0 ? 20 : 1)
        const tasks = yield* sql(selectTasks, [batch.id, lane, from, labelerId, window])
        for (const task of tasks) {
          if (count > 0 && held.length >= count) break
          looked++
          seen = !flagOf(task, 'mine')
          if (seen && count === 0) break
          if (lane === 0) at.returned = numberOf(task, 'pos')
          else at.line = numberOf(task, 'pos')
          if (seen) held.push(yield* this.#lease(textOf(task, 'id'), labelerId, versions))
        }
        if (tasks.length < window) break
      }
    }
    if (at.returned !== was.returned || at.line !== was.line)
      yield* sql(saveCursor, [labelerId, batch.id, at.returned, at.line])
    const more = count === 0 ? seen : held.length >= count
    const again = !more && looked >= lookAtMost
    if (looked === 0) yield* sql(closeEmpty, [batch.id, batch.returnSeq])
    if (held.length === 0 && !again && !more) this.#memo.foundNothing(labelerId, batch)
    return { held, again, more }
  }

  *#lease(taskId: string, labelerId: string, versions: Row): Steps<Held> {
    const { configVersion, guidelinesVersion } = {
      configVersion: numberOf(versions, 'configVersion'),
      guidelinesVersion: numberOf(versions, 'guidelinesVersion'),
    }
    const values = [newId(), taskId, labelerId, newSeed(), configVersion, guidelinesVersion]
    const [leased] = yield* sql(insertLease, values)
    if (!leased)
      throw new Error(`Task ${taskId} is already held by ${labelerId}: the cursor passed over its assignment.`)
    const [row] = yield* sql(`${selectHeld} WHERE a."id" = $1`, [textOf(leased, 'id')])
    if (!row) throw new Error(`Task ${taskId} has no content.`)
    return heldOf(row)
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

const selectVersions = `SELECT p."configVersion", p."guidelinesVersion" FROM "Batch" b JOIN "Project" p ON p."id" = b."projectId"
  WHERE b."id" = $1 AND b."status" = 'active' AND b."deletedAt" IS NULL`

const selectCursor = 'SELECT "returnedPos", "linePos" FROM "QueueCursor" WHERE "labelerId" = $1 AND "batchId" = $2'

const selectTasks = `SELECT t."id", t."pos", EXISTS (SELECT 1 FROM "Assignment" a
    WHERE a."taskId" = t."id" AND a."labelerId" = $4 AND a."state" IN ('open', 'submitted', 'skipped')) AS "mine"
  FROM "Task" t WHERE t."batchId" = $1 AND t."lane" = $2 AND t."free" > 0 AND t."pos" > $3 ORDER BY t."pos" LIMIT $5`

// RETURNING: after an upsert that updated, the last inserted row is someone else's.
const insertLease = `INSERT INTO "Assignment" ("id", "taskId", "labelerId", "state", "leaseUntil", "claimedAt", "seed", "configVersion", "guidelinesVersion")
  VALUES ($1, $2, $3, 'open', clock_ms() + ${leaseMs}, clock_ms(), $4, $5, $6)
  ON CONFLICT ("taskId", "labelerId") DO UPDATE SET "state" = 'open', "leaseUntil" = excluded."leaseUntil", "claimedAt" = excluded."claimedAt",
    "configVersion" = excluded."configVersion", "guidelinesVersion" = excluded."guidelinesVersion"
  WHERE "state" IN ('expired', 'released') RETURNING "id"`

const saveCursor = `INSERT INTO "QueueCursor" ("labelerId", "batchId", "returnedPos", "linePos") VALUES ($1, $2, $3, $4)
  ON CONFLICT ("labelerId", "batchId") DO UPDATE SET "returnedPos" = excluded."returnedPos", "linePos" = excluded."linePos"`

// Without the returnSeq read before, a place that came back meanwhile would be stranded in a batch marked empty.
const closeEmpty = `UPDATE "Batch" SET "hasOpen" = FALSE WHERE "id" = $1 AND "returnSeq" = $2
  AND NOT EXISTS (SELECT 1 FROM "Task" t WHERE t."batchId" = $1 AND t."lane" IN (0, 1) AND t."free" > 0)`
