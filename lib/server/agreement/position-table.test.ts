import { beforeEach, describe, expect, test } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { system } from '../access/actor'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { givenAnswer } from './answers.fixture'
import { PositionSums, shownChoice } from './position-sums'
import { positionTable } from './position-table'
import { projectAgreement } from './project-agreement'

const turn = (content: string) => [{ role: 'assistant', content }]
const pairOf = (a: string | null, b: string | null) => ({
  prompt: [{ role: 'user', content: 'Hi' }],
  responses: [
    { model: a, content: turn('One') },
    { model: b, content: turn('Two') },
  ],
})

describe('what is kept of the place where things were shown', () => {
  test('what is taken away again leaves nothing behind', () => {
    const sums = new PositionSums()
    const choices = [
      [
        [1, 2],
        [0, 1],
        ['x', 'y'],
      ],
      [
        [1, 1],
        [1, 0],
        ['x', null],
      ],
      [
        [2, 1, 3],
        [2, 0, 1],
        ['x', 'y', 'z'],
      ],
    ] as const
    for (const times of [1, -1] as const) {
      for (const [ranks, order, makers] of choices) sums.count(shownChoice(ranks, order), makers, times)
    }
    expect(positionTable(sums)).toEqual({ firstShown: null, byPlace: null, strengths: null })
  })

  test('an order of other alternatives, or none, tells nothing', () => {
    expect(shownChoice([1, 2], [])).toBeNull()
    expect(shownChoice([1, 2], [0, 2])).toBeNull()
  })

  test('ranks are read by the place where each stood, ties at their middle', () => {
    expect(shownChoice([3, 1, 3], [1, 2, 0])?.rankAt).toEqual([1, 2.5, 2.5])
  })
})

describeOnEachEngine('position bias and strengths of models', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test('the share of what was shown first counts choices, and says how many chose neither', async () => {
    const project = await givenProject({ taskType: 'preference', config: { strength: false } })
    const tasks = Array.from({ length: 6 }, () => pairOf(null, null))
    const { taskIds } = await givenBatch({ projectId: project.id, tasks })
    const ann = await givenUser({ name: 'Ann' })
    // a shown first and chosen, b shown first and chosen, a shown second and chosen, tie, both bad, order unknown.
    const given = [
      ['a', [0, 1]],
      ['b', [1, 0]],
      ['a', [1, 0]],
      ['tie', [0, 1]],
      ['both-bad', [0, 1]],
      ['a', []],
    ] as const
    for (const [index, [choice, order]] of given.entries()) {
      await givenAnswer(taskIds[index] ?? '', ann.id, { choice }, { order: [...order] })
    }
    const { position, perLabeler } = await projectAgreement(system, project.id)
    expect(position?.firstShown).toMatchObject({ value: expect.closeTo(2 / 3, 12), n: 3, undecided: 2, p: 1 })
    expect(position?.strengths).toBeNull()
    expect(perLabeler?.[0]?.firstShown).toMatchObject({ value: expect.closeTo(2 / 3, 12), n: 3 })
  })

  test('models get strengths with intervals, the effect of being shown first apart from them', async () => {
    const project = await givenProject({ taskType: 'preference', config: { strength: false } })
    const tasks = Array.from({ length: 40 }, () => pairOf('large', 'small'))
    const batch = await givenBatch({ projectId: project.id, tasks })
    const ann = await givenUser({ name: 'Ann' })
    for (const [index, taskId] of batch.taskIds.entries()) {
      const choice = index % 10 < 7 ? 'a' : 'b'
      await givenAnswer(taskId, ann.id, { choice }, { order: index % 2 === 0 ? [0, 1] : [1, 0] })
    }
    const strengths = (await projectAgreement(system, project.id)).position?.strengths
    expect(strengths?.n).toBe(40)
    expect(strengths?.makers.map(({ maker }) => maker)).toEqual(['large', 'small'])
    const [large, small] = strengths?.makers ?? []
    expect((large?.value ?? 0) + (small?.value ?? 0)).toBeCloseTo(0, 9)
    expect(large?.ci[0]).toBeLessThan(large?.value ?? 0)
    expect(strengths?.orderEffect).not.toBeNull()
    await db.batch.update({ where: { id: batch.id }, data: { kind: 'training' } })
    expect((await projectAgreement(system, project.id)).position?.strengths).toBeNull()
  })

  test('rankings give the mean rank of each place shown', async () => {
    const project = await givenProject({ taskType: 'ranking', config: taskTypes.ranking.defaultConfig })
    const { taskIds } = await givenBatch({ projectId: project.id, tasks: [{}, {}] })
    const ann = await givenUser({ name: 'Ann' })
    await givenAnswer(taskIds[0] ?? '', ann.id, { ranks: [1, 2, 3] }, { order: [0, 1, 2] })
    await givenAnswer(taskIds[1] ?? '', ann.id, { ranks: [1, 2, 3] }, { order: [1, 0, 2] })
    const byPlace = (await projectAgreement(system, project.id)).position?.byPlace
    expect(byPlace?.alternatives).toBe(3)
    expect(byPlace?.ranks.map(({ value, n }) => [value, n])).toEqual([
      [1.5, 2],
      [1.5, 2],
      [3, 2],
    ])
  })

  test('types that compare nothing have no places', async () => {
    const project = await givenProject({ config: taskTypes.sentiment.defaultConfig })
    await givenBatch({ projectId: project.id })
    expect((await projectAgreement(system, project.id)).position).toBeNull()
  })
})
