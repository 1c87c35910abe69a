import 'server-only'
import { nowMs } from '../clock'
import { newId, newSeed } from '../ids'
import type { BatchInLine, BatchMemo } from './batch-memo'
import type { ClaimAsk } from './engine'
import { expireDue } from './give-back-steps'
import { inTurn } from './gold-turns'
import { batchInLineOf, type Held, heldOf, selectBatches, selectHeld, selectOpen } from './held'
import { lookAtMost, scopeOf } from './scope'
import { nextGold, nextTurns } from './sqlite-gold'
import { closeEmpty, insertLease, saveCursor, selectCursor, selectTasks, selectVersions } from './sqlite-statements'
import { type Dialect, flagOf, numberOf, type Row, type Steps, sql, textOf } from './statement'

export interface Claimed {
  held: Held[]
  /** Only own tasks were seen so far and the place in line is saved: there may be more. */
  again: boolean
}

/** A claim on SQLite: one writer, so it walks the line step by step inside one transaction. */
export class SqliteClaim {
  readonly #dialect: Dialect
  readonly #memo: BatchMemo

  constructor(dialect: Dialect, memo: BatchMemo) {
    this.#dialect = dialect
    this.#memo = memo
  }

  /** What the labeler has open first, then new tasks, batch by batch. */
  *steps(ask: ClaimAsk): Steps<Claimed> {
    yield* expireDue(this.#dialect, 50)
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
}
