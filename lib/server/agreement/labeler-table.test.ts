import { beforeEach, expect, test } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { system } from '../access/actor'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { givenAnswer } from './answers.fixture'
import { projectAgreement } from './project-agreement'

const pair = { prompt: [{ role: 'user', content: 'Hi' }], responses: [{ content: [] }, { content: [] }] }

describeOnEachEngine('tables of labelers and pairs', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test('who is fast, answers alike in a row and takes what is shown first is told so, with the number of answers', async () => {
    const config = { strength: false }
    const project = await givenProject({ taskType: 'preference', config })
    const { taskIds } = await givenBatch({ projectId: project.id, tasks: Array.from({ length: 24 }, () => pair) })
    const [hasty, careful, third] = await Promise.all(['Hasty', 'Careful', 'Third'].map((name) => givenUser({ name })))
    for (const [index, taskId] of taskIds.entries()) {
      const choice = index % 2 === 0 ? 'a' : 'b'
      const order = index % 3 === 0 ? [1, 0] : [0, 1]
      await givenAnswer(taskId, hasty?.id ?? '', { choice: 'a' }, { timeSpentMs: 700, order: [0, 1] })
      await givenAnswer(taskId, careful?.id ?? '', { choice }, { timeSpentMs: 9000, order })
      await givenAnswer(taskId, third?.id ?? '', { choice }, { timeSpentMs: 8000, order })
    }
    const { perLabeler } = await projectAgreement(system, project.id)
    const row = (name: string) => perLabeler?.find(({ labeler }) => labeler === name)
    expect(row('Hasty')?.firstShown).toMatchObject({ value: 1, n: 24 })
    expect(row('Hasty')?.flags.map(({ name, n }) => [name, n])).toEqual([
      ['lowers-agreement', 24],
      ['near-chance', 24],
      ['very-fast', 24],
      ['position-bias', 24],
      ['little-variety', 24],
      ['straight-lining', 24],
    ])
    expect(row('Hasty')?.reliability).toMatchObject({ value: expect.closeTo(0.5, 2), n: 24 })
    expect(row('Hasty')?.reliability.aboveChance).toBeCloseTo(0, 2)
    expect(row('Careful')?.reliability.value).toBeGreaterThan(0.95)
    // All 24 are a; of the same tasks the two others said a and b equally often.
    expect(row('Hasty')?.variety).toMatchObject({ value: 0, others: 1, n: 24 })
    expect(row('Hasty')?.run).toMatchObject({ category: 'a', length: 24, n: 24 })
    expect(row('Careful')?.flags).toEqual([])
    expect(row('Careful')?.seconds).toMatchObject({ value: 9, n: 24, middleHalf: [9, 9] })
    expect(row('Hasty')?.gold).toMatchObject({ value: null, reason: 'no-reference', n: 0 })
  })

  test('answers without categories are compared by the type’s own alpha, all others and each two alone', async () => {
    const project = await givenProject({ taskType: 'ranking', config: taskTypes.ranking.defaultConfig })
    const { taskIds } = await givenBatch({ projectId: project.id, tasks: [{}, {}] })
    const [ann, ben, cleo] = await Promise.all(['Ann', 'Ben', 'Cleo'].map((name) => givenUser({ name })))
    for (const taskId of taskIds) {
      await givenAnswer(taskId, ann?.id ?? '', { ranks: [1, 2, 3] })
      await givenAnswer(taskId, ben?.id ?? '', { ranks: [1, 2, 3] })
      await givenAnswer(taskId, cleo?.id ?? '', { ranks: [3, 2, 1] })
    }
    const { perLabeler, perPair } = await projectAgreement(system, project.id)
    // Kendall's distance over ½: 0 for equal rankings, 1 for reversed ones; alpha = 1 − D_o/½.
    const without = Object.fromEntries((perLabeler ?? []).map((row) => [row.labeler, row.leaveOneOut]))
    expect(without.Cleo).toMatchObject({ value: 1, n: 2 })
    expect(without.Ann).toMatchObject({ value: -1, all: expect.closeTo(1 - 2 / 3 / 0.5, 12) })
    expect(without.Cleo?.gain).toBeCloseTo(1 - 2 / 3 / 0.5 - 1, 12)
    const alphas = perPair.map(({ corrected, similarity }) => [corrected.value, corrected.n, similarity.value])
    expect(alphas.toSorted()).toEqual([
      [-1, 2, 0],
      [-1, 2, 0],
      [1, 2, 1],
    ])
  })
})
