import { beforeAll, expect, test } from 'vitest'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { type GivenUser, givenBatch, givenProject, givenUser } from '../testing/given'
import { givenAnswer } from '../testing/given-answer'
import { brokenPromises } from '../testing/invariants'
import { settleAnew, settleBatch } from './settle-batch'
import { settleAll } from './settle-chore'

const config = { labels: ['a', 'b', 'c'] }

describeOnEachEngine('outcomes', (engine) => {
  let people: GivenUser[]
  beforeAll(async () => {
    await freshDatabase(engine)
    people = await Promise.all(Array.from({ length: 6 }, () => givenUser()))
  })

  const labelers = () => people.map((person) => person.id)

  async function answered(labels: string[][], batch: { overlap?: number; gold?: unknown } = {}) {
    const { id: projectId } = await givenProject({ config })
    const made = await givenBatch({ projectId, tasks: labels.length, overlap: 3, ...batch })
    for (const [index, taskId] of made.taskIds.entries()) await answer(taskId, labels[index] ?? [])
    return made
  }

  async function answer(taskId: string, labels: string[], from = 0) {
    for (const [index, label] of labels.entries())
      await givenAnswer({ taskId, labelerId: labelers()[from + index] ?? '', answer: { label } })
  }

  const outcomes = async (batchId: string, taskIds: string[]) => {
    const rows = await db.taskOutcome.findMany({ where: { batchId } })
    return taskIds.map((taskId) => rows.find((row) => row.taskId === taskId))
  }

  test('agreement is the mean pairwise similarity; a finished task is disputed below the mark, an unfinished one never', async () => {
    const { id, taskIds } = await answered([['a', 'a', 'a'], ['a', 'a', 'b'], ['a', 'b'], ['a']])
    await settleBatch(id)
    const rows = await outcomes(id, taskIds)
    expect(rows.map((row) => [row?.n, row?.agreement, row?.disputed])).toEqual([
      [3, 1, false],
      [3, expect.closeTo(1 / 3), true],
      [2, 0, false],
      [1, null, false],
    ])
  })

  test('a tie of the verdict is a dispute even where the mark lets it pass', async () => {
    const { id, projectId, taskIds } = await answered(
      [
        ['a', 'a', 'b', 'b'],
        ['a', 'a', 'a', 'b'],
      ],
      { overlap: 4 },
    )
    await db.project.update({ where: { id: projectId }, data: { disputeBelow: 0.1 } })
    await settleBatch(id)
    expect((await outcomes(id, taskIds)).map((row) => row?.disputed)).toEqual([true, false])
  })

  test('an answer taken back or changed moves its task alone, and what is not new is not looked at again', async () => {
    const { id, taskIds } = await answered([
      ['a', 'a', 'a'],
      ['b', 'b', 'b'],
    ])
    expect(await settleAll()).toBeGreaterThanOrEqual(2)
    const [first] = await db.annotation.findMany({ where: { taskId: taskIds[0] ?? '' } })
    await db.annotation.update({
      where: { assignmentId: first?.assignmentId ?? '' },
      data: { answer: '{"label":"c"}' },
    })
    await settleBatch(id)
    expect((await outcomes(id, taskIds)).map((row) => row?.disputed)).toEqual([true, false])
    await db.annotation.delete({ where: { assignmentId: first?.assignmentId ?? '' } })
    await db.assignment.update({ where: { id: first?.assignmentId ?? '' }, data: { state: 'released' } })
    await settleBatch(id)
    expect((await outcomes(id, taskIds))[0]).toMatchObject({ n: 2, agreement: 1, disputed: false })
    if (engine === 'sqlite') expect(await settleBatch(id)).toBe(0)
  })

  test('answers of excluded people count nowhere, from the moment on', async () => {
    const { id, projectId, taskIds } = await answered([['b', 'a', 'a']])
    await settleBatch(id)
    const since = new Date()
    const excluded = {
      projectId,
      labelerId: labelers()[0] ?? '',
      state: 'excluded',
      reason: 'x',
      byWhom: 'system',
      since,
    }
    await db.labelerStanding.create({ data: excluded })
    await settleAnew({ projectId })
    await settleAll()
    expect((await outcomes(id, taskIds))[0]).toMatchObject({ n: 2, agreement: 1, disputed: false })
  })

  test('an answer to a known task is scored by its distance, again when the known answer changes, and no more when it goes', async () => {
    const { id, taskIds } = await answered([['a', 'b']], { gold: { label: 'a' } })
    await settleBatch(id)
    const scores = async () =>
      (await db.goldAnswer.findMany({ where: { batchId: id }, orderBy: { score: 'asc' } })).map((row) => [
        row.labelerId,
        row.score,
      ])
    const [ada, ben] = labelers()
    expect(await scores()).toEqual([
      [ben, 0],
      [ada, 1],
    ])
    await db.taskContent.update({ where: { taskId: taskIds[0] ?? '' }, data: { gold: '{"label":"b"}' } })
    await settleBatch(id)
    expect(await scores()).toEqual([
      [ada, 0],
      [ben, 1],
    ])
    await db.task.update({ where: { id: taskIds[0] ?? '' }, data: { isGold: false } })
    await settleBatch(id)
    expect(await scores()).toEqual([])
  })

  test('one annotator more is asked while the answer is unsure, never while a place is open, never above the cap, never twice', async () => {
    const { id, taskIds } = await answered([['a', 'b'], ['a', 'a'], ['a']], { overlap: 2 })
    await db.batch.update({ where: { id }, data: { certainty: 0.97, overlapCap: 4, hasOpen: false } })
    const places = async () => {
      const rows = await db.task.findMany({ where: { batchId: id } })
      return taskIds
        .map((taskId) => rows.find((row) => row.id === taskId))
        .map((row) => [row?.overlap, row?.free, row?.lane])
    }
    await settleBatch(id, { fitNow: true })
    await settleAnew({ batchId: id })
    await settleBatch(id, { fitNow: true })
    expect(await places()).toEqual([
      [3, 1, 0],
      [2, 0, 1],
      [2, 1, 1],
    ])
    expect(await db.batch.findUniqueOrThrow({ where: { id } })).toMatchObject({ hasOpen: true })
    expect((await outcomes(id, taskIds))[0]).toMatchObject({ n: 2, agreement: 0, disputed: false })
    await answer(taskIds[0] ?? '', ['b'], 2)
    await settleBatch(id, { fitNow: true })
    await answer(taskIds[0] ?? '', ['a'], 3)
    await settleBatch(id, { fitNow: true })
    expect((await places())[0]).toEqual([4, 0, 0])
    expect(await brokenPromises()).toEqual({})
  })
})
