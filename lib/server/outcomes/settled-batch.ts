import 'server-only'
import type { AnyTaskType } from '@/lib/core/task-type'
import { taskTypeOf } from '@/lib/task-types/registry'
import type { Mark } from '../agreement/changed-tasks'
import { db } from '../db/db'

/** What the settling of a batch goes by. */
export interface SettledBatch {
  id: string
  projectId: string
  kind: string
  /** Whether places may come back: not in a closed batch. */
  isOpen: boolean
  mark: Mark
  disputeBelow: number
  spec: AnyTaskType
  config: unknown
  /** Ask one more annotator below this certainty, up to so many; null: never. */
  adaptive: { certainty: number; cap: number } | null
}

/** Null when batch or project is gone. */
export async function settledBatch(batchId: string): Promise<SettledBatch | null> {
  const row = await db.batch.findFirst({
    where: { id: batchId, deletedAt: null, project: { deletedAt: null } },
    include: { project: { select: { taskType: true, config: true, disputeBelow: true } } },
  })
  if (row === null) return null
  const spec = taskTypeOf(row.project.taskType)
  const { certainty, overlapCap } = row
  return {
    id: row.id,
    projectId: row.projectId,
    kind: row.kind,
    isOpen: row.status !== 'closed',
    mark: Number(row.settledMark),
    disputeBelow: row.project.disputeBelow,
    spec,
    config: spec.config.parse(JSON.parse(row.project.config)),
    adaptive: certainty === null || overlapCap === null ? null : { certainty, cap: overlapCap },
  }
}
