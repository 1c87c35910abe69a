import 'server-only'
import { AppError } from '@/lib/core/errors'
import { db } from '../db/db'
import type { ExportFilters } from './export-options'
import { type ExportTarget, refusal, targetOf } from './export-target'

/** What an export is about, or the sentence why it cannot be. */
export async function exportTarget(projectId: string, asked: ExportFilters): Promise<ExportTarget> {
  const project = await db.project.findFirst({ where: { id: projectId, deletedAt: null } })
  if (project === null) throw new AppError('not-found', 'There is no such project.')
  const { name, taskType, config } = project
  const plain = { project: { id: projectId, name, taskType, config }, batches: [], asked }
  // Choices that cannot be met are refused before the batches are looked up.
  targetOf(plain)
  return targetOf({ ...plain, batches: await batchesOf(projectId, asked.batchIds ?? null) })
}

async function batchesOf(projectId: string, chosen: readonly string[] | null): Promise<ExportTarget['batches']> {
  const batches = await db.batch.findMany({
    where: { projectId, deletedAt: null, ...(chosen === null ? {} : { id: { in: [...chosen] } }) },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, kind: true },
  })
  const missing = (chosen ?? []).find((id) => !batches.some((batch) => batch.id === id))
  if (missing !== undefined) throw refusal('batchIds', `The project has no batch “${missing}”.`)
  return batches
}
