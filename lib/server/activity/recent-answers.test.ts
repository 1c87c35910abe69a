import { beforeEach, expect, test } from 'vitest'
import { now } from '../clock'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { givenAnswer } from '../testing/given-answer'
import { recentAnswers } from './recent-answers'

const dayMs = 86_400_000

describeOnEachEngine('answers of the last seven days', (engine) => {
  beforeEach(() => freshDatabase(engine))

  async function givenStudy() {
    const { actor: manager, id } = await givenUser({ role: 'manager' })
    const { id: projectId } = await givenProject({ members: [{ userId: id, role: 'manager' }] })
    const { taskIds } = await givenBatch({ projectId, tasks: 6, overlap: 3 })
    const { id: labelerId } = await givenUser()
    /** An answer some days ago that took so long. */
    const answer = async (
      task: number,
      daysAgo: number,
      timeSpentMs: number,
      at = now().getTime() - daysAgo * dayMs,
    ) => {
      const given = { taskId: taskIds[task] ?? '', labelerId, answer: { label: 'a' }, at: new Date(at) }
      const assignmentId = await givenAnswer(given)
      await db.annotation.update({ where: { assignmentId }, data: { timeSpentMs } })
      return new Date(at).toISOString()
    }
    return { manager, projectId, labelerId, answer }
  }

  test('each answer counts on its own day, and those of eight days ago no more', async () => {
    const { manager, projectId, answer } = await givenStudy()
    await answer(0, 8, 1000)
    await answer(1, 6, 2000)
    await answer(2, 1, 3000)
    await answer(3, 0, 5000)
    const lastAt = await answer(4, 0, 4000)
    const { days, answers, ...rest } = await recentAnswers(manager, projectId)
    expect(days.map((one) => one.answers)).toEqual([1, 0, 0, 0, 0, 1, 2])
    expect(days.at(-1)?.day).toBe(now().toISOString().slice(0, 10))
    expect(answers).toBe(4)
    expect(rest).toEqual({ lastAt, time: { medianMs: 3500, n: 4 } })
  })

  test('the last moment of a day is that day’s, the next one the next day’s', async () => {
    const { manager, projectId, answer } = await givenStudy()
    const midnight = Math.floor(now().getTime() / dayMs) * dayMs
    await answer(0, 0, 1000, midnight - 1)
    await answer(1, 0, 1000, midnight)
    const { days } = await recentAnswers(manager, projectId)
    expect(days.slice(-2).map((one) => one.answers)).toEqual([1, 1])
  })

  test('an answer of today is counted at once', async () => {
    const { manager, projectId, answer } = await givenStudy()
    expect(await recentAnswers(manager, projectId)).toMatchObject({ answers: 0, lastAt: null, time: null })
    await answer(0, 0, 1000)
    expect((await recentAnswers(manager, projectId)).answers).toBe(1)
  })

  test('answers whose time is not known count, but not among the times', async () => {
    const { manager, projectId, answer } = await givenStudy()
    await answer(0, 0, 0)
    expect(await recentAnswers(manager, projectId)).toMatchObject({ answers: 1, time: null })
  })

  test('another project’s answers and those of a batch that was deleted stay out', async () => {
    const { manager, projectId, labelerId, answer } = await givenStudy()
    await answer(0, 0, 1000)
    const other = await givenBatch({ tasks: 1 })
    await givenAnswer({ taskId: other.taskIds[0] ?? '', labelerId, answer: { label: 'a' } })
    const gone = await givenBatch({ projectId, tasks: 1 })
    await givenAnswer({ taskId: gone.taskIds[0] ?? '', labelerId, answer: { label: 'a' } })
    await db.batch.update({ where: { id: gone.id }, data: { deletedAt: now() } })
    expect(await recentAnswers(manager, projectId)).toMatchObject({ answers: 1, time: { n: 1 } })
  })

  test('a labeler is not told how others get on', async () => {
    const { projectId } = await givenStudy()
    await expect(recentAnswers((await givenUser()).actor, projectId)).rejects.toMatchObject({
      code: expect.any(String),
    })
  })
})
