import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/db'
import { settleBatch } from '../outcomes/settle-batch'
import { flagAssignment } from '../queue/flag'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenUser } from '../testing/given'
import { givenAnswer } from '../testing/given-answer'
import { decide } from './decide'
import { passReview, renewReview, saveReviewDraft } from './hold-review'
import { nextReview, takeReview } from './next-review'
import { accepting, claimed, givenDispute } from './review.fixture'
import { reviewQueue } from './review-queue'
import type { ReviewTask } from './review-task'

describeOnEachEngine('review', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test('disputed tasks wait for reviewers, agreed ones do not', async () => {
    const given = await givenDispute(2)
    const agreed = given.batch.taskIds[1] ?? ''
    await db.annotation.updateMany({ where: { taskId: agreed }, data: { answer: '{"label":"neutral"}' } })
    await settleBatch(given.batch.id)
    expect(await reviewQueue(given.reviewer.actor)).toMatchObject([{ projectId: given.projectId, waiting: 1 }])
    const tasks = await nextReview(given.reviewer.actor, { projectId: given.projectId, count: 10 })
    expect(tasks.map(({ taskId }) => taskId)).toEqual([given.taskId])
  })

  test('a flagged task waits for review even when all agree, until the flag is taken off', async () => {
    const given = await givenDispute(1)
    await db.annotation.updateMany({ where: { taskId: given.taskId }, data: { answer: '{"label":"neutral"}' } })
    await settleBatch(given.batch.id)
    expect(await nextReview(given.reviewer.actor, { projectId: given.projectId, count: 1 })).toEqual([])
    const [ann] = given.labelers
    if (!ann) throw new Error('No labeler.')
    await flagAssignment(ann.actor, given.given[0] ?? '', { flag: 'two meanings' })
    expect(await claimed(given)).toMatchObject({ taskId: given.taskId, why: 'flagged' })
    await flagAssignment(ann.actor, given.given[0] ?? '', { flag: null })
    expect(await reviewQueue(given.reviewer.actor)).toMatchObject([{ waiting: 0 }])
  })

  test('people agree least on what comes first', async () => {
    const given = await givenDispute(2)
    const [first, second] = given.batch.taskIds
    await db.taskOutcome.updateMany({ where: { taskId: first ?? '' }, data: { agreement: 0.5 } })
    const tasks = await nextReview(given.reviewer.actor, { projectId: given.projectId, count: 2 })
    expect(tasks.map(({ taskId }) => taskId)).toEqual([second, first])
  })

  test('one reviewer a task at a time, and the same one gets it again', async () => {
    const given = await givenDispute(1)
    const task = await claimed(given)
    expect(await nextReview(given.second.actor, { projectId: given.projectId, count: 5 })).toEqual([])
    await expect(takeReview(given.second.actor, task.taskId)).rejects.toMatchObject({ detail: { reason: 'held' } })
    expect((await claimed(given)).taskId).toBe(task.taskId)
  })

  test('a lease that ran out gives the task to others, and keeps the draft', async () => {
    const given = await givenDispute(1)
    const { taskId } = await claimed(given)
    await saveReviewDraft(given.reviewer.actor, taskId, { draft: { note: 'half a thought' }, revision: 0 })
    await db.reviewLease.updateMany({ where: { taskId }, data: { leaseUntil: new Date(Date.now() - 1000) } })
    expect(await nextReview(given.second.actor, { projectId: given.projectId, count: 1 })).toHaveLength(1)
    await expect(renewReview(given.reviewer.actor, taskId)).rejects.toMatchObject({ detail: { reason: 'lease-lost' } })
    await passReview(given.second.actor, taskId)
    expect(await claimed(given)).toMatchObject({ draft: { note: 'half a thought' }, draftRevision: 1 })
  })

  test('a reviewer who labeled a task never gets it, and may not settle it', async () => {
    const given = await givenDispute(1)
    const judge = await givenUser({ role: 'reviewer' })
    await db.member.create({ data: { projectId: given.projectId, userId: judge.id, role: 'reviewer' } })
    await db.task.update({ where: { id: given.taskId }, data: { overlap: 4, free: 1 } })
    await givenAnswer({ taskId: given.taskId, labelerId: judge.id, answer: { label: 'neutral' } })
    await settleBatch(given.batch.id)
    expect(await nextReview(judge.actor, { projectId: given.projectId, count: 1 })).toEqual([])
    expect(await reviewQueue(judge.actor)).toMatchObject([{ waiting: 0 }])
    for (const attempt of [
      takeReview(judge.actor, given.taskId),
      decide(judge.actor, given.taskId, { how: 'anew', answer: { label: 'neutral' } }),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'not-allowed', detail: { reason: 'labeled-it' } })
  })

  test('answers come without names, ids, times and known answer; pseudonyms and the known answer come with the verdict', async () => {
    const given = await givenDispute(1)
    await db.taskContent.updateMany({ where: { taskId: given.taskId }, data: { gold: '{"label":"negative"}' } })
    const task = await claimed(given)
    const seen = JSON.stringify(task)
    for (const { name, id, actor } of given.labelers) {
      expect(seen).not.toContain(name)
      expect(seen).not.toContain(id)
      expect(actor.kind).toBe('user')
    }
    for (const id of given.given) expect(seen).not.toContain(id)
    expect(seen).not.toMatch(/@hidden|annotator-|createdAt|timeSpent|gold/)
    expect(task.answers.map(({ letter }) => letter)).toEqual(['A', 'B', 'C'])
    const { revealed } = await decide(given.reviewer.actor, task.taskId, accepting(task, 'negative'))
    expect(revealed.gold).toMatchObject({ answer: { label: 'negative' } })
    expect(revealed.answers.every(({ annotator }) => annotator.startsWith('annotator-'))).toBe(true)
    expect(JSON.stringify(revealed)).not.toMatch(/@hidden|Ann Ashby/)
  })

  test('the order of answers is its own for every task and reviewer, and stays', async () => {
    const given = await givenDispute(12)
    const orders = (tasks: ReviewTask[]) =>
      tasks.map((task) => [task.taskId, task.answers.map(({ summary }) => summary).join()] as const)
    const mine = orders(await nextReview(given.reviewer.actor, { projectId: given.projectId, count: 10 }))
    expect(orders(await nextReview(given.reviewer.actor, { projectId: given.projectId, count: 10 }))).toEqual(mine)
    expect(new Set(mine.map(([, order]) => order)).size).toBeGreaterThan(1)
    for (const [taskId] of mine) await passReview(given.reviewer.actor, taskId)
    const theirs = new Map(orders(await nextReview(given.second.actor, { projectId: given.projectId, count: 10 })))
    expect(mine.some(([taskId, order]) => theirs.has(taskId) && theirs.get(taskId) !== order)).toBe(true)
  })

  test('a draft based on an older one is refused with the stored one', async () => {
    const given = await givenDispute(1)
    const { taskId } = await claimed(given)
    const save = (draft: string, revision: number) => saveReviewDraft(given.reviewer.actor, taskId, { draft, revision })
    expect(await save('a', 0)).toMatchObject({ revision: 1 })
    await expect(save('b', 0)).rejects.toMatchObject({ detail: { reason: 'stale-draft', draft: 'a', revision: 1 } })
    expect(await save('a', 0)).toMatchObject({ revision: 1 })
  })

  test('a passed task comes to others, and back only when asked for', async () => {
    const given = await givenDispute(1)
    const { taskId } = await claimed(given)
    await passReview(given.reviewer.actor, taskId)
    expect(await nextReview(given.reviewer.actor, { projectId: given.projectId, count: 1 })).toEqual([])
    expect(await reviewQueue(given.reviewer.actor)).toMatchObject([{ waiting: 0, passed: 1 }])
    expect(await reviewQueue(given.second.actor)).toMatchObject([{ waiting: 1, passed: 0 }])
    const again = await nextReview(given.reviewer.actor, { projectId: given.projectId, count: 1, passedToo: true })
    expect(again).toHaveLength(1)
  })

  test('eight reviewers at once: every task goes to one of them, and is settled once', async () => {
    const given = await givenDispute(12)
    const judges = await Promise.all(Array.from({ length: 8 }, () => givenUser({ role: 'reviewer' })))
    await db.member.createMany({
      data: judges.map(({ id }) => ({ projectId: given.projectId, userId: id, role: 'reviewer' })),
    })
    const holders = new Map<string, Set<string>>()
    await Promise.all(
      judges.map(async ({ id, actor }) => {
        for (;;) {
          const tasks = await nextReview(actor, { projectId: given.projectId, count: 2 })
          if (tasks.length === 0) return
          for (const task of tasks) {
            holders.set(task.taskId, (holders.get(task.taskId) ?? new Set()).add(id))
            await decide(actor, task.taskId, accepting(task, 'neutral'))
          }
        }
      }),
    )
    expect(holders.size).toBe(12)
    expect([...holders.values()].every((people) => people.size === 1)).toBe(true)
    expect(await db.adjudication.count({ where: { revision: 1 } })).toBe(12)
  })
})
