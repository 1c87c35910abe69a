import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Actor, UserActor } from '../access/actor'
import { assertScope } from '../access/decide'
import { queueEngine } from '../queue/engine'
import { numberOf, textOf } from '../queue/statement'
import { assertMayWork, pausedSentence } from './assert-may-work'

export type OwnStanding =
  | { is: 'paused'; projectId: string; projectName: string; sentence: string }
  | { is: 'to-qualify'; projectId: string; projectName: string; done: number; needed: number }

const reachable = `p."deletedAt" IS NULL AND ($2 = '' OR p."id" = $2)
  AND (p."access" = 'everyone' OR EXISTS (SELECT 1 FROM "Member" e WHERE e."projectId" = p."id" AND e."userId" = $1))`

const select = `SELECT p."id", p."name", z."state", COALESCE(p."qualifyAnswers", 0) AS "needed",
    COALESCE((SELECT SUM(m."submitted") FROM "BatchTally" m JOIN "Batch" b ON b."id" = m."batchId"
      WHERE b."projectId" = p."id" AND b."kind" = 'qualification' AND m."labelerId" = $1), 0) AS "done"
  FROM "Project" p LEFT JOIN "LabelerStanding" z ON z."projectId" = p."id" AND z."labelerId" = $1
  WHERE ${reachable} AND (z."state" IN ('paused', 'excluded') OR (z."state" IS NULL AND p."qualifyScore" IS NOT NULL
    AND EXISTS (SELECT 1 FROM "Batch" q WHERE q."projectId" = p."id" AND q."kind" = 'qualification' AND q."status" = 'active' AND q."deletedAt" IS NULL)))
  ORDER BY p."name", p."id" LIMIT 50`

/** Projects that say something about the labeler themselves: paused, or a qualification to pass. Never scores, never which tasks are known. */
export async function ownStandings(actor: Actor): Promise<OwnStanding[]> {
  assertScope(actor, 'claim')
  const rows = await queueEngine().rows({ text: select, values: [actor.userId, actor.projectId ?? ''] })
  return rows.map((row) => {
    const project = { projectId: textOf(row, 'id'), projectName: textOf(row, 'name') }
    if (row.state !== null) return { is: 'paused', ...project, sentence: pausedSentence }
    return { is: 'to-qualify', ...project, done: numberOf(row, 'done'), needed: numberOf(row, 'needed') }
  })
}

/** Why this batch has no work for the actor, in a sentence; null where their standing is not the reason. */
export async function whyNoWork(actor: UserActor, batchId: string): Promise<string | null> {
  const own = await ownStandings(actor)
  if (own.length === 0) return null
  try {
    await assertMayWork(actor.userId, { batchId, projectId: null })
    return null
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-allowed') return error.message
    throw error
  }
}
