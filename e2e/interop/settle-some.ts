import { z } from 'zod'
import { type Account, ask, type Installation } from '../support/installation'

const claimed = z.object({
  tasks: z.array(
    z.object({
      taskId: z.string(),
      basis: z.string(),
      answers: z.array(z.object({ letter: z.string(), answer: z.unknown() })),
    }),
  ),
})

export interface Settled {
  taskId: string
  how: 'accepted' | 'anew'
  answer: unknown
}

const most = 4

/**
 * A manager sends two tasks to review, whatever people said, and a reviewer settles what waits: the first answer is accepted, every other
 * time given anew in the same words.
 */
export async function settleSome(
  { admin }: Installation,
  reviewer: Account,
  project: { id: string },
  finished: readonly string[],
): Promise<Settled[]> {
  const member = { userId: reviewer.id, role: 'reviewer' }
  await ask(admin.api, 'POST', `/api/v1/projects/${project.id}/members`, member, z.unknown())
  for (const taskId of finished.slice(0, 2))
    await ask(admin.api, 'POST', `/api/v1/review/${taskId}/send`, { note: 'For the check.' }, z.unknown())
  const settled: Settled[] = []
  const wish = { projectId: project.id, count: most }
  const { tasks } = await ask(reviewer.api, 'POST', '/api/v1/review/claim', wish, claimed)
  for (const task of tasks) {
    const [first] = task.answers
    if (first === undefined) continue
    const how = settled.length % 2 === 0 ? 'accepted' : 'anew'
    const verdict =
      how === 'accepted' ? { how, annotation: first.letter, basis: task.basis } : { how, answer: first.answer }
    const address = `/api/v1/review/${task.taskId}/decide`
    await ask(reviewer.api, 'POST', address, { ...verdict, note: 'For the check.' }, z.unknown())
    settled.push({ taskId: task.taskId, how, answer: first.answer })
  }
  return settled
}
