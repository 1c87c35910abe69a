import 'server-only'
import { AppError } from '@/lib/core/errors'
import { wilsonInterval } from '@/lib/core/preference/wilson-interval'
import { type Actor, makerOf } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { audited } from '../audit/audited'
import { db } from '../db/db'
import { settleAnew } from '../outcomes/settle-batch'
import { queueEngine } from '../queue/engine'
import { giveBackUnbegun } from './give-back-unbegun'
import { type StandingState, standingStates, writeStanding } from './standing-row'

/**
 * What a project decides about a labeler. Paused and excluded people get no more tasks; what they have begun stays theirs, drafts are kept.
 * Answers of excluded people leave all figures and exports, and come back when they do. `qualified` lets them work, and counts known answers
 * anew from now on; null forgets the decision.
 */
export async function setStanding(
  actor: Actor,
  projectId: string,
  labelerId: string,
  state: StandingState | null,
  reason = '',
): Promise<void> {
  await assertCan(actor, 'exclude-labeler', { projectId })
  const before = await audited(actor, async (tx) => {
    const person = await tx.user.findUnique({ where: { id: labelerId }, select: { id: true } })
    if (person === null) throw new AppError('not-found', 'There is nobody here with this id.')
    const where = { projectId_labelerId: { projectId, labelerId } }
    const was = await tx.labelerStanding.findUnique({ where })
    if (state === null) await tx.labelerStanding.deleteMany({ where: { projectId, labelerId } })
    else
      await writeStanding(tx, {
        projectId,
        labelerId,
        state,
        reason: reason.trim(),
        byWhom: makerOf(actor) ?? 'system',
      })
    const detail = { state: state ?? 'none', before: was?.state ?? 'none' }
    return {
      value: was?.state ?? null,
      entry: { action: 'labeler.standing', subjectType: 'user', subjectId: labelerId, projectId, detail },
    }
  })
  queueEngine().forget(labelerId)
  if (state === 'paused' || state === 'excluded') await giveBackUnbegun(projectId, labelerId)
  if ((state === 'excluded') !== (before === 'excluded')) await settleAnew({ projectId })
}

export interface LabelerStanding {
  labelerId: string
  name: string
  state: StandingState | null
  reason: string | null
  since: string | null
  bySystem: boolean
  /** Answers given in this project. */
  answers: number
  /** Mean agreement with known answers outside training, with Wilson's 95 % interval; exact where scores are 0 or 1, else a little wide. */
  gold: { n: number; mean: number; low: number; high: number } | null
}

/** Everyone who labeled in the project, was decided about, or is a labeler of it by name. */
export async function listStandings(actor: Actor, projectId: string): Promise<LabelerStanding[]> {
  await assertCan(actor, 'read-labeler-quality', { projectId })
  const batches = await db.batch.findMany({ where: { projectId, deletedAt: null }, select: { id: true, kind: true } })
  const [tallies, standings, members, scores] = await Promise.all([
    db.batchTally.groupBy({
      by: ['labelerId'],
      where: { batchId: { in: batches.map((batch) => batch.id) }, labelerId: { not: '' } },
      _sum: { submitted: true },
    }),
    db.labelerStanding.findMany({ where: { projectId } }),
    db.member.findMany({ where: { projectId, role: 'labeler' }, select: { userId: true } }),
    db.goldAnswer.groupBy({
      by: ['labelerId'],
      where: { projectId, batchId: { in: batches.filter(({ kind }) => kind !== 'training').map(({ id }) => id) } },
      _count: true,
      _avg: { score: true },
    }),
  ])
  const answers = new Map(tallies.map((row) => [row.labelerId, row._sum.submitted ?? 0]))
  const decided = new Map(standings.map((row) => [row.labelerId, row]))
  const known = new Map(scores.map((row) => [row.labelerId, goldOf(row._count, row._avg.score ?? 0)]))
  const ids = new Set([...answers.keys(), ...decided.keys(), ...members.map((member) => member.userId)])
  const people = await db.user.findMany({
    where: { id: { in: [...ids] }, importedFor: null },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return people.map(({ id, name }) => {
    const standing = decided.get(id)
    return {
      labelerId: id,
      name,
      state: standingStates.find((state) => state === standing?.state) ?? null,
      reason: standing?.reason ?? null,
      since: standing?.since.toISOString() ?? null,
      bySystem: standing?.byWhom === 'system',
      answers: answers.get(id) ?? 0,
      gold: known.get(id) ?? null,
    }
  })
}

function goldOf(n: number, mean: number): LabelerStanding['gold'] {
  const [low, high] = wilsonInterval(mean * n, n)
  return { n, mean, low, high }
}
