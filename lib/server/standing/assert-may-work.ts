import 'server-only'
import { AppError } from '@/lib/core/errors'
import { db } from '../db/db'

const askWhom = 'Ask the manager of the project if you have questions.'

export const pausedSentence = `Your work in this project is paused. What you have answered is kept. ${askWhom}`

/** Why somebody gets no tasks, in a sentence for them: asked only when a claim came back empty. It never says which answers it rests on. */
export async function assertMayWork(
  labelerId: string,
  place: { batchId: string | null; projectId: string | null },
): Promise<void> {
  const where = place.batchId === null ? { projectId: place.projectId ?? '' } : { batchId: place.batchId }
  if (place.batchId === null && place.projectId === null) return
  const found = await placeOf(where)
  if (found === null) return
  const standing = await db.labelerStanding.findUnique({
    where: { projectId_labelerId: { projectId: found.projectId, labelerId } },
    select: { state: true },
  })
  if (standing?.state === 'paused' || standing?.state === 'excluded') throw refused('paused', pausedSentence)
  if (found.qualifies && found.isWork && standing?.state !== 'qualified')
    throw refused(
      'not-qualified',
      `Real work in this project begins after its qualification. Do the qualification tasks first. ${askWhom}`,
    )
}

async function placeOf(
  where: { batchId: string } | { projectId: string },
): Promise<{ projectId: string; qualifies: boolean; isWork: boolean } | null> {
  if ('batchId' in where) {
    const batch = await db.batch.findUnique({
      where: { id: where.batchId },
      select: { kind: true, projectId: true, project: { select: { qualifyScore: true } } },
    })
    if (batch === null) return null
    const { kind, projectId, project } = batch
    return { projectId, qualifies: project.qualifyScore !== null, isWork: kind === 'work' }
  }
  const project = await db.project.findUnique({ where: { id: where.projectId }, select: { qualifyScore: true } })
  return project && { projectId: where.projectId, qualifies: project.qualifyScore !== null, isWork: true }
}

function refused(reason: 'paused' | 'not-qualified', message: string): AppError {
  return new AppError('not-allowed', message, { detail: { reason } })
}
