import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { AnyTaskType, Exporter } from '@/lib/core/task-type'
import { taskTypeOf } from '@/lib/task-types/registry'
import { db } from '../db/db'
import type { ExportFilters } from './export-options'

export interface ExportTarget {
  project: { id: string; name: string; taskType: string }
  spec: AnyTaskType
  config: unknown
  exporter: Exporter<unknown, unknown, unknown>
  batches: { id: string; name: string }[]
}

/** What an export is about, or the sentence why it cannot be. */
export async function exportTarget(projectId: string, filters: ExportFilters): Promise<ExportTarget> {
  const project = await db.project.findFirst({ where: { id: projectId, deletedAt: null } })
  if (project === null) throw new AppError('not-found', 'There is no such project.')
  const spec = taskTypeOf(project.taskType)
  const exporter = Object.hasOwn(spec.exporters, filters.format) ? spec.exporters[filters.format] : undefined
  if (exporter === undefined) {
    const formats = Object.keys(spec.exporters).join(', ')
    throw new AppError('bad-input', `There is no format “${filters.format}” for ${spec.name}. Use one of ${formats}.`, {
      detail: { field: 'format' },
    })
  }
  const chosen = filters.batchIds ?? null
  const batches = await db.batch.findMany({
    where: { projectId, deletedAt: null, ...(chosen === null ? {} : { id: { in: chosen } }) },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
  })
  const missing = (chosen ?? []).find((id) => !batches.some((batch) => batch.id === id))
  if (missing !== undefined) {
    throw new AppError('bad-input', `The project has no batch “${missing}”.`, { detail: { field: 'batchIds' } })
  }
  const { name, taskType } = project
  const config: unknown = spec.config.parse(JSON.parse(project.config))
  return { project: { id: projectId, name, taskType }, spec, config, exporter, batches }
}
