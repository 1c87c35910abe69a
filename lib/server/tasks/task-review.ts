import 'server-only'
import { taskTypeOf } from '@/lib/task-types/registry'
import { type Actor, signedIn } from '../access/actor'
import { assertCan, can } from '../access/assert-can'
import { db } from '../db/db'
import { isHeld } from '../review/held'
import { sentMark } from '../review/markers'
import { hasLabeled } from '../review/own-work'

export interface TaskVerdict {
  how: string
  /** The accepted annotation's assignment; null for merged and anew. */
  acceptedId: string | null
  answer: unknown
  summary: string
  note: string | null
  reviewer: string
  revision: number
  decidedAt: string
}

/** Where a task stands in review, for the people who run its project. */
export interface TaskReview {
  /** disputed: its answers say so; sent: a manager did; settled: a verdict stands and nobody asks again. */
  state: 'open' | 'disputed' | 'flagged' | 'sent' | 'settled'
  /** Every place is answered: it can be reviewed. */
  finished: boolean
  /** A reviewer has it open at this moment. */
  held: boolean
  /** The viewer may settle it: a judge of the project who has not labeled it. */
  mayJudge: boolean
  verdict: TaskVerdict | null
  /** Verdicts that later ones replaced, oldest first. */
  earlier: TaskVerdict[]
}

export async function taskReview(actor: Actor, taskId: string): Promise<TaskReview> {
  await assertCan(actor, 'read-task', { taskId })
  const task = await db.task.findUniqueOrThrow({
    where: { id: taskId },
    include: {
      outcome: true,
      adjudication: { include: { revisions: { orderBy: { revision: 'asc' } } } },
      reviews: true,
      assignments: { where: { state: 'submitted', flag: { not: null } }, select: { id: true }, take: 1 },
      batch: { include: { project: { select: { taskType: true, config: true } } } },
    },
  })
  const verdict = task.adjudication
  const earlier = (verdict?.revisions ?? []).map((row) => ({ ...row, at: row.createdAt }))
  const rows = verdict === null ? [] : [...earlier, { ...verdict, at: verdict.updatedAt }]
  const people = await db.user.findMany({
    where: { id: { in: rows.map((row) => row.reviewerId) } },
    select: { id: true, name: true },
  })
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const spec = taskTypeOf(task.batch.project.taskType)
  const config: unknown = spec.config.parse(JSON.parse(task.batch.project.config))
  const verdicts = rows.map((row): TaskVerdict => {
    const answer: unknown = JSON.parse(row.answer)
    const { how, acceptedId, note, revision, reviewerId, at } = row
    const decidedAt = at.toISOString()
    const reviewer = names.get(reviewerId) ?? 'somebody who has left'
    return { how, acceptedId, answer, summary: spec.summary(answer, config), note, reviewer, revision, decidedAt }
  })
  const sent = task.reviews.some((lease) => lease.reviewerId === sentMark && lease.state === 'passed')
  const finished = task.lane !== 2 && task.batch.kind === 'work' && task.submitted > 0 && task.submitted >= task.overlap
  return {
    state: stateOf({
      sent,
      settled: verdict !== null,
      disputed: task.outcome?.disputed ?? false,
      flagged: task.assignments.length > 0,
    }),
    finished,
    held: task.reviews.some(isHeld),
    mayJudge:
      (await can(actor, 'adjudicate', { taskId })) &&
      !(actor.kind === 'user' && (await hasLabeled(taskId, signedIn(actor).userId))),
    verdict: verdicts.at(-1) ?? null,
    earlier: verdicts.slice(0, -1),
  }
}

function stateOf(of: { sent: boolean; settled: boolean; disputed: boolean; flagged: boolean }): TaskReview['state'] {
  if (of.sent) return 'sent'
  if (of.settled) return 'settled'
  if (of.disputed) return 'disputed'
  return of.flagged ? 'flagged' : 'open'
}
