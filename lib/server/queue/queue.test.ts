import { beforeAll, expect, test, vi } from 'vitest'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { type GivenUser, givenBatch, givenProject, givenUser } from '../testing/given'
import { claimNext } from './claim'
import { submitAnnotation } from './submit'

vi.mock('@/lib/task-types/registry', () => import('../testing/fake-task-type'))

const answer = { answer: { label: 'a' }, timeSpentMs: 1200 }

describeOnEachEngine('the queue', (engine) => {
  let ada: GivenUser
  let ben: GivenUser
  beforeAll(async () => {
    await freshDatabase(engine)
    ada = await givenUser()
    ben = await givenUser()
  })

  test('a labeler walks through a batch and never sees the same task twice', async () => {
    const { id: batchId, taskIds } = await givenBatch({ tasks: 7 })
    const seen: string[] = []
    for (;;) {
      const [assignment] = await claimNext(ada.actor, { batchId, count: 1 })
      if (!assignment) break
      seen.push(assignment.taskId)
      await submitAnnotation(ada.actor, assignment.id, answer)
    }
    expect(seen).toEqual(taskIds)
  })

  test('tasks held open count as left when no place is free for anybody else', async () => {
    const { id: batchId } = await givenBatch({ tasks: 4, overlap: 1 })
    const held = await claimNext(ada.actor, { batchId, count: 4 })
    const reply = await submitAnnotation(ada.actor, held[0]?.id ?? '', answer)
    expect(reply.progress).toEqual({ done: 1, total: 4, mine: 1 })
  })

  test('two claims in a row give different tasks, the second the next ones in line', async () => {
    const { id: batchId, taskIds } = await givenBatch({ tasks: 5 })
    const first = await claimNext(ada.actor, { batchId, count: 2 })
    const second = await claimNext(ada.actor, { batchId, count: 10 })
    expect([...first, ...second].map((assignment) => assignment.taskId)).toEqual(taskIds)
  })

  test('a claim shows what the type lets a labeler see, under the assignment’s own order', async () => {
    const { id: batchId } = await givenBatch({ tasks: [{ text: 'Good day', secret: 'model-x' }] })
    const [assignment] = await claimNext(ada.actor, { batchId, count: 1 })
    expect(assignment).toMatchObject({
      batchId,
      payload: { text: 'Good day' },
      config: { labels: ['a', 'b', 'c'] },
      draft: null,
      draftRevision: 0,
      guidelinesVersion: 0,
    })
    expect(JSON.stringify(assignment)).not.toContain('model-x')
    expect([...(assignment?.order ?? [])].sort()).toEqual([0, 1, 2])
    expect(Date.parse(assignment?.leaseExpiresAt ?? '') - Date.now()).toBeGreaterThan(29 * 60_000)
  })

  test('no more people hold a task than its overlap', async () => {
    const { id: batchId } = await givenBatch({ tasks: 1, overlap: 2 })
    const people = await Promise.all(Array.from({ length: 6 }, () => givenUser()))
    const claims = await Promise.all(people.map(({ actor }) => claimNext(actor, { batchId, count: 3 })))
    expect(claims.flat()).toHaveLength(2)
  })

  test('a higher priority comes first, then the nearer deadline', async () => {
    const project = await givenProject()
    const wish = { projectId: project.id, tasks: 1 }
    const plain = await givenBatch(wish)
    const soon = await givenBatch({ ...wish, deadline: new Date('2030-01-01T00:00:00Z') })
    const urgent = await givenBatch({ ...wish, priority: 5 })
    const claimed = await claimNext(ben.actor, { projectId: project.id, count: 3 })
    expect(claimed.map((assignment) => assignment.batchId)).toEqual([urgent.id, soon.id, plain.id])
  })

  test.each(['paused', 'closed'] as const)('a %s batch gives nothing out', async (status) => {
    const { id: batchId } = await givenBatch()
    expect(await claimNext(ada.actor, { batchId, count: 1 })).toHaveLength(1)
    await db.batch.update({ where: { id: batchId }, data: { status } })
    expect(await claimNext(ada.actor, { batchId, count: 1 })).toEqual([])
    expect(await claimNext(ben.actor, { batchId, count: 1 })).toEqual([])
    await db.batch.update({ where: { id: batchId }, data: { status: 'active' } })
    expect(await claimNext(ben.actor, { batchId, count: 1 })).toHaveLength(1)
    expect(await claimNext(ada.actor, { batchId, count: 1 })).toHaveLength(1)
  })

  test('a batch for named people is not there for others', async () => {
    const { id: batchId, projectId } = await givenBatch({ labelers: [ada.id] })
    expect(await claimNext(ada.actor, { batchId, count: 1 })).toHaveLength(1)
    expect(await claimNext(ben.actor, { projectId, count: 1 })).toEqual([])
    await expect(claimNext(ben.actor, { batchId, count: 1 })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a project for members only is not there for others', async () => {
    const project = await givenProject({ access: 'members', members: [{ userId: ada.id, role: 'labeler' }] })
    const { id: batchId } = await givenBatch({ projectId: project.id })
    expect(await claimNext(ada.actor, { batchId, count: 1 })).toHaveLength(1)
    await expect(claimNext(ben.actor, { batchId, count: 1 })).rejects.toMatchObject({ code: 'not-found' })
    await expect(claimNext(ben.actor, { projectId: project.id, count: 1 })).rejects.toMatchObject({ code: 'not-found' })
    const everywhere = await claimNext(ben.actor, { count: 10 })
    expect(everywhere.map((assignment) => assignment.batchId)).not.toContain(batchId)
  })

  test('a lease that ran out goes to someone else, and the late answer is taken while a place is free', async () => {
    const { id: batchId } = await givenBatch({ tasks: 1, overlap: 1 })
    const [lease] = await claimNext(ada.actor, { batchId, count: 1 })
    expect(await claimNext(ben.actor, { batchId, count: 1 })).toEqual([])
    await expire(lease?.id)
    const [taken] = await claimNext(ben.actor, { batchId, count: 1 })
    expect(taken?.taskId).toBe(lease?.taskId)
    await expect(
      submitAnnotation(ada.actor, lease?.id ?? '', { ...answer, draft: { text: 'mine' } }),
    ).rejects.toMatchObject({
      code: 'conflict',
      detail: { reason: 'lease-lost' },
    })
    expect(await db.draft.findUnique({ where: { assignmentId: lease?.id ?? '' } })).toMatchObject({
      body: '{"text":"mine"}',
      answer: '{"label":"a"}',
    })
    await expire(taken?.id)
    const late = await submitAnnotation(ada.actor, lease?.id ?? '', answer)
    expect(late.annotation).toMatchObject({ revision: 1, answer: { label: 'a' } })
    expect(await claimNext(ben.actor, { batchId, count: 1 })).toEqual([])
  })

  test('a claim finds the one task left among hundreds of one’s own, also when its cursor is lost', async () => {
    const { id: batchId, taskIds } = await givenBatch({ tasks: 450 })
    const done = taskIds.slice(0, -1)
    await db.assignment.createMany({ data: done.map((taskId, index) => submittedBy(ada.id, taskId, index)) })
    await db.queueCursor.deleteMany({ where: { batchId } })
    const claimed = await claimNext(ada.actor, { batchId, count: 3 })
    expect(claimed.map(({ taskId }) => taskId)).toEqual(taskIds.slice(-1))
  })

  test('of fifty people who ask for one task at once exactly its overlap gets it', async () => {
    const { id: batchId } = await givenBatch({ tasks: 1, overlap: 20 })
    const people = await Promise.all(Array.from({ length: 50 }, () => givenUser()))
    const claims = await Promise.all(people.map(({ actor }) => claimNext(actor, { batchId, count: 1 })))
    expect(claims.flat()).toHaveLength(20)
  })

  test('people who ask for one task at once all get it while it has places', async () => {
    const { id: batchId } = await givenBatch({ tasks: 1, overlap: 20 })
    const people = await Promise.all(Array.from({ length: 20 }, () => givenUser()))
    const claims = await Promise.all(people.map(({ actor }) => claimNext(actor, { batchId, count: 1 })))
    expect(claims.map((claim) => claim.length)).toEqual(people.map(() => 1))
  })

  test('nobody leases a whole queue away from the others', async () => {
    const greedy = await givenUser()
    const { id: batchId } = await givenBatch({ tasks: 300, overlap: 1 })
    const claim = () => claimNext(greedy.actor, { batchId, count: 10 })
    for (let turn = 0; turn < 10; turn++) await claim()
    await expect(claim()).rejects.toMatchObject({ code: 'too-many' })
    const open = await db.assignment.findMany({ where: { labelerId: greedy.id } })
    for (const { id } of open) await submitAnnotation(greedy.actor, id, answer)
    expect(await claim()).toHaveLength(10)
  })
})

function submittedBy(labelerId: string, taskId: string, index: number) {
  const id = `${labelerId.slice(0, 8)}${taskId.slice(0, 6)}${index}`
  return {
    id,
    taskId,
    labelerId,
    state: 'submitted',
    claimedAt: new Date(),
    seed: 1,
    configVersion: 1,
    guidelinesVersion: 0,
  }
}

/** As if the labeler had gone away half an hour ago. */
async function expire(assignmentId: string | undefined): Promise<void> {
  await db.assignment.update({ where: { id: assignmentId ?? '' }, data: { leaseUntil: new Date(Date.now() - 1000) } })
}
