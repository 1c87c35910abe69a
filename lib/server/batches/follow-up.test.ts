import { beforeAll, expect, test, vi } from 'vitest'
import { system } from '../access/actor'
import { db } from '../db/db'
import { claimNext } from '../queue/claim'
import { releaseAssignment } from '../queue/give-back'
import { submitAnnotation } from '../queue/submit'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { type GivenUser, givenBatch, givenUser } from '../testing/given'
import { brokenPromises } from '../testing/invariants'
import { updateBatch } from './batches'
import { finishFollowUps, noteFollowUp } from './follow-up'

vi.mock('@/lib/task-types/registry', () => import('../testing/fake-task-type'))

const answer = { answer: { label: 'a' }, timeSpentMs: 1000 }

describeOnEachEngine('overlap that moves', (engine) => {
  let people: GivenUser[]
  beforeAll(async () => {
    await freshDatabase(engine)
    people = await Promise.all(Array.from({ length: 4 }, () => givenUser()))
  })

  const places = async (batchId: string) =>
    (await db.task.findMany({ where: { batchId }, orderBy: { externalId: 'asc' } })).map((task) => [
      task.overlap,
      task.free,
      task.submitted,
    ])

  test('lowered, it keeps what was given and what is held; a held task given back goes to nobody new', async () => {
    const { id: batchId } = await givenBatch({ tasks: 2, overlap: 3 })
    const [ada, ben, cyd] = people
    if (!ada || !ben || !cyd) throw new Error('There are four people.')
    for (const who of [ada, ben]) {
      const [first] = await claimNext(who.actor, { batchId, count: 1 })
      await submitAnnotation(who.actor, first?.id ?? '', answer)
    }
    const [held] = await claimNext(cyd.actor, { batchId, count: 1 })
    await updateBatch(system, batchId, { overlap: 1 })
    expect(await places(batchId)).toEqual([
      [3, 0, 2],
      [1, 1, 0],
    ])
    await releaseAssignment(cyd.actor, held?.id ?? '')
    expect((await places(batchId))[0]).toEqual([2, 0, 2])
    expect(await brokenPromises()).toEqual({})
  })

  test('raised, finished tasks open again, also for somebody who is past them in line', async () => {
    const { id: batchId, taskIds } = await givenBatch({ tasks: 3, overlap: 1 })
    const [ada, ben] = people
    if (!ada || !ben) throw new Error('There are four people.')
    for (const { id } of await claimNext(ada.actor, { batchId, count: 2 }))
      await submitAnnotation(ada.actor, id, answer)
    for (const { id } of await claimNext(ben.actor, { batchId, count: 2 }))
      await submitAnnotation(ben.actor, id, answer)
    await updateBatch(system, batchId, { overlap: 2 })
    const again = await claimNext(ben.actor, { batchId, count: 5 })
    expect(again.map(({ taskId }) => taskId).sort()).toEqual(taskIds.slice(0, 2).sort())
    expect(await brokenPromises()).toEqual({})
  })

  test('a change that a crash cut short is finished later', async () => {
    const { id: batchId } = await givenBatch({ tasks: 2, overlap: 1 })
    await db.$transaction(async (tx) => {
      await tx.batch.update({ where: { id: batchId }, data: { overlap: 3 } })
      await noteFollowUp(tx, batchId)
    })
    await finishFollowUps()
    expect(await places(batchId)).toEqual([
      [3, 3, 0],
      [3, 3, 0],
    ])
    expect(await db.setting.count({ where: { key: { startsWith: 'follow-up/' } } })).toBe(0)
  })

  test('rules that do not fit each other are refused with a sentence', async () => {
    const { id: batchId } = await givenBatch({ tasks: 1, overlap: 3 })
    await expect(updateBatch(system, batchId, { adaptive: { certainty: 0.9, cap: 3 } })).rejects.toThrow(
      /more than the overlap/,
    )
    await updateBatch(system, batchId, { adaptive: { certainty: 0.9, cap: 5 } })
    await expect(updateBatch(system, batchId, { overlap: 5 })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(updateBatch(system, batchId, { kind: 'training' })).rejects.toThrow(/known answer/)
  })
})
