import 'server-only'
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import { nowMs } from '../clock'
import { asStorageError } from '../db/storage-error'
import { newId, newSeed } from '../ids'
import { type BatchInLine, BatchMemo } from './batch-memo'
import type { ClaimAsk, QueueEngine } from './engine'
import { expire, selectDue } from './give-back-steps'
import { goldPlace, goldTurns, inTurn, wholeRound } from './gold-turns'
import { batchInLineOf, type Held, heldOf, selectBatches, selectOpen } from './held'
import { OneAtATime } from './one-at-a-time'
import { claimGoldStatement } from './postgresql-gold'
import { claimStatement, closeEmpty, somethingLeft, submitStatement } from './postgresql-statements'
import { scopeOf } from './scope'
import { roundOf } from './sqlite-gold'
import { type Dialect, flagOf, numberOf, type Row, type Statement, type Steps, textOf, timeOf } from './statement'
import { type Answered, type SubmitOutcome, submitSteps } from './submit-steps'

const tries = 5
const busyTries = 20

/** PostgreSQL's half of the queue: one statement a claim and one a submit, side by side with everyone else's. */
export class PostgresQueue implements QueueEngine {
  readonly dialect: Dialect = {
    now: 'clock_timestamp()',
    after: (ms) => `(clock_timestamp() + interval '${ms} milliseconds')`,
    lock: 'FOR NO KEY UPDATE',
    moment: (parameter) => `to_timestamp(${parameter}::double precision / 1000)`,
  }
  readonly #hot: Pool
  readonly #memo = new BatchMemo()
  readonly #topUps = new OneAtATime()

  constructor(under: { hot: Pool }) {
    this.#hot = under.hot
  }

  async run<T>(steps: () => Steps<T>): Promise<T> {
    return this.#trying(async () => {
      const client = await this.#hot.connect()
      try {
        await client.query('BEGIN')
        const value = await drive(client, steps())
        await client.query('COMMIT')
        client.release()
        return value
      } catch (error) {
        await undo(client)
        throw error
      }
    })
  }

  rows({ text, values }: Statement): Promise<Row[]> {
    return this.#query(text, values)
  }

  settledRows(statement: Statement): Promise<Row[]> {
    return this.rows(statement)
  }

  claim(ask: ClaimAsk): Promise<Held[]> {
    // What one holds open counts towards what one gets: two such claims of one person at once would both see the state before.
    return ask.first === 'open' ? this.#topUps.run(ask.labelerId, () => this.#claim(ask)) : this.#claim(ask)
  }

  async #claim(ask: ClaimAsk): Promise<Held[]> {
    const scope = scopeOf(ask)
    const open =
      ask.first === 'none'
        ? []
        : await this.#query(selectOpen(scope.kind, ask.first, ask.count), [ask.labelerId, scope.id])
    const held = open.map(heldOf)
    const key = `${ask.labelerId}/${scope.kind}/${scope.id}`
    const kept = this.#memo.kept(key, nowMs())
    if (kept) await this.#takeFromEach(kept, ask, held)
    if (held.length < ask.count) await this.#takeFromEach(await this.#freshBatches(ask, key), ask, held)
    if (held.length > 0 || (await this.sweep(50)) === 0) return held
    // Leases that are over were all that stood between this labeler and a task.
    await this.#takeFromEach(await this.#freshBatches(ask, key), ask, held)
    return held
  }

  forget(labelerId: string): void {
    this.#memo.forget(labelerId)
  }

  async sweep(most: number): Promise<number> {
    const due = await this.#query(selectDue(this.dialect, most), [])
    for (const row of due) await this.run(() => expire(this.dialect, textOf(row, 'id')))
    return due.length
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
    const [row] = await this.#trying(() => this.#query(submitStatement, values))
    if (!row) return null
    return {
      is: 'stored',
      annotation: { revision: numberOf(row, 'revision'), createdAt: timeOf(row, 'createdAt') },
      again: false,
    }
  }

  async #freshBatches(ask: ClaimAsk, key: string): Promise<BatchInLine[]> {
    const scope = scopeOf(ask)
    const rows = await this.#query(selectBatches(scope.kind), [ask.labelerId, scope.id])
    return this.#memo.keep(key, ask.labelerId, rows.map(batchInLineOf), nowMs())
  }

  async #takeFromEach(batches: BatchInLine[], ask: ClaimAsk, held: Held[]): Promise<void> {
    for (const batch of batches) {
      if (held.length >= ask.count) return
      const taken = await this.#takeFrom(batch, ask.labelerId, ask.count - held.length)
      held.push(...taken)
    }
  }

  async #takeFrom(batch: BatchInLine, labelerId: string, count: number): Promise<Held[]> {
    const { gold: mix } = batch
    if (mix === null) return this.#takeReal(batch, labelerId, count)
    const [place] = await this.#query(goldPlace, [labelerId, batch.id])
    const turns = goldTurns(mix, { seed: mix.seed, labelerId }, place ? numberOf(place, 'had') : 0, count)
    const wanted = turns.filter((isGold) => !isGold).length
    const isOver = place !== undefined && place.goldPos !== null && numberOf(place, 'goldPos') >= wholeRound
    const real = wanted === 0 ? [] : await this.#takeReal(batch, labelerId, wanted)
    // Where the other tasks are used up, known answers stop too: nobody is measured who has no work to do.
    if (real.length < wanted) return real
    const hasBegun = place !== undefined && place.goldFrom !== null
    if (!hasBegun && count > wanted) await this.run(() => roundOf(batch, labelerId))
    const gold = isOver ? [] : await this.#takeGold(batch, labelerId, count - wanted)
    const rest = count - wanted - gold.length
    const others = rest === 0 || mix.only ? [] : await this.#takeReal(batch, labelerId, rest)
    if (gold.length === 0 && mix.only) this.#memo.foundNothing(labelerId, batch)
    return inTurn(turns, [...real, ...others], gold)
  }

  async #takeGold(batch: BatchInLine, labelerId: string, count: number): Promise<Held[]> {
    if (count === 0 || batch.gold === null) return []
    const ids = Array.from({ length: count }, newId)
    const seeds = Array.from({ length: count }, newSeed)
    const text = claimGoldStatement(count, batch.gold.only)
    const rows = await this.#trying(() => this.#query(text, [labelerId, batch.id, ids, seeds]))
    return rows.map(heldOf)
  }

  /** Tasks that other claims keep locked at this moment are passed over at first, and waited for when nothing else is left. */
  async #takeReal(batch: BatchInLine, labelerId: string, count: number): Promise<Held[]> {
    const held: Held[] = []
    for (let tried = 1; held.length < count && tried <= busyTries; tried++) {
      const missing = count - held.length
      const values = [
        labelerId,
        batch.id,
        Array.from({ length: missing }, newId),
        Array.from({ length: missing }, newSeed),
      ]
      const rows = await this.#trying(() => this.#query(claimStatement(missing), values))
      held.push(...rows.map(heldOf))
      if (rows.length === missing) break
      if (await this.#isThroughWith(batch, labelerId)) break
      if (rows.length === 0) await wait(tried)
    }
    return held
  }

  async #isThroughWith(batch: BatchInLine, labelerId: string): Promise<boolean> {
    const [now] = await this.#query(somethingLeft, [labelerId, batch.id])
    // A batch that is paused is not one where nothing is left: it will go on without a word.
    if (!now || !flagOf(now, 'active')) return true
    if (flagOf(now, 'left')) return false
    await this.#query(closeEmpty, [batch.id, batch.returnSeq])
    this.#memo.foundNothing(labelerId, batch)
    return true
  }

  async #query(text: string, values: readonly unknown[]): Promise<Row[]> {
    const { rows } = await this.#hot.query<Row>({ name: nameOf(text), text, values: [...values] })
    return rows
  }

  /** Deadlocks and lost races between statements are the database's way of saying: once more. */
  async #trying<T>(work: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried++) {
      try {
        return await work()
      } catch (error) {
        if (tried >= tries || !isLostRace(error)) throw asStorageError(error)
        await wait(tried * 5)
      }
    }
  }
}

async function drive<T>(client: PoolClient, steps: Steps<T>): Promise<T> {
  let step = steps.next([])
  while (!step.done) {
    const { text, values } = step.value
    const { rows } = await client.query<Row>({ name: nameOf(text), text, values: [...values] })
    step = steps.next(rows)
  }
  return step.value
}

/** A connection that cannot even roll back is of no more use; the pool makes another. */
async function undo(client: PoolClient): Promise<void> {
  let broken: Error | undefined
  await client.query('ROLLBACK').catch((error: Error) => {
    broken = error
  })
  client.release(broken)
}

function isLostRace(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === '40P01' || error.code === '40001' || error.code === '23505')
  )
}

const names = new Map<string, string>()

/** PostgreSQL keeps the plan of a statement that has a name. */
function nameOf(text: string): string {
  const known = names.get(text)
  if (known) return known
  const made = `q${createHash('sha256').update(text).digest('hex').slice(0, 24)}`
  names.set(text, made)
  return made
}
