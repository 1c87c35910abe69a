import 'server-only'
import { type Actor, isRole, lowerRole, signedIn } from '../access/actor'
import { assertScope } from '../access/decide'
import { db } from '../db/db'
import { queueEngine } from '../queue/engine'
import { numberOf } from '../queue/statement'
import { passedByMe, waitingForMe } from './waiting'

export interface ReviewProgress {
  /** Tasks of the project that this reviewer has settled. */
  done: number
  /** `done` and what waits for them. */
  total: number
  mine: number
  /** Left to other reviewers, and still waiting. */
  passed: number
}

export interface ReviewQueue {
  projectId: string
  projectName: string
  taskType: string
  waiting: number
  settled: number
  passed: number
}

/** The projects whose disputed tasks the actor may settle, those with something to do first. */
export async function reviewQueue(actor: Actor): Promise<ReviewQueue[]> {
  assertScope(actor, 'adjudicate')
  const { userId, role, projectId } = signedIn(actor)
  const rows = await db.project.findMany({
    where: {
      deletedAt: null,
      ...(projectId === null ? {} : { id: projectId }),
      OR: [
        { members: { some: { userId, ...(role === 'admin' ? {} : { role: { in: ['manager', 'reviewer'] } }) } } },
        ...(role === 'admin' ? [{ access: 'everyone' }] : []),
      ],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 500,
    include: { members: { where: { userId }, select: { role: true } } },
  })
  const queues: ReviewQueue[] = []
  for (const row of rows) {
    const member = row.members[0]?.role ?? 'labeler'
    const here = role === 'admin' || !isRole(member) ? role : lowerRole(role, member)
    if (here === 'labeler') continue
    const { done, total, passed } = await reviewProgress(row.id, userId)
    const counts = { waiting: total - done, settled: done, passed }
    queues.push({ projectId: row.id, projectName: row.name, taskType: row.taskType, ...counts })
  }
  return queues.sort((a, b) => Number(b.waiting > 0) - Number(a.waiting > 0))
}

export async function reviewProgress(projectId: string, reviewerId: string): Promise<ReviewProgress> {
  const engine = queueEngine()
  const text = `SELECT count(*) AS "waiting", COALESCE(SUM(CASE WHEN ${passedByMe} THEN 1 ELSE 0 END), 0) AS "passed" ${waitingForMe(engine.dialect)}`
  const [row] = await engine.rows({ text, values: [projectId, reviewerId] })
  const done = await db.adjudication.count({ where: { reviewerId, task: { batch: { projectId } } } })
  const passed = row ? numberOf(row, 'passed') : 0
  const waiting = row ? numberOf(row, 'waiting') - passed : 0
  return { done, total: done + waiting, mine: done, passed }
}
