import 'server-only'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { audited } from '../audit/audited'
import { db } from '../db/db'
import { settleAnew } from '../outcomes/settle-batch'
import { judgeLabelers } from './judge-labelers'

export interface QualityPolicy {
  /** So much mean agreement with the last so many known answers of qualification batches, before real work. */
  qualify: { score: number; answers: number } | null
  /** Who falls below this over so many of their last known answers is paused. */
  pause: { below: number; after: number } | null
  /** A finished task is disputed when its answers agree less than this. */
  disputeBelow: number
  /** Labelers see how often others agree with them. */
  ownFigures: boolean
}

export async function readQualityPolicy(actor: Actor, projectId: string): Promise<QualityPolicy> {
  await assertCan(actor, 'read-labeler-quality', { projectId })
  const row = await db.project.findUniqueOrThrow({ where: { id: projectId } })
  const { qualifyScore, qualifyAnswers, pauseBelow, pauseAfter, disputeBelow, showsOwnFigures } = row
  return {
    qualify: qualifyScore === null || qualifyAnswers === null ? null : { score: qualifyScore, answers: qualifyAnswers },
    pause: pauseBelow === null || pauseAfter === null ? null : { below: pauseBelow, after: pauseAfter },
    disputeBelow,
    ownFigures: showsOwnFigures,
  }
}

/** What is left out stays as it is; null switches qualification or pause off. */
export async function updateQualityPolicy(
  actor: Actor,
  projectId: string,
  change: Partial<QualityPolicy>,
): Promise<QualityPolicy> {
  await assertCan(actor, 'update-project', { projectId })
  const { qualify, pause, disputeBelow, ownFigures } = change
  const data = {
    ...(qualify === undefined
      ? {}
      : { qualifyScore: qualify?.score ?? null, qualifyAnswers: qualify?.answers ?? null }),
    ...(pause === undefined ? {} : { pauseBelow: pause?.below ?? null, pauseAfter: pause?.after ?? null }),
    ...(disputeBelow === undefined ? {} : { disputeBelow }),
    ...(ownFigures === undefined ? {} : { showsOwnFigures: ownFigures }),
  }
  const moved = await audited(actor, async (tx) => {
    const before = await tx.project.findUniqueOrThrow({ where: { id: projectId } })
    await tx.project.update({ where: { id: projectId }, data })
    const entry = { action: 'project.quality', subjectType: 'project', subjectId: projectId, projectId, detail: data }
    return {
      value: disputeBelow !== undefined && disputeBelow !== before.disputeBelow,
      entry: { ...entry, subjectType: 'project' },
    }
  })
  if (moved) await settleAnew({ projectId })
  if (qualify || pause) await judgeLabelers(projectId, await peopleScored(projectId))
  return readQualityPolicy(actor, projectId)
}

async function peopleScored(projectId: string): Promise<string[]> {
  const rows = await db.goldAnswer.groupBy({ by: ['labelerId'], where: { projectId } })
  return rows.map((row) => row.labelerId)
}
