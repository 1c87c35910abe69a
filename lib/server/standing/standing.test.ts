import { beforeAll, expect, test, vi } from 'vitest'
import { system } from '../access/actor'
import { updateBatch } from '../batches/batches'
import { db } from '../db/db'
import { removeGold, setGold } from '../gold/set-gold'
import { settleBatch } from '../outcomes/settle-batch'
import { claimNext } from '../queue/claim'
import { saveDraft } from '../queue/draft'
import { releaseAssignment } from '../queue/give-back'
import { openQueues } from '../queue/open-queues'
import { submitAnnotation } from '../queue/submit'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { type GivenBatch, type GivenUser, givenBatch, givenProject, givenUser } from '../testing/given'
import { givenAnswer } from '../testing/given-answer'
import { brokenPromises } from '../testing/invariants'
import { updateQualityPolicy } from './quality-policy'
import { listStandings, setStanding } from './set-standing'

vi.mock('@/lib/task-types/registry', () => import('../testing/fake-task-type'))

const give = (label: string) => ({ answer: { label }, timeSpentMs: 1000 })

describeOnEachEngine('standing', (engine) => {
  let ada: GivenUser
  let manager: GivenUser
  beforeAll(async () => {
    await freshDatabase(engine)
    ada = await givenUser({ name: 'Ada' })
    manager = await givenUser({ role: 'manager' })
  })

  async function project(): Promise<string> {
    return (await givenProject({ members: [{ userId: manager.id, role: 'manager' }] })).id
  }

  async function batchOf(
    projectId: string,
    kind: 'work' | 'training' | 'qualification',
    tasks = 4,
  ): Promise<GivenBatch> {
    const batch = await givenBatch({
      projectId,
      tasks,
      overlap: 1,
      ...(kind === 'work' ? {} : { gold: { label: 'a' } }),
    })
    if (kind !== 'work') await updateBatch(system, batch.id, { kind })
    return batch
  }

  async function answerNext(batchId: string, label: string, who = ada) {
    const [assignment] = await claimNext(who.actor, { batchId, count: 1 })
    return submitAnnotation(who.actor, assignment?.id ?? '', give(label))
  }

  test('in training, and there only, the reply carries the known answer; everybody may do every task', async () => {
    const projectId = await project()
    const training = await batchOf(projectId, 'training', 2)
    await db.taskContent.updateMany({
      where: { taskId: { in: training.taskIds } },
      data: { meta: '{"note":"Mind the irony."}' },
    })
    const other = await givenUser()
    for (const who of [ada, other]) {
      expect((await answerNext(training.id, 'b', who)).feedback).toMatchObject({
        yours: { label: 'b' },
        known: { label: 'a' },
        score: 0,
        note: 'Mind the irony.',
      })
      expect((await answerNext(training.id, 'a', who)).feedback).toMatchObject({ score: 1 })
      expect(await claimNext(who.actor, { batchId: training.id, count: 1 })).toEqual([])
    }
    const qualification = await batchOf(projectId, 'qualification')
    expect(await answerNext(qualification.id, 'a')).not.toHaveProperty('feedback')
    const work = await batchOf(projectId, 'work')
    await setGold(manager.actor, work.taskIds[0] ?? '', { label: 'a' })
    expect(await answerNext(work.id, 'a')).not.toHaveProperty('feedback')
    expect(await brokenPromises()).toEqual({})
  })

  test('real work is for those who passed; passing is automatic and at once', async () => {
    const projectId = await project()
    await updateQualityPolicy(manager.actor, projectId, { qualify: { score: 0.7, answers: 3 } })
    const qualification = await batchOf(projectId, 'qualification', 5)
    const work = await batchOf(projectId, 'work')
    const queues = async () =>
      (await openQueues(ada.actor)).filter((queue) => queue.projectId === projectId).map(({ batchId }) => batchId)
    expect(await queues()).toEqual([qualification.id])
    await expect(claimNext(ada.actor, { batchId: work.id, count: 1 })).rejects.toMatchObject({
      code: 'not-allowed',
      message: expect.stringContaining('qualification tasks first'),
    })
    for (const label of ['b', 'a', 'a']) await answerNext(qualification.id, label)
    expect(await db.labelerStanding.count({ where: { projectId } })).toBe(0)
    await answerNext(qualification.id, 'a')
    expect(await db.labelerStanding.findFirst({ where: { projectId } })).toMatchObject({
      state: 'qualified',
      byWhom: 'system',
    })
    expect(await queues()).toContain(work.id)
    expect(await claimNext(ada.actor, { batchId: work.id, count: 1 })).toHaveLength(1)
  })

  test('who falls below the threshold is paused with the numbers; what they began stays theirs, the rest goes back', async () => {
    const projectId = await project()
    await updateQualityPolicy(manager.actor, projectId, { pause: { below: 0.6, after: 3 } })
    const known = await givenBatch({ projectId, tasks: 3, overlap: 3, gold: { label: 'a' } })
    const work = await batchOf(projectId, 'work', 5)
    const [begun, ahead] = await claimNext(ada.actor, { batchId: work.id, count: 2 })
    await saveDraft(ada.actor, begun?.id ?? '', { draft: { half: 1 }, revision: 0 })
    for (const [index, label] of ['b', 'b', 'a'].entries())
      await givenAnswer({ taskId: known.taskIds[index] ?? '', labelerId: ada.id, answer: { label } })
    await settleBatch(known.id)
    const [standing] = await listStandings(manager.actor, projectId)
    expect(standing).toMatchObject({
      name: 'Ada',
      state: 'paused',
      bySystem: true,
      gold: { n: 3, mean: expect.closeTo(1 / 3) },
    })
    expect(standing?.reason).toContain('33.3 % agreement with the last 3 known answers; the mark is 60 %')
    const states = await db.assignment.findMany({
      where: { task: { batchId: work.id } },
      select: { id: true, state: true },
    })
    expect(new Map(states.map(({ id, state }) => [id, state]))).toEqual(
      new Map([
        [begun?.id, 'open'],
        [ahead?.id, 'released'],
      ]),
    )
    await submitAnnotation(ada.actor, begun?.id ?? '', give('a'))
    await expect(claimNext(ada.actor, { batchId: work.id, count: 1 })).rejects.toThrow(/paused.*Ask the manager/)
    expect((await openQueues(ada.actor)).filter((queue) => queue.projectId === projectId)).toEqual([])
    // Let in again: old scores do not count against them.
    await setStanding(manager.actor, projectId, ada.id, 'qualified', 'We talked.')
    await settleBatch(known.id)
    await givenAnswer({ taskId: work.taskIds[4] ?? '', labelerId: ada.id, answer: { label: 'b' } })
    await setGold(manager.actor, work.taskIds[4] ?? '', { label: 'a' })
    await settleBatch(work.id)
    expect((await listStandings(manager.actor, projectId))[0]).toMatchObject({ state: 'qualified' })
    expect(await brokenPromises()).toEqual({})
  })

  test('a known answer is set, replaced and removed by managers only, and must fit the task', async () => {
    const { taskIds, projectId } = await givenBatch({ projectId: await project(), tasks: 1 })
    const taskId = taskIds[0] ?? ''
    await expect(setGold(ada.actor, taskId, { label: 'a' })).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(setGold(manager.actor, taskId, { label: 'z' })).rejects.toMatchObject({ code: 'invalid-content' })
    await setGold(manager.actor, taskId, { label: 'a' })
    expect(await db.task.findUniqueOrThrow({ where: { id: taskId } })).toMatchObject({ isGold: true })
    await removeGold(manager.actor, taskId)
    expect(await db.taskContent.findUniqueOrThrow({ where: { taskId } })).toMatchObject({ gold: null })
    const actions = await db.auditEvent.findMany({ where: { projectId }, select: { action: true } })
    expect(actions.map(({ action }) => action)).toEqual(['task.gold-set', 'task.gold-remove'])
    await expect(setStanding(ada.actor, projectId, ada.id, null)).rejects.toMatchObject({ code: 'not-allowed' })
  })

  test('claiming and giving back over and over ends with a sentence', async () => {
    const { id: batchId } = await givenBatch({ tasks: 2 })
    let given = 0
    const loop = async () => {
      for (; given < 10_000; given += 1) {
        const [assignment] = await claimNext(ada.actor, { batchId, count: 1 })
        await releaseAssignment(ada.actor, assignment?.id ?? '')
      }
    }
    await expect(loop()).rejects.toMatchObject({ code: 'too-many' })
    expect(given).toBeLessThanOrEqual(1_000)
  })
})
