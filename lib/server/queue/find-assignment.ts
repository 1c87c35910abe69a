import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { UserActor } from '../access/actor'
import { queueEngine } from './engine'
import { numberOf, textOf } from './statement'

/** What never changes about an assignment, but for the versions a new lease brings. */
export interface FoundAssignment {
  taskId: string
  batchId: string
  projectId: string
  taskType: string
  payload: string
  seed: number
  configVersion: number
  /** work | training | qualification */
  batchKind: string
}

const select = `SELECT a."taskId", t."batchId", b."projectId", p."taskType", c."payload", a."seed", a."configVersion", b."kind" AS "batchKind"
  FROM "Assignment" a JOIN "Task" t ON t."id" = a."taskId" JOIN "Batch" b ON b."id" = t."batchId" JOIN "Project" p ON p."id" = b."projectId"
  JOIN "TaskContent" c ON c."taskId" = a."taskId"
  WHERE a."id" = $1 AND a."labelerId" = $2 AND b."deletedAt" IS NULL AND p."deletedAt" IS NULL`

/** The actor's own assignment. Someone else's, one that does not exist and one outside the token's project look the same. */
export async function findAssignment(actor: UserActor, assignmentId: string): Promise<FoundAssignment> {
  const [row] = await queueEngine().settledRows({ text: select, values: [assignmentId, actor.userId] })
  if (!row || (actor.projectId !== null && actor.projectId !== row.projectId))
    throw new AppError('not-found', 'There is nothing here, or you have no access to it.')
  return {
    taskId: textOf(row, 'taskId'),
    batchId: textOf(row, 'batchId'),
    projectId: textOf(row, 'projectId'),
    taskType: textOf(row, 'taskType'),
    payload: textOf(row, 'payload'),
    seed: numberOf(row, 'seed'),
    configVersion: numberOf(row, 'configVersion'),
    batchKind: textOf(row, 'batchKind'),
  }
}
