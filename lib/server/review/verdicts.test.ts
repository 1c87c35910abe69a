import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/db'
import { myWork } from '../queue/my-work'
import { submitAnnotation } from '../queue/submit'
import { undoSubmit } from '../queue/undo'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { decide } from './decide'
import { passReview, saveReviewDraft } from './hold-review'
import { nextReview } from './next-review'
import { accepting, claimed, givenDispute } from './review.fixture'
import { sendToReview } from './send-to-review'
import { undoVerdict } from './undo-verdict'

describeOnEachEngine('a verdict', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test('accepts, merges or answers anew, and takes the task out of the queue', async () => {
    const given = await givenDispute(3)
    const tasks = await nextReview(given.reviewer.actor, { projectId: given.projectId, count: 3 })
    const [first, second, third] = tasks
    if (!first || !second || !third) throw new Error('Three tasks were disputed.')
    await decide(given.reviewer.actor, first.taskId, { ...accepting(first, 'neutral'), note: 'Praise and blame' })
    await decide(given.reviewer.actor, second.taskId, { how: 'merged', answer: { label: 'positive' } })
    const reply = await decide(given.reviewer.actor, third.taskId, { how: 'anew', answer: { label: 'negative' } })
    expect(reply.progress).toMatchObject({ done: 3, total: 3 })
    const rows = await db.adjudication.findMany({ orderBy: { createdAt: 'asc' } })
    expect(rows.map(({ how, answer, note }) => [how, answer, note])).toEqual([
      ['accepted', '{"label":"neutral"}', 'Praise and blame'],
      ['merged', '{"label":"positive"}', null],
      ['anew', '{"label":"negative"}', null],
    ])
    const accepted = await db.annotation.findUnique({ where: { assignmentId: rows[0]?.acceptedId ?? '' } })
    expect(accepted).toMatchObject({ taskId: first.taskId, answer: '{"label":"neutral"}' })
    expect(await nextReview(given.second.actor, { projectId: given.projectId, count: 5 })).toEqual([])
    expect(await db.annotation.count()).toBe(9)
  })

  test('given twice is one verdict; another one is a revision, and the old one stays on record', async () => {
    const given = await givenDispute(1)
    const task = await claimed(given)
    const accept = accepting(task, 'positive')
    await decide(given.reviewer.actor, task.taskId, accept)
    expect((await decide(given.reviewer.actor, task.taskId, accept)).verdict.revision).toBe(1)
    await decide(given.reviewer.actor, task.taskId, {
      how: 'anew',
      answer: { label: 'neutral' },
      note: 'On reflection',
    })
    expect(await db.adjudication.findMany()).toMatchObject([{ how: 'anew', revision: 2, note: 'On reflection' }])
    expect(await db.adjudicationRevision.findMany()).toMatchObject([{ how: 'accepted', revision: 1 }])
    const actions = (await db.auditEvent.findMany({ orderBy: { seq: 'asc' } })).map(({ action }) => action)
    expect(actions).toEqual(['task.adjudicate', 'task.adjudicate-anew'])
  })

  test('is not another reviewer’s to change, but a manager’s', async () => {
    const given = await givenDispute(1)
    const task = await claimed(given)
    await decide(given.reviewer.actor, task.taskId, accepting(task, 'positive'))
    const change = { how: 'anew' as const, answer: { label: 'neutral' } }
    await expect(decide(given.second.actor, task.taskId, change)).rejects.toMatchObject({
      code: 'conflict',
      detail: { reason: 'settled' },
    })
    await decide(given.manager.actor, task.taskId, change)
    expect(await db.adjudication.findMany()).toMatchObject([{ reviewerId: given.manager.id, revision: 2 }])
  })

  test('of a task nobody took, or that another reviewer holds, is refused', async () => {
    const given = await givenDispute(1)
    const anew = { how: 'anew' as const, answer: { label: 'neutral' } }
    await expect(decide(given.second.actor, given.taskId, anew)).rejects.toMatchObject({
      detail: { reason: 'not-held' },
    })
    await claimed(given)
    await expect(decide(given.second.actor, given.taskId, anew)).rejects.toMatchObject({
      detail: { reason: 'lease-lost' },
    })
  })

  test('accepts no answer that changed since the reviewer saw it', async () => {
    const given = await givenDispute(1)
    const task = await claimed(given)
    await db.annotation.updateMany({
      where: { assignmentId: given.given[0] ?? '' },
      data: { answer: '{"label":"neutral"}', revision: 2 },
    })
    await expect(decide(given.reviewer.actor, task.taskId, accepting(task, 'positive'))).rejects.toMatchObject({
      detail: { reason: 'answers-changed' },
    })
  })

  test('must be an answer to this task', async () => {
    const given = await givenDispute(1)
    const { taskId } = await claimed(given)
    await expect(
      decide(given.reviewer.actor, taskId, { how: 'anew', answer: { label: 'splendid' } }),
    ).rejects.toMatchObject({ code: 'invalid-content', detail: { field: 'answer.label' } })
  })

  test('ends what labelers may change: no undo, no other answer', async () => {
    const given = await givenDispute(1)
    const [ann] = given.labelers
    const id = given.given[0] ?? ''
    if (!ann) throw new Error('No labeler.')
    const revise = () => submitAnnotation(ann.actor, id, { answer: { label: 'negative' }, timeSpentMs: 1 })
    const task = await claimed(given)
    await decide(given.reviewer.actor, task.taskId, accepting(task, 'neutral'))
    await expect(undoSubmit(ann.actor, id)).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'settled' } })
    await expect(revise()).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'settled' } })
    expect((await myWork(ann.actor)).items).toMatchObject([{ undoableUntil: null }])
    await undoVerdict(given.reviewer.actor, task.taskId)
    expect((await revise()).annotation.revision).toBe(2)
  })

  test('may be taken back within ten minutes by who gave it, and then the task is theirs again', async () => {
    const given = await givenDispute(1)
    const task = await claimed(given)
    await decide(given.reviewer.actor, task.taskId, accepting(task, 'positive'))
    await expect(undoVerdict(given.second.actor, task.taskId)).rejects.toMatchObject({ code: 'conflict' })
    expect(await undoVerdict(given.reviewer.actor, task.taskId)).toMatchObject({ verdict: null })
    expect(await db.adjudication.count()).toBe(0)
    expect(await nextReview(given.second.actor, { projectId: given.projectId, count: 1 })).toEqual([])
    await decide(given.reviewer.actor, task.taskId, accepting(task, 'neutral'))
    await db.adjudication.updateMany({ data: { updatedAt: new Date(Date.now() - 11 * 60_000) } })
    await expect(undoVerdict(given.reviewer.actor, task.taskId)).rejects.toMatchObject({
      detail: { reason: 'settled' },
    })
  })

  test('is not taken back from under a reviewer who has the task by now', async () => {
    const given = await givenDispute(1)
    const { taskId } = await claimed(given)
    await decide(given.reviewer.actor, taskId, { how: 'anew', answer: { label: 'neutral' } })
    await sendToReview(given.manager.actor, taskId, {})
    expect(await nextReview(given.second.actor, { projectId: given.projectId, count: 1 })).toHaveLength(1)
    const undone = () => undoVerdict(given.reviewer.actor, taskId)
    await expect(undone()).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'held' } })
    await db.reviewLease.updateMany({
      where: { taskId, state: 'open' },
      data: { leaseUntil: new Date(Date.now() - 1000) },
    })
    expect(await undone()).toMatchObject({ taskId, verdict: null })
  })

  test('leaves no draft behind: a task that is sent once more begins with its answers', async () => {
    const given = await givenDispute(1)
    const { taskId } = await claimed(given)
    await saveReviewDraft(given.reviewer.actor, taskId, { draft: { writing: 'half' }, revision: 0 })
    await decide(given.reviewer.actor, taskId, { how: 'anew', answer: { label: 'neutral' } })
    await sendToReview(given.manager.actor, taskId, { note: 'Once more' })
    expect(await claimed(given)).toMatchObject({ taskId, draft: null, asked: 'Once more', verdict: { how: 'anew' } })
  })

  test('is not followed by a draft that was still on its way', async () => {
    const given = await givenDispute(1)
    const { taskId } = await claimed(given)
    await decide(given.reviewer.actor, taskId, { how: 'anew', answer: { label: 'neutral' } })
    const late = saveReviewDraft(given.reviewer.actor, taskId, { draft: { writing: 'half' }, revision: 0 })
    await expect(late).rejects.toMatchObject({ detail: { reason: 'stale-draft' } })
    await sendToReview(given.manager.actor, taskId, {})
    expect(await claimed(given)).toMatchObject({ taskId, draft: null })
  })

  test('brings along what one had passed, for who takes that up', async () => {
    const given = await givenDispute(3)
    const [first, ...others] = await nextReview(given.reviewer.actor, { projectId: given.projectId, count: 3 })
    if (!first) throw new Error('Three tasks were disputed.')
    for (const { taskId } of others) await passReview(given.reviewer.actor, taskId)
    const anew = { how: 'anew' as const, answer: { label: 'neutral' }, next: 3 }
    expect((await decide(given.reviewer.actor, first.taskId, anew)).next).toEqual([])
    const { next } = await decide(given.reviewer.actor, first.taskId, { ...anew, passedToo: true })
    expect(next.map(({ taskId }) => taskId).sort()).toEqual(others.map(({ taskId }) => taskId).sort())
  })
})
