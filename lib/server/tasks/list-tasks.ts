import 'server-only'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { db } from '../db/db'

export const taskStates = ['all', 'waiting', 'begun', 'done', 'disputed', 'settled', 'gold'] as const
export type TaskState = (typeof taskStates)[number]

export interface TaskRow {
  id: string
  /** The id of the import line; null for ids we made up. */
  externalId: string | null
  title: string
  overlap: number
  submitted: number
  isGold: boolean
  disputed: boolean
  /** A reviewer has settled it. */
  settled: boolean
}

const pageSize = 50

/** Tasks of a batch by the id of their line, a page at a time: `after` is the `next` of the page before. No payload is read, and no page costs more than the first. */
export async function listTasks(
  actor: Actor,
  batchId: string,
  { state = 'all', after = null }: { state?: TaskState; after?: string | null } = {},
): Promise<{ tasks: TaskRow[]; next: string | null }> {
  await assertCan(actor, 'read-task', { batchId })
  const rows = await db.task.findMany({
    where: {
      batchId,
      // Lane 9 holds what an import has staged and not yet published.
      lane: { lt: 9 },
      ...whereState(state),
      ...(after === null ? {} : { externalId: { gt: after } }),
    },
    orderBy: { externalId: 'asc' },
    take: pageSize + 1,
    select: {
      id: true,
      externalId: true,
      title: true,
      overlap: true,
      submitted: true,
      isGold: true,
      outcome: { select: { disputed: true } },
      adjudication: { select: { taskId: true } },
    },
  })
  const page = rows.slice(0, pageSize)
  return {
    tasks: page.map(({ outcome, adjudication, ...row }) => ({
      ...row,
      externalId: row.externalId.startsWith('~') ? null : row.externalId,
      disputed: (outcome?.disputed ?? false) && adjudication === null,
      settled: adjudication !== null,
    })),
    next: rows.length > pageSize ? (page.at(-1)?.externalId ?? null) : null,
  }
}

function whereState(state: TaskState) {
  const { overlap } = db.task.fields
  if (state === 'waiting') return { submitted: 0 }
  if (state === 'begun') return { submitted: { gt: 0, lt: overlap } }
  if (state === 'done') return { submitted: { gte: overlap } }
  if (state === 'disputed') return { outcome: { disputed: true }, adjudication: null }
  if (state === 'settled') return { adjudication: { isNot: null } }
  return state === 'gold' ? { isGold: true } : {}
}
