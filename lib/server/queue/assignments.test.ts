import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { type GivenUser, givenBatch, givenProject, givenUser } from '../testing/given'
import type { Assignment } from './assignment-view'
import { claimNext } from './claim'
import { saveDraft } from './draft'
import { flagAssignment } from './flag'
import { releaseAssignment, skipAssignment } from './give-back'
import { renewLease, sweepLeases } from './lease'
import { myWork } from './my-work'
import { openQueues } from './open-queues'
import { readAssignment } from './read-assignment'
import { submitAnnotation } from './submit'
import { undoSubmit } from './undo'

vi.mock('@/lib/task-types/registry', () => import('../testing/fake-task-type'))

const answer = { answer: { label: 'a' }, timeSpentMs: 1200 }

describeOnEachEngine('an assignment', (engine) => {
  let ada: GivenUser
  let ben: GivenUser
  beforeAll(async () => {
    await freshDatabase(engine)
  })
  beforeEach(async () => {
    ada = await givenUser()
    ben = await givenUser()
  })

  async function lease(person: GivenUser, batchId: string): Promise<Assignment> {
    const [assignment] = await claimNext(person.actor, { batchId, count: 1 })
    if (!assignment) throw new Error('The queue was empty.')
    return assignment
  }

  test('a task that was begun comes back with its draft, before any other', async () => {
    const { id: batchId } = await givenBatch()
    const { id, taskId } = await lease(ada, batchId)
    await lease(ada, batchId)
    expect(await saveDraft(ada.actor, id, { draft: { note: 'half' }, revision: 0 })).toMatchObject({ revision: 1 })
    const [again] = await claimNext(ada.actor, { batchId, count: 1 })
    expect(again).toMatchObject({ id, taskId, draft: { note: 'half' }, draftRevision: 1 })
  })

  test('a page that starts anew gets all it had open', async () => {
    const { id: batchId } = await givenBatch({ tasks: 5 })
    const before = await claimNext(ada.actor, { batchId, count: 2 })
    const after = await claimNext(ada.actor, { batchId, count: 3, resume: true })
    expect(
      after
        .map(({ id }) => id)
        .slice(0, 2)
        .sort(),
    ).toEqual(before.map(({ id }) => id).sort())
    expect(after).toHaveLength(3)
  })

  test('an older draft never replaces a newer one, and the refusal carries the newer', async () => {
    const { id } = await lease(ada, (await givenBatch()).id)
    await saveDraft(ada.actor, id, { draft: 'one', revision: 0 })
    await saveDraft(ada.actor, id, { draft: 'two', revision: 1 })
    await expect(saveDraft(ada.actor, id, { draft: 'other window', revision: 1 })).rejects.toMatchObject({
      code: 'conflict',
      detail: { reason: 'stale-draft', draft: 'two', revision: 2 },
    })
    expect(await saveDraft(ada.actor, id, { draft: 'two', revision: 1 })).toMatchObject({ revision: 2 })
  })

  test('a draft is kept when the lease is over, and refused once the task is answered', async () => {
    const { id: batchId } = await givenBatch({ tasks: 1, overlap: 1 })
    const { id } = await lease(ada, batchId)
    await expire(id)
    await sweepLeases()
    await lease(ben, batchId)
    expect(await saveDraft(ada.actor, id, { draft: 'late', revision: 0 })).toMatchObject({ revision: 1 })
    const open = await lease(ada, (await givenBatch()).id)
    await submitAnnotation(ada.actor, open.id, answer)
    await expect(saveDraft(ada.actor, open.id, { draft: 'x', revision: 0 })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('half a character and NUL never reach the database', async () => {
    const { id } = await lease(ada, (await givenBatch()).id)
    await expect(saveDraft(ada.actor, id, { draft: ['\ud800'], revision: 0 })).rejects.toMatchObject({
      code: 'bad-input',
    })
    await expect(skipAssignment(ada.actor, id, { reason: 'a\u0000' })).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('a skipped task goes to others, never back to whoever skipped it', async () => {
    const { id: batchId, taskIds } = await givenBatch({ tasks: 1, overlap: 1 })
    const { id } = await lease(ada, batchId)
    await skipAssignment(ada.actor, id, { reason: 'Not my language', note: 'Looks Thai' })
    await skipAssignment(ada.actor, id, { reason: 'Not my language' })
    expect(await claimNext(ada.actor, { batchId, count: 1 })).toEqual([])
    expect((await lease(ben, batchId)).taskId).toBe(taskIds[0])
    expect(await db.assignment.findUnique({ where: { id } })).toMatchObject({
      state: 'skipped',
      skipReason: 'Not my language',
      note: 'Looks Thai',
    })
    await expect(submitAnnotation(ada.actor, id, answer)).rejects.toMatchObject({ detail: { reason: 'skipped' } })
  })

  test('a released task can be taken again by anyone, with its draft by whoever had it', async () => {
    const { id: batchId } = await givenBatch({ tasks: 1, overlap: 1 })
    const { id } = await lease(ada, batchId)
    await saveDraft(ada.actor, id, { draft: 'mine', revision: 0 })
    await releaseAssignment(ada.actor, id)
    await releaseAssignment(ada.actor, id)
    expect(await lease(ada, batchId)).toMatchObject({ id, draft: 'mine' })
    await releaseAssignment(ada.actor, id)
    expect((await lease(ben, batchId)).draft).toBeNull()
  })

  test('a lease can be prolonged, also when it was over and a place is free, not when the place is gone', async () => {
    const { id: batchId } = await givenBatch({ tasks: 1, overlap: 1 })
    const { id } = await lease(ada, batchId)
    await expire(id)
    const renewed = await renewLease(ada.actor, id)
    expect(Date.parse(renewed.leaseExpiresAt) - Date.now()).toBeGreaterThan(29 * 60_000)
    await expire(id)
    await sweepLeases()
    await renewLease(ada.actor, id)
    expect(await claimNext(ben.actor, { batchId, count: 1 })).toEqual([])
    await expire(id)
    await lease(ben, batchId)
    await expect(renewLease(ada.actor, id)).rejects.toMatchObject({ detail: { reason: 'lease-lost' } })
  })

  test('a clock set a day forward does not end the leases of everyone at work', async () => {
    const { id } = await lease(ada, (await givenBatch()).id)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 })
    await sweepLeases()
    vi.useRealTimers()
    expect(await db.assignment.findUnique({ where: { id } })).toMatchObject({ state: 'open' })
  })

  test('an answer taken back opens the task with what the editor showed, and stays on record as a revision', async () => {
    const { id: batchId } = await givenBatch({ tasks: 1, overlap: 1 })
    const { id } = await lease(ada, batchId)
    await submitAnnotation(ada.actor, id, { ...answer, draft: { chosen: 'a' } })
    const back = await undoSubmit(ada.actor, id)
    expect(back).toMatchObject({ id, draft: { chosen: 'a' } })
    expect(await undoSubmit(ada.actor, id)).toMatchObject({ id })
    expect(await db.annotation.count({ where: { batchId } })).toBe(0)
    expect(await claimNext(ben.actor, { batchId, count: 1 })).toEqual([])
    const again = await submitAnnotation(ada.actor, id, { answer: { label: 'b' }, timeSpentMs: 2 })
    expect(again.annotation.revision).toBe(2)
    expect(again.progress).toEqual({ done: 1, total: 1, mine: 1 })
    expect(await db.annotationRevision.findMany({ where: { assignmentId: id } })).toMatchObject([
      { revision: 1, answer: '{"label":"a"}' },
    ])
  })

  test('after ten minutes an answer stays', async () => {
    const { id } = await lease(ada, (await givenBatch()).id)
    await submitAnnotation(ada.actor, id, answer)
    await db.annotation.update({ where: { assignmentId: id }, data: { createdAt: new Date(Date.now() - 601_000) } })
    await expect(undoSubmit(ada.actor, id)).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'settled' } })
  })

  test('a note leaves the flag as it is, a flag the note, and both come back with the task', async () => {
    const { id: batchId } = await givenBatch()
    const { id } = await lease(ada, batchId)
    await flagAssignment(ada.actor, id, { flag: ' broken ' })
    await flagAssignment(ada.actor, id, { note: 'The picture ends in the middle' })
    const said = { flag: 'broken', note: 'The picture ends in the middle' }
    expect(await db.assignment.findUnique({ where: { id } })).toMatchObject(said)
    expect(await claimNext(ada.actor, { batchId, count: 1, resume: true })).toMatchObject([{ id, ...said }])
    await releaseAssignment(ada.actor, id)
    expect(await lease(ada, batchId)).toMatchObject({ id, ...said })
    await flagAssignment(ada.actor, id, { flag: null })
    expect(await db.assignment.findUnique({ where: { id } })).toMatchObject({ flag: null, note: said.note })
  })

  test('nobody touches another’s assignment, an admin neither', async () => {
    const admin = await givenUser({ role: 'admin' })
    const { id } = await lease(ada, (await givenBatch()).id)
    for (const { actor } of [ben, admin]) {
      const attempts = [
        () => submitAnnotation(actor, id, answer),
        () => saveDraft(actor, id, { draft: 1, revision: 0 }),
        () => skipAssignment(actor, id, { reason: 'x' }),
        () => releaseAssignment(actor, id),
        () => renewLease(actor, id),
        () => undoSubmit(actor, id),
        () => flagAssignment(actor, id, { flag: 'x' }),
      ]
      for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'not-found' })
    }
    expect(await db.assignment.findUnique({ where: { id } })).toMatchObject({ state: 'open', flag: null })
    await expect(readAssignment(ben.actor, id)).rejects.toMatchObject({ code: 'not-found' })
    expect(await readAssignment(admin.actor, id)).toMatchObject({ id, state: 'open', draft: null })
  })

  test('a token bound to another project sees nothing', async () => {
    const { id: batchId } = await givenBatch()
    const { id } = await lease(ada, batchId)
    const elsewhere = await givenProject()
    if (ada.actor.kind !== 'user') throw new Error('Ada is a person.')
    const token = { ...ada.actor, via: 'token' as const, projectId: elsewhere.id, scopes: ['label' as const] }
    await expect(submitAnnotation(token, id, answer)).rejects.toMatchObject({ code: 'not-found' })
    await expect(claimNext(token, { batchId, count: 1 })).rejects.toMatchObject({ code: 'not-found' })
    expect(await claimNext(token, { count: 5 })).toEqual([])
  })

  test('the home page lists what one has begun first, and knows what is left', async () => {
    const { id: projectId } = await givenProject({ access: 'members', members: [{ userId: ada.id, role: 'labeler' }] })
    const urgent = await givenBatch({ projectId, priority: 9, tasks: 4 })
    const begun = await givenBatch({ projectId, tasks: 5 })
    const first = await lease(ada, begun.id)
    await submitAnnotation(ada.actor, first.id, answer)
    await lease(ada, begun.id)
    const mine = (await openQueues(ada.actor)).filter((queue) => queue.projectId === projectId)
    expect(mine).toMatchObject([
      { batchId: begun.id, begun: 1, left: 3, deadline: null, progress: { done: 1, total: 5, mine: 1 } },
      { batchId: urgent.id, begun: 0, left: 4, progress: { done: 0, total: 4, mine: 0 } },
    ])
    expect((await openQueues(ben.actor)).map((queue) => queue.projectId)).not.toContain(projectId)
  })

  test('one’s own answers come newest first, every one on exactly one page', async () => {
    const { id: batchId } = await givenBatch({ tasks: 60, overlap: 1 })
    const sent: string[] = []
    for (const assignment of await claimMany(ada, batchId, 60)) {
      await submitAnnotation(ada.actor, assignment.id, answer)
      sent.push(assignment.id)
    }
    const first = await myWork(ada.actor)
    const second = await myWork(ada.actor, first.next)
    expect(first.items[0]).toMatchObject({ summary: 'a', title: expect.stringContaining('Task'), revision: 1 })
    expect(first.items[0]?.undoableUntil).not.toBeNull()
    expect(second.next).toBeNull()
    expect([...first.items, ...second.items].map((item) => item.assignmentId).sort()).toEqual(sent.sort())
    await expect(myWork(ada.actor, "' OR 1=1")).rejects.toMatchObject({ code: 'bad-input' })
  })

  async function claimMany(person: GivenUser, batchId: string, count: number): Promise<Assignment[]> {
    const all: Assignment[] = []
    while (all.length < count) all.push(...(await claimNext(person.actor, { batchId, count: 10 })))
    return all
  }
})

/** As if the labeler had gone away half an hour ago. */
async function expire(assignmentId: string): Promise<void> {
  await db.assignment.update({ where: { id: assignmentId }, data: { leaseUntil: new Date(Date.now() - 1000) } })
}
