import 'server-only'
import { displayOrder } from '@/lib/core/assignment/display-order'
import type { Json } from '@/lib/core/labeler'
import type { AnyTaskType } from '@/lib/core/task-type'
import { taskTypeOf } from '@/lib/task-types/registry'
import { configAt } from './config-at'
import type { Held } from './held'

/** A task that is a labeler's for now, as the API hands it out. */
export interface Assignment {
  id: string
  taskId: string
  batchId: string
  /** What the task type lets a labeler see. */
  payload: unknown
  /** Files that the task shows, so that a browser can fetch them before it is the task's turn. */
  media: { id: string; mime: string }[]
  config: unknown
  /** `order[i]` is the canonical index of the alternative shown at place i. */
  order: number[]
  /** What the labeler left, else what the import brought to start from. */
  draft: Json
  draftRevision: number
  /** The draft is nobody's work yet but a suggestion that the import brought. */
  suggested: boolean
  /** A reviewer sent the answer back with these words; null for a new task. */
  sentBack: string | null
  /** What the labeler has said of the task so far to the people who run the project. */
  flag: string | null
  note: string | null
  leaseExpiresAt: string
  guidelinesVersion: number
}

export async function assignmentView(held: Held): Promise<Assignment> {
  const type = taskTypeOf(held.taskType)
  const { payload, config } = await readTask(type, held)
  return {
    id: held.id,
    taskId: held.taskId,
    batchId: held.batchId,
    payload: type.view(payload),
    media: type.mediaOf(payload).map(({ id, mime }) => ({ id, mime })),
    config,
    order: displayOrder(held.seed, type.alternatives(payload)),
    draft: readDraft(held.draft ?? held.prelabel),
    draftRevision: held.draftRevision,
    suggested: held.draft === null && held.prelabel !== null,
    sentBack: held.sentBack,
    flag: held.flag,
    note: held.note,
    leaseExpiresAt: new Date(held.leaseUntil).toISOString(),
    guidelinesVersion: held.guidelinesVersion,
  }
}

/** Payload and config, each through its type's schema: stored JSON is read as strictly as it was written. */
export async function readTask(
  type: AnyTaskType,
  held: { payload: string; projectId: string; taskType: string; configVersion: number },
): Promise<{ payload: unknown; config: unknown }> {
  const config = await configAt(held)
  const payload: unknown = type.payload.parse(JSON.parse(held.payload))
  return { payload, config }
}

export function readDraft(text: string | null): Json {
  return text === null ? null : JSON.parse(text)
}
