import 'server-only'
import { type GoldStream, isGoldTurn } from '@/lib/core/assignment/gold-draw'
import { numberOf, type Row } from './statement'

/** How a batch hands out known answers; null in `BatchInLine` where it does not. */
export interface GoldMix {
  /** Share of a labeler's tasks. */
  rate: number
  seed: number
  /** Training and qualification: nothing but known answers. */
  only: boolean
}

export function goldMixOf(row: Row): GoldMix | null {
  const only = row.kind !== 'work'
  const rate = Number(row.goldRate)
  return only || rate > 0 ? { rate, seed: numberOf(row, 'seed'), only } : null
}

/** Which of the labeler's next `count` tasks are known answers, when they have had `before` tasks of this batch. */
export function goldTurns({ rate, only }: GoldMix, stream: GoldStream, before: number, count: number): boolean[] {
  return Array.from({ length: count }, (_, next) => only || isGoldTurn(stream, before + next, rate))
}

/** Puts known answers at their turns among the others; what is left over comes last. */
export function inTurn<Task>(turns: readonly boolean[], real: readonly Task[], gold: readonly Task[]): Task[] {
  const [reals, golds] = [[...real], [...gold]]
  const placed = turns.flatMap((isGold) => (isGold ? golds : reals).splice(0, 1))
  return [...placed, ...reals, ...golds]
}

/**
 * A labeler's round through lane 2 begins at the known answer at `goldFrom` and wraps once. How far along it one of them lies: `pos − goldFrom`,
 * and a lap more before it. `goldPos` is the furthest one passed.
 */
export const lap = 2 ** 52
/** `goldPos` of who has had them all. */
export const wholeRound = 2 ** 53 - 1

/** SQL of that distance, for a `pos` and a `goldFrom`. */
export const alongRound = (pos: string, from: string) =>
  `(${pos} - ${from} + CASE WHEN ${pos} < ${from} THEN ${lap} ELSE 0 END)`

/** Tasks this labeler has had in the batch: those given back come again at the same turn. $1 labeler, $2 batch. */
const tasksHad = `COALESCE((SELECT m."submitted" + m."skipped" FROM "BatchTally" m WHERE m."batchId" = $2 AND m."labelerId" = $1), 0)
  + (SELECT count(*) FROM "Assignment" a JOIN "Task" t ON t."id" = a."taskId" WHERE a."labelerId" = $1 AND a."state" = 'open' AND t."batchId" = $2)`

/** Where this labeler stands; $1 labeler, $2 batch. */
export const goldPlace = `SELECT CAST(${tasksHad} AS INTEGER) AS "had",
  (SELECT "goldFrom" FROM "QueueCursor" WHERE "labelerId" = $1 AND "batchId" = $2) AS "goldFrom",
  (SELECT "goldPos" FROM "QueueCursor" WHERE "labelerId" = $1 AND "batchId" = $2) AS "goldPos"`

export const countGold = `SELECT count(*) AS "golds" FROM "Task" t WHERE t."batchId" = $1 AND t."lane" = 2 AND t."free" > 0`
export const nthGold = `SELECT t."pos" FROM "Task" t WHERE t."batchId" = $1 AND t."lane" = 2 AND t."free" > 0 ORDER BY t."pos" LIMIT 1 OFFSET $2`
export const beginRound = `INSERT INTO "QueueCursor" ("labelerId", "batchId", "goldFrom", "goldPos") VALUES ($1, $2, $3, -1)
  ON CONFLICT ("labelerId", "batchId") DO UPDATE SET "goldFrom" = excluded."goldFrom", "goldPos" = excluded."goldPos"`
