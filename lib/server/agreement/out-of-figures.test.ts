import { beforeEach, expect, test } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { system } from '../access/actor'
import { now } from '../clock'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { agreementTable } from './agreement-table'
import { givenAnswer } from './answers.fixture'
import { projectAgreement } from './project-agreement'

describeOnEachEngine('what counts in the figures', (engine) => {
  beforeEach(() => freshDatabase(engine))

  async function givenStudy() {
    const manager = await givenUser({ name: 'Mia', role: 'manager' })
    const project = await givenProject({
      config: taskTypes.sentiment.defaultConfig,
      members: [{ userId: manager.id, role: 'manager' }],
    })
    const batch = await givenBatch({ projectId: project.id, tasks: 3, overlap: 3 })
    const [ann, ben] = [await givenUser({ name: 'Ann' }), await givenUser({ name: 'Ben' })]
    for (const taskId of batch.taskIds) {
      await givenAnswer(taskId, ann.id, { label: 'positive' })
      await givenAnswer(taskId, ben.id, { label: 'positive' })
      await givenAnswer(taskId, manager.id, { label: 'negative' })
    }
    return { project, batch, ann, ben, manager }
  }

  async function exclude(projectId: string, labelerId: string) {
    const why = { state: 'excluded', reason: 'guesses', byWhom: 'system', since: now() }
    await db.labelerStanding.create({ data: { projectId, labelerId, ...why } })
  }

  const labelersIn = async (projectId: string, more = {}) =>
    (await projectAgreement(system, projectId, more)).perLabeler?.map(({ labeler }) => labeler).toSorted()

  test('an excluded labeler is out of every figure and of the long table, and back in when let in again', async () => {
    const { project, manager } = await givenStudy()
    expect((await projectAgreement(system, project.id)).annotations).toBe(9)
    await exclude(project.id, manager.id)
    const without = await projectAgreement(system, project.id)
    expect(without).toMatchObject({ annotations: 6, excluded: 1 })
    expect(without.figures['percent-agreement']?.value).toBe(1)
    expect(without.disputed).toEqual([])
    expect(await labelersIn(project.id)).toEqual(['Ann', 'Ben'])
    const { stream } = await agreementTable(system, project.id)
    expect((await new Response(stream).text()).trim().split(/\r?\n/)).toHaveLength(7)
    await db.labelerStanding.deleteMany({ where: { projectId: project.id } })
    expect((await projectAgreement(system, project.id)).annotations).toBe(9)
  })

  test('training and qualification are measured nowhere, not even when such a batch is chosen', async () => {
    const { project, ann, ben } = await givenStudy()
    const training = await givenBatch({ projectId: project.id, tasks: 1, overlap: 2 })
    for (const { id } of [ann, ben]) await givenAnswer(training.taskIds[0] ?? '', id, { label: 'neutral' })
    expect((await projectAgreement(system, project.id)).annotations).toBe(11)
    await db.batch.update({ where: { id: training.id }, data: { kind: 'training' } })
    expect((await projectAgreement(system, project.id)).annotations).toBe(9)
    expect(await projectAgreement(system, project.id, { batchId: training.id })).toMatchObject({ annotations: 0 })
  })

  test('a known answer mixed in measures the labeler and counts in no other figure', async () => {
    const { project, ann, ben } = await givenStudy()
    const apart = await givenBatch({ projectId: project.id, tasks: 1, overlap: 2, gold: { label: 'neutral' } })
    const [taskId = ''] = apart.taskIds
    await db.task.update({ where: { id: taskId }, data: { lane: 2 } })
    await givenAnswer(taskId, ann.id, { label: 'neutral' })
    await givenAnswer(taskId, ben.id, { label: 'negative' })
    const { annotations, tasks, disputed, perLabeler } = await projectAgreement(system, project.id)
    expect({ annotations, tasks }).toEqual({ annotations: 9, tasks: 3 })
    expect(disputed.map((task) => task.taskId)).not.toContain(taskId)
    const gold = perLabeler?.map(({ labeler, gold: { value, n } }) => [labeler, value, n])
    expect(gold?.toSorted()).toEqual([
      ['Ann', 1, 1],
      ['Ben', 0, 1],
      ['Mia', null, 0],
    ])
  })

  test('labels of those who manage the project can be left out, and are told apart', async () => {
    const { project } = await givenStudy()
    const all = await projectAgreement(system, project.id)
    expect(all.staff).toEqual({ leftOut: false, labelers: 1 })
    expect(all.perLabeler?.find(({ labeler }) => labeler === 'Mia')?.role).toBe('manager')
    expect(await labelersIn(project.id, { withoutStaff: true })).toEqual(['Ann', 'Ben'])
    expect(await labelersIn(project.id)).toEqual(['Ann', 'Ben', 'Mia'])
  })

  test('the share of tasks that people started from an imported answer is told', async () => {
    const { project, batch } = await givenStudy()
    await db.taskContent.update({
      where: { taskId: batch.taskIds[0] ?? '' },
      data: { prelabel: '{"label":"positive"}' },
    })
    expect(await projectAgreement(system, project.id)).toMatchObject({ tasks: 3, prelabeled: 1 })
  })
})
