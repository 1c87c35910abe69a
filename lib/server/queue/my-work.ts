import 'server-only'
import { AppError } from '@/lib/core/errors'
import { taskTypeOf } from '@/lib/task-types/registry'
import type { Actor } from '../access/actor'
import { assertScope } from '../access/decide'
import { nowMs } from '../clock'
import { configAt } from './config-at'
import { queueEngine } from './engine'
import { flagOf, numberOf, type Row, textOf, timeOf } from './statement'
import { firstGivenAt } from './submit-steps'
import { graceMs } from './time-limits'

export interface WorkItem {
  assignmentId: string
  taskId: string
  /** One line that names the task, and one that says the answer. */
  title: string
  summary: string
  taskType: string
  projectId: string
  projectName: string
  batchId: string
  batchName: string
  answeredAt: string
  revision: number
  timeSpentMs: number
  /** Until when the answer can be taken back; null when that time is over. */
  undoableUntil: string | null
}

export interface WorkPage {
  items: WorkItem[]
  /** Give it back for the next page; null at the end. */
  next: string | null
}

const pageSize = 50

/** The labeler's own answers, newest first, in pages that do not shift while they work. */
export async function myWork(actor: Actor, cursor: string | null = null): Promise<WorkPage> {
  assertScope(actor, 'claim')
  const engine = queueEngine()
  const after = cursor === null ? null : readCursor(cursor)
  const before = `AND (n."createdAt" < ${engine.dialect.moment('$3')} OR (n."createdAt" = ${engine.dialect.moment('$3')} AND n."assignmentId" < $4))`
  const text = `SELECT n."assignmentId", n."taskId", t."title", n."answer", p."taskType", b."projectId", p."name" AS "projectName", n."batchId", b."name" AS "batchName",
      n."createdAt", n."revision", n."timeSpentMs", n."configVersion", ${firstGivenAt} AS "firstGivenAt",
      EXISTS (SELECT 1 FROM "Adjudication" v WHERE v."taskId" = n."taskId") AS "settled"
    FROM "Annotation" n JOIN "Task" t ON t."id" = n."taskId" JOIN "Batch" b ON b."id" = n."batchId" JOIN "Project" p ON p."id" = b."projectId"
    WHERE n."labelerId" = $1 AND b."deletedAt" IS NULL AND p."deletedAt" IS NULL AND ($2 = '' OR b."projectId" = $2) ${after ? before : ''}
    ORDER BY n."createdAt" DESC, n."assignmentId" DESC LIMIT ${pageSize + 1}`
  const own = [actor.userId, actor.projectId ?? '']
  const rows = await engine.rows({ text, values: after ? [...own, after.atMs, after.id] : own })
  const items = await Promise.all(rows.slice(0, pageSize).map(itemOf))
  const last = rows.length > pageSize ? rows[pageSize - 1] : undefined
  return { items, next: last ? `${timeOf(last, 'createdAt')}.${textOf(last, 'assignmentId')}` : null }
}

async function itemOf(row: Row): Promise<WorkItem> {
  const taskType = textOf(row, 'taskType')
  const projectId = textOf(row, 'projectId')
  const config = await configAt({ projectId, taskType, configVersion: numberOf(row, 'configVersion') })
  const answer: unknown = JSON.parse(textOf(row, 'answer'))
  const undoableUntil = timeOf(row, 'firstGivenAt') + graceMs
  return {
    assignmentId: textOf(row, 'assignmentId'),
    taskId: textOf(row, 'taskId'),
    title: textOf(row, 'title'),
    summary: taskTypeOf(taskType).summary(answer, config),
    taskType,
    projectId,
    projectName: textOf(row, 'projectName'),
    batchId: textOf(row, 'batchId'),
    batchName: textOf(row, 'batchName'),
    answeredAt: new Date(timeOf(row, 'createdAt')).toISOString(),
    revision: numberOf(row, 'revision'),
    timeSpentMs: numberOf(row, 'timeSpentMs'),
    undoableUntil: undoableUntil > nowMs() && !flagOf(row, 'settled') ? new Date(undoableUntil).toISOString() : null,
  }
}

function readCursor(cursor: string): { atMs: number; id: string } {
  const match = /^(\d{1,15})\.([\w-]{1,64})$/.exec(cursor)
  if (match?.[1] === undefined || match[2] === undefined)
    throw new AppError('bad-input', 'This page mark is not one of ours. Start again without it.', {
      detail: { field: 'cursor' },
    })
  return { atMs: Number(match[1]), id: match[2] }
}
