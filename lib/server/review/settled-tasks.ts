import 'server-only'
import { AppError } from '@/lib/core/errors'
import { taskTypeOf } from '@/lib/task-types/registry'
import { type Actor, signedIn } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { labelerPseudonyms } from '../agreement/labeler-pseudonyms'
import { db } from '../db/db'
import { type Revealed, revealed } from './decide'
import { openReview } from './review-task'

export interface SettledTask {
  taskId: string
  /** The id of the import line; null for ids we made up. */
  externalId: string | null
  title: string
  batchId: string
  how: string
  /** The annotation accepted; null for merged and anew. */
  acceptedAnnotation: string | null
  answer: unknown
  summary: string
  note: string | null
  /** The project's pseudonym of who decided. */
  reviewer: string
  mine: boolean
  revision: number
  decidedAt: string
  /** Verdicts that later ones replaced, oldest first. */
  revisions: {
    revision: number
    how: string
    summary: string
    note: string | null
    reviewer: string
    decidedAt: string
  }[]
}

const pageSize = 50

/** The verdicts of a project, newest first. People stand under their pseudonyms. */
export async function settledTasks(
  actor: Actor,
  projectId: string,
  { cursor = null, mine = false }: { cursor?: string | null; mine?: boolean } = {},
): Promise<{ items: SettledTask[]; next: string | null }> {
  await assertCan(actor, 'read-annotations', { projectId })
  const me = actor.kind === 'user' ? actor.userId : ''
  const project = await db.project.findFirstOrThrow({ where: { id: projectId, deletedAt: null } })
  const spec = taskTypeOf(project.taskType)
  const config: unknown = spec.config.parse(JSON.parse(project.config))
  const nameOf = await labelerPseudonyms(projectId)
  const after = cursor === null ? null : readCursor(cursor)
  const rows = await db.adjudication.findMany({
    where: {
      task: { batch: { projectId, deletedAt: null } },
      ...(mine ? { reviewerId: me } : {}),
      ...(after === null
        ? {}
        : { OR: [{ updatedAt: { lt: after.at } }, { updatedAt: after.at, taskId: { lt: after.taskId } }] }),
    },
    orderBy: [{ updatedAt: 'desc' }, { taskId: 'desc' }],
    take: pageSize + 1,
    include: {
      task: { select: { externalId: true, title: true } },
      revisions: { orderBy: { revision: 'asc' } },
    },
  })
  const summaryOf = (answer: string) => spec.summary(JSON.parse(answer), config)
  const items = rows.slice(0, pageSize).map((row) => ({
    taskId: row.taskId,
    externalId: row.task.externalId.startsWith('~') ? null : row.task.externalId,
    title: row.task.title,
    batchId: row.batchId,
    how: row.how,
    acceptedAnnotation: row.acceptedId,
    answer: JSON.parse(row.answer),
    summary: summaryOf(row.answer),
    note: row.note,
    reviewer: nameOf(row.reviewerId),
    mine: row.reviewerId === me,
    revision: row.revision,
    decidedAt: row.updatedAt.toISOString(),
    revisions: row.revisions.map(({ revision, how, answer, note, reviewerId, createdAt }) => ({
      revision,
      how,
      summary: summaryOf(answer),
      note,
      reviewer: nameOf(reviewerId),
      decidedAt: createdAt.toISOString(),
    })),
  }))
  const last = rows.length > pageSize ? rows[pageSize - 1] : undefined
  return { items, next: last ? `${last.updatedAt.getTime()}.${last.taskId}` : null }
}

/** What was hidden from the actor when they settled this task: whose answer was which, and the known answer. */
export async function revealedTo(actor: Actor, taskId: string): Promise<Revealed> {
  await assertCan(actor, 'adjudicate', { taskId })
  const reviewerId = signedIn(actor).userId
  const verdict = await db.adjudication.findUnique({ where: { taskId }, select: { reviewerId: true } })
  if (verdict?.reviewerId === reviewerId) return revealed(await openReview(taskId, reviewerId))
  throw new AppError('not-found', 'You have not settled this task, so its answers stay without names.')
}

function readCursor(cursor: string): { at: Date; taskId: string } {
  const [ms, taskId] = cursor.split('.')
  const at = new Date(Number(ms))
  if (taskId !== undefined && !Number.isNaN(at.getTime())) return { at, taskId }
  throw new AppError('bad-input', 'This cursor is not one of ours. Begin without it.', { detail: { field: 'cursor' } })
}
