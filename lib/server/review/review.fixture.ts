import 'server-only'
import { taskTypes } from '@/lib/task-types/registry'
import { newId } from '../ids'
import { settleBatch } from '../outcomes/settle-batch'
import { type GivenUser, givenBatch, givenProject, givenUser } from '../testing/given'
import { givenAnswer } from '../testing/given-answer'
import { nextReview } from './next-review'
import type { ReviewTask } from './review-task'

export const names = ['Ann Ashby', 'Bea Brook', 'Cem Celik'] as const

/** A project with a manager, a reviewer and three labelers who said three different things of each of its tasks. */
export async function givenDispute(tasks = 1) {
  const manager = await givenUser({ role: 'manager', name: 'Mia Manager' })
  const reviewer = await givenUser({ role: 'reviewer', name: 'Rae Reviewer' })
  const second = await givenUser({ role: 'reviewer', name: 'Sol Second' })
  const labelers: GivenUser[] = []
  for (const name of names) labelers.push(await givenUser({ name, email: `${newId().toLowerCase()}@hidden.example` }))
  const project = await givenProject({
    config: taskTypes.sentiment.defaultConfig,
    access: 'members',
    members: [
      { userId: manager.id, role: 'manager' },
      { userId: reviewer.id, role: 'reviewer' },
      { userId: second.id, role: 'reviewer' },
      ...labelers.map(({ id }) => ({ userId: id, role: 'labeler' as const })),
    ],
  })
  const batch = await givenBatch({ projectId: project.id, tasks, overlap: 3 })
  const given: string[] = []
  for (const taskId of batch.taskIds) {
    for (const [index, label] of ['positive', 'neutral', 'negative'].entries()) {
      const labeler = labelers[index]
      if (labeler) given.push(await givenAnswer({ taskId, labelerId: labeler.id, answer: { label } }))
    }
  }
  await settleBatch(batch.id)
  return {
    projectId: project.id,
    batch,
    taskId: batch.taskIds[0] ?? '',
    manager,
    reviewer,
    second,
    labelers,
    /** Assignment ids, three a task. */
    given,
  }
}

type Dispute = Awaited<ReturnType<typeof givenDispute>>

function letterOf(task: ReviewTask, label: string): string {
  return task.answers.find(({ answer }) => JSON.stringify(answer).includes(label))?.letter ?? '?'
}

/** The one task that the reviewer gets first. */
export async function claimed({ reviewer, projectId }: Dispute): Promise<ReviewTask> {
  const [task] = await nextReview(reviewer.actor, { projectId, count: 1 })
  if (!task) throw new Error('Nothing to review.')
  return task
}

/** The verdict that takes over the answer with this label. */
export const accepting = (task: ReviewTask, label: string) => ({
  how: 'accepted' as const,
  annotation: letterOf(task, label),
  basis: task.basis,
})
