import { beforeEach, expect, test } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { system } from '../access/actor'
import { givenAnswer } from '../agreement/answers.fixture'
import { projectAgreement } from '../agreement/project-agreement'
import { now } from '../clock'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { addPoint, mostPoints, pointsOf } from './agreement-points'
import { lastFigure, projectTrends } from './project-trends'
import { recordPoint, recordPoints } from './record-points'
import { timeBins } from './time-bins'

test('every time falls into exactly one bin, and bins lie side by side', () => {
  const bins = timeBins(
    new Map([
      [-3, 1],
      [0, 2],
      [2, 0],
      [11, 3],
    ]),
  )
  expect(bins.reduce((sum, { n }) => sum + n, 0)).toBe(6)
  expect(bins.find(({ from }) => from === 1)?.n).toBe(2)
  expect(bins.slice(1).every(({ from }, index) => bins[index]?.to === from)).toBe(true)
})

test('no times make no bins', () => {
  expect(timeBins(new Map([[4, 0]]))).toEqual([])
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

  /** One task an hour, the last in dispute. */
  async function givenDay() {
    const study = await givenStudy()
    const begin = Date.parse('2026-11-12T08:00:00Z')
    for (const [index, taskId] of study.batch.taskIds.entries()) {
      for (const [who, label] of [
        [study.ann, 'positive'],
        [study.ben, index === 3 ? 'negative' : 'positive'],
      ] as const) {
        const assignmentId = await givenAnswer(taskId, who.id, { label })
        const createdAt = new Date(begin + index * 3_600_000)
        await db.annotation.update({ where: { assignmentId }, data: { createdAt } })
      }
    }
    return study
  }

  test('the past is told from the answers at the first look, and its last figure is that of the page to the digit', async () => {
    const { manager, project } = await givenDay()
    await recordPoint(project.id)
    const { points, answers } = await projectTrends(manager, project.id, null)
    expect(answers).toBe(8)
    expect(points[0]).toMatchObject({ value: null, n: 1, answers: 2 })
    const end = points.find(({ at }) => at === '2026-11-12T11:00:00.000Z')
    const { figures } = await projectAgreement(system, project.id, { bootstrap: 'usual' })
    const headline = figures['krippendorff-alpha']
    expect(end).toMatchObject({ value: headline?.value, interval: headline?.ci, n: 4, annotators: 2, answers: 8 })
    expect(await lastFigure(manager, project.id, null)).toMatchObject({ value: headline?.value, n: 4 })
  })

  test('the last figure of a batch is that of its page to the digit, whatever the other batches say', async () => {
    const { project, batch, ann, ben } = await givenDay()
    const other = await givenBatch({ projectId: project.id, tasks: 2, overlap: 2 })
    for (const taskId of other.taskIds) {
      await givenAnswer(taskId, ann.id, { label: 'neutral' })
      await givenAnswer(taskId, ben.id, { label: 'negative' })
    }
    await recordPoint(project.id)
    for (const batchId of [batch.id, other.id]) {
      const last = (await pointsOf({ projectId: project.id, batchId })).at(-1)
      const { figures } = await projectAgreement(system, project.id, { batchId, bootstrap: 'usual' })
      const { value, ci, n_items } = figures['krippendorff-alpha'] ?? {}
      expect(last).toMatchObject({ value, low: ci?.[0] ?? null, high: ci?.[1] ?? null, items: n_items })
    }
  })

  test('each further answer makes a point at the next look, an unchanged project none; a batch has a line of its own', async () => {
    const { manager, project, batch, ann, ben } = await givenDay()
    const other = await givenBatch({ projectId: project.id, tasks: 1, overlap: 2 })
    await recordPoint(project.id)
    const count = async (batchId: string | null) => (await pointsOf({ projectId: project.id, batchId })).length
    const before = { all: await count(null), batch: await count(batch.id) }
    await recordPoint(project.id)
    expect(await count(null)).toBe(before.all)
    for (const { id } of [ann, ben]) await givenAnswer(other.taskIds[0] ?? '', id, { label: 'neutral' })
    await recordPoint(project.id)
    expect(await count(null)).toBe(before.all + 1)
    expect(await count(batch.id)).toBe(before.batch)
    expect((await projectTrends(manager, project.id, other.id)).points.at(-1)).toMatchObject({ n: 1, answers: 2 })
  })

  test('within a minute a project is written down once', async () => {
    const { project, batch, ann } = await givenStudy()
    await givenAnswer(batch.taskIds[0] ?? '', ann.id, { label: 'positive' })
    await recordPoints()
    const first = await pointsOf({ projectId: project.id, batchId: null })
    expect(first).toHaveLength(1)
    await givenAnswer(batch.taskIds[1] ?? '', ann.id, { label: 'positive' })
    await recordPoints()
    expect(await pointsOf({ projectId: project.id, batchId: null })).toEqual(first)
  })

  test('when somebody is excluded the past is told without them', async () => {
    const { project, ann } = await givenDay()
    await recordPoint(project.id)
    const why = { state: 'excluded', reason: 'guesses', byWhom: 'system', since: now() }
    await db.labelerStanding.create({ data: { projectId: project.id, labelerId: ann.id, ...why } })
    await recordPoint(project.id)
    const points = await pointsOf({ projectId: project.id, batchId: null })
    expect(points.map(({ answers }) => answers).at(-1)).toBe(4)
    expect(points.every(({ value, items }) => value === null && items === 0)).toBe(true)
  })

  test('two hundred points are kept at most, the first and the last among them', async () => {
    const { project } = await givenStudy()
    const series = { projectId: project.id, batchId: null }
    const rest = { measure: 'm', value: 0.5, low: null, high: null, items: 1, annotators: 2 }
    await db.agreementPoint.createMany({
      data: Array.from({ length: mostPoints }, (_, answers) => ({
        projectId: project.id,
        batchId: '',
        at: new Date(1000 * answers),
        answers,
        ...rest,
      })),
    })
    await addPoint(series, { at: new Date(1_000_000), answers: 999, ...rest })
    const points = await pointsOf(series)
    expect(points.length).toBeLessThanOrEqual(mostPoints)
    expect(points.length).toBeGreaterThan(mostPoints / 3)
    expect([points[0]?.answers, points.at(-1)?.answers]).toEqual([0, 999])
  })

  test('types without categories have a past too', async () => {
    const project = await givenProject({ taskType: 'ranking', config: taskTypes.ranking.defaultConfig })
    const batch = await givenBatch({ projectId: project.id, tasks: 2, overlap: 2 })
    const [ann, ben] = [await givenUser(), await givenUser()]
    for (const [index, taskId] of batch.taskIds.entries()) {
      for (const { id } of [ann, ben]) {
        const assignmentId = await givenAnswer(taskId, id, { ranks: [1, 2, 3] })
        const createdAt = new Date(Date.parse('2026-11-12T08:00:00Z') + index * 7_200_000)
        await db.annotation.update({ where: { assignmentId }, data: { createdAt } })
      }
    }
    await recordPoint(project.id)
    const { points } = await projectTrends(system, project.id, null)
    expect(points[0]).toMatchObject({ value: 1, n: 1 })
    expect(points.at(-1)).toMatchObject({ value: 1, n: 2, answers: 4 })
  })

  test('a labeler is told nothing', async () => {
    const { project, ann } = await givenStudy()
    await expect(projectTrends(ann.actor, project.id, null)).rejects.toMatchObject({ code: 'not-found' })
    await expect(lastFigure(ann.actor, project.id, null)).rejects.toMatchObject({ code: 'not-found' })
  })
})
