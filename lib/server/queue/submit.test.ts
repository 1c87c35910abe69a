import { beforeAll, expect, test, vi } from 'vitest'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { type GivenUser, givenBatch, givenProject, givenUser } from '../testing/given'
import { claimNext } from './claim'
import { submitAnnotation } from './submit'

vi.mock('@/lib/task-types/registry', () => import('../testing/fake-task-type'))

const answer = { answer: { label: 'a' }, timeSpentMs: 1200 }

describeOnEachEngine('an answer', (engine) => {
  let ada: GivenUser
  let ben: GivenUser
  beforeAll(async () => {
    await freshDatabase(engine)
    ada = await givenUser()
    ben = await givenUser()
  })

  test('the same answer sent fifty times at once is one annotation and one reply', async () => {
    const { id: batchId } = await givenBatch({ tasks: 3, overlap: 1 })
    const [lease] = await claimNext(ada.actor, { batchId, count: 1 })
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => submitAnnotation(ada.actor, lease?.id ?? '', { ...answer, next: 1 })),
    )
    expect(new Set(replies.map((reply) => JSON.stringify(reply.annotation))).size).toBe(1)
    expect(new Set(replies.map((reply) => reply.next[0]?.taskId)).size).toBe(1)
    expect(await db.annotation.count({ where: { batchId } })).toBe(1)
    expect(await db.annotationRevision.count({ where: { assignmentId: lease?.id ?? '' } })).toBe(0)
    expect(replies[0]?.progress).toEqual({ done: 1, total: 3, mine: 1 })
  })

  test('another answer within ten minutes is a revision, and afterwards a conflict', async () => {
    const { id: batchId } = await givenBatch({ tasks: 1 })
    const [lease] = await claimNext(ada.actor, { batchId, count: 1 })
    const id = lease?.id ?? ''
    await submitAnnotation(ada.actor, id, answer)
    const revised = await submitAnnotation(ada.actor, id, { answer: { label: 'b' }, timeSpentMs: 5 })
    expect(revised.annotation).toMatchObject({ revision: 2, answer: { label: 'b' } })
    const kept = await db.annotationRevision.findMany({ where: { assignmentId: id } })
    expect(kept).toMatchObject([{ revision: 1, answer: '{"label":"a"}' }])
    const longAgo = new Date(Date.now() - 11 * 60_000)
    await db.annotationRevision.updateMany({ where: { assignmentId: id }, data: { createdAt: longAgo } })
    await expect(submitAnnotation(ada.actor, id, answer)).rejects.toMatchObject({
      code: 'conflict',
      detail: { reason: 'settled' },
    })
    await expect(submitAnnotation(ada.actor, id, { answer: { label: 'b' }, timeSpentMs: 5 })).resolves.toBeDefined()
  })

  test('an answer outside the task is refused with its field, and nothing is stored', async () => {
    const { id: batchId } = await givenBatch({ tasks: 1 })
    const [lease] = await claimNext(ada.actor, { batchId, count: 1 })
    await expect(
      submitAnnotation(ada.actor, lease?.id ?? '', { answer: { label: 'z' }, timeSpentMs: 1 }),
    ).rejects.toMatchObject({ code: 'invalid-content', detail: { field: 'answer.label' } })
    expect(await db.annotation.count({ where: { batchId } })).toBe(0)
  })

  test('an answer is read under the config its assignment was made with', async () => {
    const project = await givenProject({ config: { labels: ['old'] } })
    const { id: batchId } = await givenBatch({ projectId: project.id, tasks: 2 })
    const [before] = await claimNext(ada.actor, { batchId, count: 1 })
    await db.project.update({ where: { id: project.id }, data: { config: '{"labels":["new"]}', configVersion: 2 } })
    const old = { answer: { label: 'old' }, timeSpentMs: 1 }
    await expect(submitAnnotation(ada.actor, before?.id ?? '', old)).resolves.toMatchObject({
      annotation: { revision: 1 },
    })
    const [fresh] = await claimNext(ada.actor, { batchId, count: 1 })
    expect(fresh?.config).toEqual({ labels: ['new'] })
    await expect(submitAnnotation(ada.actor, fresh?.id ?? '', old)).rejects.toMatchObject({ code: 'invalid-content' })
  })

  test('someone else’s assignment looks like one that does not exist', async () => {
    const { id: batchId } = await givenBatch()
    const [lease] = await claimNext(ada.actor, { batchId, count: 1 })
    const foreign = submitAnnotation(ben.actor, lease?.id ?? '', answer)
    const absent = submitAnnotation(ben.actor, 'no-such-assignment', answer)
    const [a, b] = await Promise.allSettled([foreign, absent])
    expect(a).toMatchObject({ status: 'rejected', reason: { code: 'not-found' } })
    expect(JSON.stringify(a)).toBe(JSON.stringify(b))
  })
})

test('a full disk refuses an answer with a sentence, keeps what was acknowledged and recovers without a restart (sqlite)', async () => {
  const { driver } = await freshDatabase('sqlite')
  if (driver.engine !== 'sqlite') throw new Error('This test is about SQLite.')
  const ada = await givenUser()
  const { id: batchId } = await givenBatch({ tasks: 20 })
  const [first, second] = await claimNext(ada.actor, { batchId, count: 2 })
  await submitAnnotation(ada.actor, first?.id ?? '', answer)
  const { database } = driver
  const pages = database.pragma('page_count', { simple: true })
  database.pragma(`max_page_count = ${pages}`)
  const bulky = { ...answer, draft: 'x'.repeat(300_000) }
  await expect(submitAnnotation(ada.actor, second?.id ?? '', bulky)).rejects.toMatchObject({ code: 'no-space' })
  expect(await db.annotation.count()).toBe(1)
  expect(await db.assignment.count({ where: { state: 'open' } })).toBe(1)
  database.pragma('max_page_count = 1073741823')
  await submitAnnotation(ada.actor, second?.id ?? '', bulky)
  expect(await db.annotation.count()).toBe(2)
})
