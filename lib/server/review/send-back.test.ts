import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/db'
import { settleBatch } from '../outcomes/settle-batch'
import { claimNext } from '../queue/claim'
import { submitAnnotation } from '../queue/submit'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenUser } from '../testing/given'
import { decide } from './decide'
import { nextReview } from './next-review'
import { givenDispute } from './review.fixture'
import { sendBack } from './send-back'

async function givenHeld() {
  const given = await givenDispute(1)
  const [task] = await nextReview(given.reviewer.actor, { projectId: given.projectId, count: 1 })
  if (!task) throw new Error('Nothing to review.')
  const letter = task.answers.find(({ answer }) => JSON.stringify(answer).includes('positive'))?.letter ?? ''
  const [ann] = given.labelers
  if (!ann) throw new Error('No labeler.')
  const toAnn = { to: 'labeler' as const, annotation: letter, basis: task.basis, note: 'Read the last word again' }
  return { ...given, task, ann, toAnn }
}

describeOnEachEngine('instead of a verdict', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test('the labeler of an answer gets the task again with the reviewer’s words, and the old answer stays on record', async () => {
    const { reviewer, ann, batch, task, toAnn, given } = await givenHeld()
    await sendBack(reviewer.actor, task.taskId, toAnn)
    const [again] = await claimNext(ann.actor, { batchId: batch.id, count: 1 })
    expect(again).toMatchObject({ id: given[0], taskId: task.taskId, draft: { label: 'positive' } })
    expect(await db.assignment.findUniqueOrThrow({ where: { id: given[0] ?? '' } })).toMatchObject({
      state: 'open',
      sentBack: 'Read the last word again',
    })
    await submitAnnotation(ann.actor, given[0] ?? '', { answer: { label: 'negative' }, timeSpentMs: 5 })
    expect(await db.annotation.findUnique({ where: { assignmentId: given[0] ?? '' } })).toMatchObject({
      answer: '{"label":"negative"}',
      revision: 2,
    })
    expect(await db.annotationRevision.findMany()).toMatchObject([{ answer: '{"label":"positive"}', revision: 1 }])
    expect(await db.assignment.findUnique({ where: { id: given[0] ?? '' } })).toMatchObject({ sentBack: null })
    expect(await db.task.findUnique({ where: { id: task.taskId } })).toMatchObject({ submitted: 3, free: 0 })
  })

  test('while the answer is awaited the task waits for no reviewer; then it comes back if they still disagree', async () => {
    const { reviewer, ann, projectId, batch, task, toAnn, given } = await givenHeld()
    await sendBack(reviewer.actor, task.taskId, toAnn)
    await settleBatch(batch.id)
    expect(await nextReview(reviewer.actor, { projectId, count: 1 })).toEqual([])
    await submitAnnotation(ann.actor, given[0] ?? '', { answer: { label: 'neutral' }, timeSpentMs: 5 })
    await settleBatch(batch.id)
    expect(await nextReview(reviewer.actor, { projectId, count: 1 })).toMatchObject([{ taskId: task.taskId }])
  })

  test('one more labeler is asked, and all answers stay', async () => {
    const { reviewer, projectId, batch, task } = await givenHeld()
    await sendBack(reviewer.actor, task.taskId, { to: 'others' })
    expect(await nextReview(reviewer.actor, { projectId, count: 1 })).toEqual([])
    const fresh = await givenUser()
    await db.member.create({ data: { projectId, userId: fresh.id, role: 'labeler' } })
    const [claimed] = await claimNext(fresh.actor, { batchId: batch.id, count: 1 })
    expect(claimed?.taskId).toBe(task.taskId)
    expect(await db.annotation.count()).toBe(3)
    await expect(sendBack(reviewer.actor, task.taskId, { to: 'others' })).rejects.toMatchObject({
      detail: { reason: 'not-held' },
    })
  })

  test('nobody is asked again about a settled task, in a closed batch, or without words', async () => {
    const { reviewer, manager, batch, task, toAnn, given } = await givenHeld()
    await expect(sendBack(reviewer.actor, task.taskId, { ...toAnn, note: '  ' })).rejects.toMatchObject({
      code: 'bad-input',
    })
    await db.batch.update({ where: { id: batch.id }, data: { status: 'closed' } })
    await expect(sendBack(reviewer.actor, task.taskId, toAnn)).rejects.toMatchObject({ detail: { reason: 'closed' } })
    await db.batch.update({ where: { id: batch.id }, data: { status: 'active' } })
    await decide(reviewer.actor, task.taskId, { how: 'anew', answer: { label: 'neutral' } })
    const byName = { to: 'labeler' as const, assignmentId: given[0] ?? '', note: 'Again' }
    await expect(sendBack(manager.actor, task.taskId, byName)).rejects.toMatchObject({ detail: { reason: 'closed' } })
    expect(await db.annotation.count()).toBe(3)
  })

  test('a reviewer who does not hold the task sends nothing back; a manager does by the name of the answer', async () => {
    const { second, manager, reviewer, task, toAnn, given } = await givenHeld()
    await expect(sendBack(second.actor, task.taskId, toAnn)).rejects.toMatchObject({ detail: { reason: 'not-held' } })
    const byName = { to: 'labeler' as const, assignmentId: given[0] ?? '', note: 'Again' }
    await expect(sendBack(reviewer.actor, task.taskId, byName)).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(sendBack(manager.actor, task.taskId, byName)).rejects.toMatchObject({ detail: { reason: 'not-held' } })
    await db.reviewLease.updateMany({ data: { leaseUntil: new Date(Date.now() - 1000) } })
    await sendBack(manager.actor, task.taskId, byName)
    expect(await db.annotation.count()).toBe(2)
  })
})
