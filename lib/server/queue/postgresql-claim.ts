import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { nowMs } from '../clock'
import { newId, newSeed } from '../ids'
import type { BatchInLine, BatchMemo } from './batch-memo'
import type { ClaimAsk } from './engine'
import { expire, selectDue } from './give-back-steps'
import { goldPlace, goldTurns, inTurn, wholeRound } from './gold-turns'
import { batchInLineOf, type Held, heldOf, selectBatches, selectOpen } from './held'
import { OneAtATime } from './one-at-a-time'
import { claimGoldStatement } from './postgresql-gold'
import type { PostgresLine } from './postgresql-line'
import { claimStatement, closeEmpty, somethingLeft } from './postgresql-statements'
import { scopeOf } from './scope'
import { roundOf } from './sqlite-gold'
import { type Dialect, flagOf, numberOf, textOf } from './statement'

const busyTries = 20

/** A claim on PostgreSQL: one statement a batch, side by side with everyone else's. */
export class PostgresClaim {
  readonly #dialect: Dialect
  readonly #line: PostgresLine
  readonly #memo: BatchMemo
  readonly #topUps = new OneAtATime()

  constructor(dialect: Dialect, line: PostgresLine, memo: BatchMemo) {
    this.#dialect = dialect
    this.#line = line
    this.#memo = memo
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
        : await this.#line.query(selectOpen(scope.kind, ask.first, ask.count), [ask.labelerId, scope.id])
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

  /** Closes up to `most` leases that are over; gives how many it found. */
  async sweep(most: number): Promise<number> {
    const due = await this.#line.query(selectDue(this.#dialect, most), [])
    for (const row of due) await this.#line.run(() => expire(this.#dialect, textOf(row, 'id')))
    return due.length
  }

  async #freshBatches(ask: ClaimAsk, key: string): Promise<BatchInLine[]> {
    const scope = scopeOf(ask)
    const rows = await this.#line.query(selectBatches(scope.kind), [ask.labelerId, scope.id])
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
    const [place] = await this.#line.query(goldPlace, [labelerId, batch.id])
    const turns = goldTurns(mix, { seed: mix.seed, labelerId }, place ? numberOf(place, 'had') : 0, count)
    const wanted = turns.filter((isGold) => !isGold).length
    const isOver = place !== undefined && place.goldPos !== null && numberOf(place, 'goldPos') >= wholeRound
    const real = wanted === 0 ? [] : await this.#takeReal(batch, labelerId, wanted)
    // Where the other tasks are used up, known answers stop too: nobody is measured who has no work to do.
    if (real.length < wanted) return real
    const hasBegun = place !== undefined && place.goldFrom !== null
    if (!hasBegun && count > wanted) await this.#line.run(() => roundOf(batch, labelerId))
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
    const rows = await this.#line.trying(() => this.#line.query(text, [labelerId, batch.id, ids, seeds]))
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
      const rows = await this.#line.trying(() => this.#line.query(claimStatement(missing), values))
      held.push(...rows.map(heldOf))
      if (rows.length === missing) break
      if (await this.#isThroughWith(batch, labelerId)) break
      if (rows.length === 0) await wait(tried)
    }
    return held
  }

  async #isThroughWith(batch: BatchInLine, labelerId: string): Promise<boolean> {
    const [now] = await this.#line.query(somethingLeft, [labelerId, batch.id])
    // A batch that is paused is not one where nothing is left: it will go on without a word.
    if (!now || !flagOf(now, 'active')) return true
    if (flagOf(now, 'left')) return false
    await this.#line.query(closeEmpty, [batch.id, batch.returnSeq])
    this.#memo.foundNothing(labelerId, batch)
    return true
  }
}
