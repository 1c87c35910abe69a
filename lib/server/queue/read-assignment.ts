import 'server-only'
import { displayOrder } from '@/lib/core/assignment/display-order'
import { AppError } from '@/lib/core/errors'
import type { Json } from '@/lib/core/labeler'
import { taskTypeOf } from '@/lib/task-types/registry'
import { type Actor, userIdOf } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { readDraft, readTask } from './assignment-view'
import { queueEngine } from './engine'
import { numberOf, textOf, textOrNull, timeOf, timeOrNull } from './statement'

export interface AssignmentRecord {
  id: string
  taskId: string
  batchId: string
  projectId: string
  taskType: string
  /** open | submitted | skipped | expired | released */
  state: string
  payload: unknown
  config: unknown
  order: number[]
  /** Only the labeler's own. */
  draft: Json
  draftRevision: number
  answer: unknown
  revision: number | null
  claimedAt: string
  leaseExpiresAt: string | null
  skipReason: string | null
  flag: string | null
  note: string | null
  guidelinesVersion: number
}

const select = `SELECT a."id", a."taskId", a."labelerId", t."batchId", b."projectId", p."taskType", a."state", c."payload", a."seed", a."claimedAt", a."leaseUntil",
    a."configVersion", a."guidelinesVersion", a."skipReason", a."flag", a."note", d."body" AS "draft", d."revision" AS "draftRevision", n."answer", n."revision"
  FROM "Assignment" a JOIN "Task" t ON t."id" = a."taskId" JOIN "Batch" b ON b."id" = t."batchId" JOIN "Project" p ON p."id" = b."projectId"
  JOIN "TaskContent" c ON c."taskId" = a."taskId" LEFT JOIN "Draft" d ON d."assignmentId" = a."id" LEFT JOIN "Annotation" n ON n."assignmentId" = a."id"
  WHERE a."id" = $1`

/** One assignment, as its labeler left it; managers may look at others' in their projects. */
export async function readAssignment(actor: Actor, assignmentId: string): Promise<AssignmentRecord> {
  await assertCan(actor, 'read-assignment', { assignmentId })
  const [row] = await queueEngine().rows({ text: select, values: [assignmentId] })
  if (!row) throw new AppError('not-found', 'There is nothing here, or you have no access to it.')
  const found = {
    payload: textOf(row, 'payload'),
    projectId: textOf(row, 'projectId'),
    taskType: textOf(row, 'taskType'),
    configVersion: numberOf(row, 'configVersion'),
  }
  const type = taskTypeOf(found.taskType)
  const { payload, config } = await readTask(type, found)
  const own = actor.kind === 'user' && userIdOf(actor) === row.labelerId
  const lease = timeOrNull(row, 'leaseUntil')
  return {
    id: textOf(row, 'id'),
    taskId: textOf(row, 'taskId'),
    batchId: textOf(row, 'batchId'),
    projectId: found.projectId,
    taskType: found.taskType,
    state: textOf(row, 'state'),
    payload: type.view(payload),
    config,
    order: displayOrder(numberOf(row, 'seed'), type.alternatives(payload)),
    draft: own ? readDraft(textOrNull(row, 'draft')) : null,
    draftRevision: own && row.draftRevision !== null ? numberOf(row, 'draftRevision') : 0,
    answer: readDraft(textOrNull(row, 'answer')),
    revision: row.revision === null ? null : numberOf(row, 'revision'),
    claimedAt: new Date(timeOf(row, 'claimedAt')).toISOString(),
    leaseExpiresAt: lease === null ? null : new Date(lease).toISOString(),
    skipReason: textOrNull(row, 'skipReason'),
    flag: textOrNull(row, 'flag'),
    note: textOrNull(row, 'note'),
    guidelinesVersion: numberOf(row, 'guidelinesVersion'),
  }
}
