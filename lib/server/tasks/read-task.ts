import 'server-only'
import { taskTypeOf } from '@/lib/task-types/registry'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { db } from '../db/db'

interface GivenTaskAnswer {
  assignmentId: string
  labeler: string
  answer: unknown
  summary: string
  timeSpentMs: number
  /** More than 1: the labeler took an answer back and gave another. */
  revision: number
  guidelinesVersion: number
  flag: string | null
  note: string | null
  createdAt: string
}

export interface TaskDetail {
  id: string
  externalId: string | null
  title: string
  projectId: string
  batch: { id: string; name: string }
  taskType: string
  config: unknown
  payload: unknown
  meta: Record<string, unknown>
  /** The known answer, or null. */
  gold: unknown
  overlap: number
  /** Mean pairwise similarity (1 − distance) of the answers; null with fewer than two. */
  agreement: number | null
  answers: GivenTaskAnswer[]
  skips: { labeler: string; reason: string; note: string | null }[]
}

/** A task with everything that was said of it. */
export async function readTask(actor: Actor, taskId: string): Promise<TaskDetail> {
  await assertCan(actor, 'read-task', { taskId })
  const task = await db.task.findUniqueOrThrow({
    where: { id: taskId },
    include: {
      content: true,
      batch: { include: { project: true } },
      assignments: {
        where: { state: { in: ['submitted', 'skipped'] } },
        include: { annotation: true, labeler: { select: { name: true } } },
        orderBy: { claimedAt: 'asc' },
      },
    },
  })
  const { project } = task.batch
  const spec = taskTypeOf(project.taskType)
  const config: unknown = spec.config.parse(JSON.parse(project.config))
  const payload: unknown = spec.payload.parse(JSON.parse(task.content?.payload ?? 'null'))
  const answers = task.assignments.flatMap(({ id, annotation, labeler, flag, note, state }) => {
    if (annotation === null || state !== 'submitted') return []
    const answer: unknown = JSON.parse(annotation.answer)
    const { timeSpentMs, revision, guidelinesVersion, createdAt } = annotation
    return [
      {
        assignmentId: id,
        labeler: labeler.name,
        answer,
        summary: spec.summary(answer, config),
        timeSpentMs,
        revision,
        guidelinesVersion,
        flag,
        note,
        createdAt: createdAt.toISOString(),
      },
    ]
  })
  const distance = (a: unknown, b: unknown) => spec.distance(a, b, config)
  return {
    id: task.id,
    externalId: task.externalId.startsWith('~') ? null : task.externalId,
    title: task.title,
    projectId: project.id,
    batch: { id: task.batch.id, name: task.batch.name },
    taskType: project.taskType,
    config,
    payload,
    meta: JSON.parse(task.content?.meta ?? '{}'),
    gold: JSON.parse(task.content?.gold ?? 'null'),
    overlap: task.overlap,
    agreement: meanSimilarity(
      answers.map(({ answer }) => answer),
      distance,
    ),
    answers,
    skips: task.assignments.flatMap(({ state, labeler, skipReason, note }) =>
      state === 'skipped' ? [{ labeler: labeler.name, reason: skipReason ?? 'no reason given', note }] : [],
    ),
  }
}

function meanSimilarity(answers: readonly unknown[], distance: (a: unknown, b: unknown) => number): number | null {
  const distances = answers.flatMap((a, index) => answers.slice(index + 1).map((b) => distance(a, b)))
  if (distances.length === 0) return null
  return 1 - distances.reduce((sum, apart) => sum + apart, 0) / distances.length
}
