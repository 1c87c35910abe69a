import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/db'
import { decide } from '../review/decide'
import { nextReview } from '../review/next-review'
import { givenDispute } from '../review/review.fixture'
import { sendToReview } from '../review/send-to-review'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { listTasks } from './list-tasks'
import { taskReview } from './task-review'

describeOnEachEngine('a task under review', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test('is disputed, then settled with who decided how and why, and sent again with its past', async () => {
    const { manager, reviewer, projectId, batch, taskId } = await givenDispute(1)
    expect(await taskReview(manager.actor, taskId)).toMatchObject({ state: 'disputed', finished: true, mayJudge: true })
    const [task] = await nextReview(reviewer.actor, { projectId, count: 1 })
    expect(await taskReview(manager.actor, taskId)).toMatchObject({ held: true })
    const basis = task?.basis ?? ''
    await decide(reviewer.actor, taskId, { how: 'accepted', annotation: 'A', basis, note: 'The clearest' })
    const settled = await taskReview(manager.actor, taskId)
    expect(settled).toMatchObject({
      state: 'settled',
      held: false,
      verdict: { how: 'accepted', note: 'The clearest', reviewer: 'Rae Reviewer', summary: task?.answers[0]?.summary },
      earlier: [],
    })
    await decide(reviewer.actor, taskId, { how: 'anew', answer: { label: 'neutral' } })
    await sendToReview(manager.actor, taskId, { note: 'Once more' })
    expect(await taskReview(manager.actor, taskId)).toMatchObject({
      state: 'sent',
      verdict: { how: 'anew', revision: 2 },
      earlier: [{ how: 'accepted', revision: 1 }],
    })
    expect((await listTasks(manager.actor, batch.id, { state: 'settled' })).tasks).toMatchObject([
      { id: taskId, settled: true, disputed: false },
    ])
  })

  test('is nobody’s once the reviewer’s time has run out', async () => {
    const { manager, reviewer, projectId, taskId } = await givenDispute(1)
    await nextReview(reviewer.actor, { projectId, count: 1 })
    await db.reviewLease.updateMany({ data: { leaseUntil: new Date(Date.now() - 1000) } })
    expect(await taskReview(manager.actor, taskId)).toMatchObject({ held: false, mayJudge: true })
  })

  test('stands in the list of disputed tasks until it is settled', async () => {
    const { manager, reviewer, projectId, batch } = await givenDispute(2)
    expect((await listTasks(manager.actor, batch.id, { state: 'disputed' })).tasks).toHaveLength(2)
    const [task] = await nextReview(reviewer.actor, { projectId, count: 1 })
    await decide(reviewer.actor, task?.taskId ?? '', { how: 'anew', answer: { label: 'neutral' } })
    const left = await listTasks(manager.actor, batch.id, { state: 'disputed' })
    expect(left.tasks.map(({ id }) => id)).toEqual(batch.taskIds.filter((id) => id !== task?.taskId))
  })

  test('sent by a manager comes first, with their words, and may be settled by another reviewer', async () => {
    const { manager, reviewer, second, projectId, batch } = await givenDispute(3)
    const [task] = await nextReview(reviewer.actor, { projectId, count: 1 })
    const taskId = task?.taskId ?? ''
    await decide(reviewer.actor, taskId, { how: 'anew', answer: { label: 'neutral' } })
    await sendToReview(manager.actor, taskId, { note: 'Is this irony?' })
    const [first] = await nextReview(second.actor, { projectId, count: 1 })
    expect(first).toMatchObject({ taskId, why: 'sent', asked: 'Is this irony?', verdict: { how: 'anew' } })
    await decide(second.actor, taskId, { how: 'anew', answer: { label: 'negative' } })
    const rest = await nextReview(second.actor, { projectId, count: 5 })
    expect(rest.map((one) => one.taskId).sort()).toEqual(batch.taskIds.filter((id) => id !== taskId).sort())
  })
})
