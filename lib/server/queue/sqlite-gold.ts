import 'server-only'
import { goldStart } from '@/lib/core/assignment/gold-draw'
import type { BatchInLine } from './batch-memo'
import { beginRound, countGold, type GoldMix, goldPlace, goldTurns, lap, nthGold, wholeRound } from './gold-turns'
import { flagOf, numberOf, type Steps, sql, textOf } from './statement'

/** Which of the labeler's next tasks are known answers. */
export function* nextTurns(batchId: string, mix: GoldMix, labelerId: string, count: number): Steps<boolean[]> {
  const [place] = yield* sql(goldPlace, [labelerId, batchId])
  return goldTurns(mix, { seed: mix.seed, labelerId }, place ? numberOf(place, 'had') : 0, count)
}

/** The next known answers on this labeler's round that they have not had; fewer when the round is over. */
export function* nextGold(batch: BatchInLine, labelerId: string, count: number): Steps<string[]> {
  if (count === 0) return []
  const round = yield* roundOf(batch, labelerId)
  if (round === null || round.at >= wholeRound) return []
  const found: string[] = []
  let at = round.at
  while (found.length < count && at < wholeRound) {
    const inFirstLap = at < lap - round.from
    const span = inFirstLap ? [Math.max(round.from - 1, round.from + at), lap] : [round.from + at - lap, round.from]
    const tasks = yield* sql(selectGold, [batch.id, span[0] ?? 0, span[1] ?? 0, labelerId, window])
    for (const task of tasks) {
      if (found.length >= count) break
      const pos = numberOf(task, 'pos')
      at = pos - round.from + (pos < round.from ? lap : 0)
      if (!flagOf(task, 'mine')) found.push(textOf(task, 'id'))
    }
    if (found.length < count && tasks.length < window) at = inFirstLap ? lap - round.from : wholeRound
  }
  yield* sql(saveRound, [labelerId, batch.id, at])
  return found
}

/** Where this labeler's round begins and how far it has come; it begins now if it had not. Null: there are no known answers. */
export function* roundOf(batch: BatchInLine, labelerId: string): Steps<{ from: number; at: number } | null> {
  const [place] = yield* sql(goldPlace, [labelerId, batch.id])
  if (place && place.goldFrom !== null) return { from: numberOf(place, 'goldFrom'), at: numberOf(place, 'goldPos') }
  const [count] = yield* sql(countGold, [batch.id])
  const golds = count ? numberOf(count, 'golds') : 0
  if (batch.gold === null || golds === 0) return null
  // Training goes in the order of the file.
  const first = batch.gold.only ? 0 : goldStart({ seed: batch.gold.seed, labelerId }, golds)
  const [start] = yield* sql(nthGold, [batch.id, first])
  if (!start) return null
  yield* sql(beginRound, [labelerId, batch.id, numberOf(start, 'pos')])
  return { from: numberOf(start, 'pos'), at: -1 }
}

const window = 20

const selectGold = `SELECT t."id", t."pos", t."isGold" = FALSE OR EXISTS (SELECT 1 FROM "Assignment" a
    WHERE a."taskId" = t."id" AND a."labelerId" = $4 AND a."state" IN ('open', 'submitted', 'skipped')) AS "mine"
  FROM "Task" t WHERE t."batchId" = $1 AND t."lane" = 2 AND t."free" > 0 AND t."pos" > $2 AND t."pos" < $3 ORDER BY t."pos" LIMIT $5`

const saveRound = `UPDATE "QueueCursor" SET "goldPos" = $3 WHERE "labelerId" = $1 AND "batchId" = $2`
