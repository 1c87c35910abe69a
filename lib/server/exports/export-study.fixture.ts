import { givenAnswer } from '../agreement/answers.fixture'
import { db } from '../db/db'
import { givenBatch, givenProject, givenUser } from '../testing/given'

const day = (date: string) => ({ at: new Date(`${date}T12:00:00.000Z`) })

export async function givenVote(
  taskId: string,
  labelerId: string,
  label: string,
  { at }: { at?: Date } = {},
  why?: string,
) {
  const id = await givenAnswer(taskId, labelerId, why === undefined ? { label } : { label, why }, { order: [1, 0] })
  if (at !== undefined)
    await db.annotation.update({ where: { assignmentId: id }, data: { createdAt: at, updatedAt: at } })
  return id
}

/** Five texts: Ann and Ben agree on the first two, are tied on the third, Cy alone answered the fourth, nobody the fifth. */
export async function givenStudy() {
  const project = await givenProject({ taskType: 'sentiment' })
  const batch = await givenBatch({ projectId: project.id, tasks: 5, overlap: 3 })
  const [ann, ben, cy] = [
    await givenUser({ name: 'Ann' }),
    await givenUser({ name: 'Ben' }),
    await givenUser({ name: 'Cy' }),
  ]
  const task = (index: number) => batch.taskIds[index] ?? ''
  for (const index of [0, 1]) {
    await givenVote(task(index), ann.id, 'a', day('2026-01-01'))
    await givenVote(task(index), ben.id, 'a', day('2026-01-02'))
  }
  await givenVote(task(2), ann.id, 'a', day('2026-01-02'))
  const accepted = await givenVote(task(2), ben.id, 'b', day('2026-01-03'))
  await givenVote(task(3), cy.id, 'c', day('2026-01-03'))
  return { projectId: project.id, batch, ann, ben, cy, task, accepted }
}

export async function settled(
  taskId: string,
  batchId: string,
  reviewerId: string,
  label: string,
  acceptedId: string | null,
) {
  const at = new Date('2026-01-05T00:00:00.000Z')
  const how = acceptedId === null ? 'anew' : 'accepted'
  const data = {
    taskId,
    batchId,
    reviewerId,
    how,
    acceptedId,
    answer: JSON.stringify({ label }),
    note: 'ask me',
    createdAt: at,
    updatedAt: at,
  }
  await db.adjudication.create({ data })
}
