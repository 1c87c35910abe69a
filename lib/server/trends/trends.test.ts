import { beforeEach, expect, test } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { givenAnswer } from '../agreement/answers.fixture'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { projectTrends } from './project-trends'
import { timeBins } from './time-bins'

test('every time falls into exactly one bin', () => {
  const bins = timeBins([400, 1000, 1414, 1415, 2000, 60_000])
  expect(bins.reduce((sum, { n }) => sum + n, 0)).toBe(6)
  expect(bins.find(({ from }) => from === 1)?.n).toBe(2)
  expect(bins.slice(1).every(({ from }, index) => bins[index]?.to === from)).toBe(true)
})

test('no times make no bins', () => {
  expect(timeBins([])).toEqual([])
})

describeOnEachEngine('trends of a project', (engine) => {
  beforeEach(() => freshDatabase(engine))

  async function givenStudy() {
    const manager = await givenUser({ role: 'manager' })
    const project = await givenProject({
      config: taskTypes.sentiment.defaultConfig,
      members: [{ userId: manager.id, role: 'manager' }],
    })
    const batch = await givenBatch({ projectId: project.id, tasks: 4, overlap: 2 })
    return { manager: manager.actor, project, batch, ann: await givenUser(), ben: await givenUser() }
  }

  test('the last point is over all answers, an earlier one over those given by then', async () => {
    const { manager, project, batch, ann, ben } = await givenStudy()
    const begin = Date.parse('2026-11-12T08:00:00Z')
    for (const [index, taskId] of batch.taskIds.entries()) {
      for (const [who, label] of [
        [ann, 'positive'],
        [ben, index === 3 ? 'negative' : 'positive'],
      ] as const) {
        const assignmentId = await givenAnswer(taskId, who.id, { label })
        const createdAt = new Date(begin + index * 3_600_000)
        await db.annotation.update({ where: { assignmentId }, data: { createdAt } })
      }
    }
    const trends = await projectTrends(manager, project.id, null)
    expect(trends?.answers).toBe(8)
    expect(trends?.points.at(-1)).toMatchObject({ at: '2026-11-12T11:00:00.000Z', n: 4 })
    expect(trends?.points[0]).toMatchObject({ value: null, n: 1 })
  })

  test('answers of less than an hour make no curve', async () => {
    const { manager, project, batch, ann } = await givenStudy()
    await givenAnswer(batch.taskIds[0] ?? '', ann.id, { label: 'positive' })
    expect(await projectTrends(manager, project.id, null)).toMatchObject({ points: [], answers: 1 })
  })

  test('a labeler is told nothing', async () => {
    const { project, ann } = await givenStudy()
    await expect(projectTrends(ann.actor, project.id, null)).rejects.toMatchObject({ code: 'not-found' })
  })
})
