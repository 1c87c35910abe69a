import 'server-only'
import { system } from '../access/actor'
import { audited } from '../audit/audited'
import { db } from '../db/db'
import { queueEngine } from '../queue/engine'
import { giveBackUnbegun } from './give-back-unbegun'
import { type StandingState, writeStanding } from './standing-row'

/** Means of fractions: what differs by less is the same. */
const rounding = 1e-9

interface Policy {
  qualify: { score: number; answers: number } | null
  pause: { below: number; after: number } | null
}

/**
 * What follows from the known answers of these people: who reached the mark of qualification may do real work from now on, who fell below
 * the threshold is paused with the numbers as the reason. A person's own decision (paused, excluded, let in again) is never overruled.
 */
export async function judgeLabelers(projectId: string, labelerIds: readonly string[]): Promise<void> {
  if (labelerIds.length === 0) return
  const policy = await policyOf(projectId)
  if (policy.qualify === null && policy.pause === null) return
  for (const labelerId of labelerIds) await judge(projectId, labelerId, policy)
}

async function policyOf(projectId: string): Promise<Policy> {
  const { qualifyScore, qualifyAnswers, pauseBelow, pauseAfter } = await db.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { qualifyScore: true, qualifyAnswers: true, pauseBelow: true, pauseAfter: true },
  })
  return {
    qualify: qualifyScore === null || qualifyAnswers === null ? null : { score: qualifyScore, answers: qualifyAnswers },
    pause: pauseBelow === null || pauseAfter === null ? null : { below: pauseBelow, after: pauseAfter },
  }
}

async function judge(projectId: string, labelerId: string, { qualify, pause }: Policy): Promise<void> {
  const standing = await db.labelerStanding.findUnique({ where: { projectId_labelerId: { projectId, labelerId } } })
  if (standing?.state === 'paused' || standing?.state === 'excluded') return
  if (qualify !== null && standing === null) {
    const shown = await lastScores({ projectId, labelerId, kind: 'qualification' }, qualify.answers)
    if (shown.length === qualify.answers && meanOf(shown) >= qualify.score - rounding)
      await decide(projectId, labelerId, 'qualified', standingReason('Reached', shown, qualify.score))
  }
  if (pause === null) return
  // Who was let in again starts afresh.
  const since = standing?.since ?? null
  const shown = await lastScores({ projectId, labelerId, kind: 'work', since }, pause.after)
  if (shown.length < pause.after || meanOf(shown) >= pause.below - rounding) return
  await decide(projectId, labelerId, 'paused', standingReason('Fell to', shown, pause.below))
  await giveBackUnbegun(projectId, labelerId)
}

async function lastScores(
  of: { projectId: string; labelerId: string; kind: string; since?: Date | null },
  most: number,
): Promise<number[]> {
  const { projectId, labelerId, kind, since } = of
  const batches = await db.batch.findMany({ where: { projectId, kind }, select: { id: true } })
  const rows = await db.goldAnswer.findMany({
    where: {
      projectId,
      labelerId,
      batchId: { in: batches.map((batch) => batch.id) },
      ...(since ? { at: { gt: since } } : {}),
    },
    orderBy: [{ at: 'desc' }, { assignmentId: 'asc' }],
    take: most,
    select: { score: true },
  })
  return rows.map((row) => row.score)
}

function meanOf(scores: readonly number[]): number {
  return scores.reduce((sum, score) => sum + score, 0) / scores.length
}

function standingReason(how: 'Reached' | 'Fell to', scores: readonly number[], mark: number): string {
  const percent = (share: number) => `${Math.round(share * 1000) / 10} %`
  return `${how} ${percent(meanOf(scores))} agreement with the last ${scores.length} known answers; the mark is ${percent(mark)}.`
}

/** Unless somebody decided otherwise meanwhile. */
async function decide(projectId: string, labelerId: string, state: StandingState, reason: string): Promise<void> {
  await audited(system, async (tx) => {
    const now = await tx.labelerStanding.findUnique({ where: { projectId_labelerId: { projectId, labelerId } } })
    if (now?.state === 'paused' || now?.state === 'excluded' || now?.state === state)
      return { value: undefined, entry: null }
    await writeStanding(tx, { projectId, labelerId, state, reason, byWhom: 'system' })
    const detail = { state, reason }
    return {
      value: undefined,
      entry: { action: 'labeler.standing', subjectType: 'user', subjectId: labelerId, projectId, detail },
    }
  })
  queueEngine().forget(labelerId)
}
