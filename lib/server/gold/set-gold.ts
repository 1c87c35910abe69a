import 'server-only'
import { AppError } from '@/lib/core/errors'
import { assertStorableJson } from '@/lib/core/unicode'
import { taskTypeOf } from '@/lib/task-types/registry'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { audited } from '../audit/audited'
import { db } from '../db/db'
import { arrangeGold } from './arrange-gold'

/**
 * Makes this answer the known one of a task, or replaces it. Everyone who answered the task is scored against it within seconds. A task that
 * people have begun stays in line; one that nobody has begun is mixed in where its batch mixes known answers in.
 */
export async function setGold(actor: Actor, taskId: string, given: unknown): Promise<void> {
  await assertCan(actor, 'set-gold', { taskId })
  assertStorableJson(given, 'gold')
  const task = await goldTask(taskId)
  const spec = taskTypeOf(task.taskType)
  const config = spec.config.parse(JSON.parse(task.config))
  const parsed = spec.goldFor(spec.payload.parse(JSON.parse(task.payload)), config).safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const field = ['gold', ...(issue?.path ?? [])].map(String).join('.')
    throw new AppError('invalid-content', `${field}: ${issue?.message ?? 'This answer does not fit the task.'}`, {
      cause: parsed.error,
      detail: { field },
    })
  }
  await change(actor, task, JSON.stringify(parsed.data))
}

/** The task has no known answer any more; scores against it go with it. */
export async function removeGold(actor: Actor, taskId: string): Promise<void> {
  await assertCan(actor, 'set-gold', { taskId })
  const task = await goldTask(taskId)
  if (task.kind !== 'work')
    throw new AppError('conflict', 'Every task of a training or qualification batch needs a known answer. Replace it.')
  await change(actor, task, null)
}

interface GoldTask {
  id: string
  batchId: string
  projectId: string
  kind: string
  taskType: string
  config: string
  payload: string
}

async function goldTask(taskId: string): Promise<GoldTask> {
  const task = await db.task.findUniqueOrThrow({
    where: { id: taskId },
    select: { batchId: true, content: true, batch: { select: { kind: true, projectId: true, project: true } } },
  })
  if (task.content === null) throw new Error(`Task ${taskId} has no content.`)
  const { kind, projectId, project } = task.batch
  const { taskType, config } = project
  return { id: taskId, batchId: task.batchId, projectId, kind, taskType, config, payload: task.content.payload }
}

async function change(actor: Actor, { id, batchId, projectId }: GoldTask, gold: string | null): Promise<void> {
  await audited(actor, async (tx) => {
    const { gold: before } = await tx.taskContent.findUniqueOrThrow({ where: { taskId: id }, select: { gold: true } })
    if (before === gold) return { value: undefined, entry: null }
    await tx.taskContent.update({ where: { taskId: id }, data: { gold } })
    await tx.task.update({ where: { id }, data: { isGold: gold !== null } })
    const action = gold === null ? 'task.gold-remove' : 'task.gold-set'
    return { value: undefined, entry: { action, subjectType: 'task', subjectId: id, projectId, detail: { batchId } } }
  })
  await arrangeGold(batchId)
}
