import fc from 'fast-check'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { db } from '../db/db'
import { describeOnEachEngine, type Engine, freshDatabase } from '../testing/engines'
import { type GivenUser, givenBatch, givenUser } from '../testing/given'
import { brokenPromises, lostAnswers } from '../testing/invariants'
import { drain, type Habits, race } from '../testing/race'

vi.mock('@/lib/task-types/registry', () => import('../testing/fake-task-type'))

const habits: fc.Arbitrary<Habits> = fc.record({
  seed: fc.nat(),
  stepsEach: fc.integer({ min: 2, max: 8 }),
  skip: fc.constantFrom(0, 0.05, 0.2),
  release: fc.constantFrom(0, 0.1, 0.4),
  vanish: fc.constantFrom(0, 0.1, 0.3),
  undo: fc.constantFrom(0, 0.05),
  pause: fc.constantFrom(0, 0.02),
  mostAtOnce: fc.constantFrom(1, 4, 10),
})

const runs: Record<Engine, number> = { sqlite: 5, postgresql: 2 }

// Hundreds of people's work: a busy machine needs its time.
vi.setConfig({ testTimeout: 300_000 })

describeOnEachEngine('a race', (engine) => {
  let people: GivenUser[]
  beforeAll(async () => {
    await freshDatabase(engine)
    people = await Promise.all(Array.from({ length: 50 }, () => givenUser()))
  })
  afterEach(async () => {
    await db.batch.deleteMany({ where: {} })
  })

  test('50 labelers over 200 tasks, three answers each: never one too many, never twice, nothing acknowledged is lost, all complete', async () => {
    await fc.assert(
      fc.asyncProperty(habits, async (given) => {
        const batch = await givenBatch({ tasks: 200, overlap: 3, order: 'random' })
        const result = await race(batch, people, given)
        expect(await brokenPromises()).toEqual({})
        await drain(batch, people, result)
        expect(await brokenPromises()).toEqual({})
        expect(await lostAnswers(result.acknowledged)).toEqual([])
        expect(result.seenAgain).toEqual([])
        expect(await db.annotation.count({ where: { batchId: batch.id } })).toBe(600)
        expect(await db.task.count({ where: { batchId: batch.id, submitted: 3, free: 0 } })).toBe(200)
      }),
      { numRuns: runs[engine], endOnFailure: true },
    )
  })

  test('in a queue too long to be emptied no cursor passes a task its labeler could take', async () => {
    const batch = await givenBatch({ tasks: 6_000, overlap: 5, order: 'random' })
    const given: Habits = {
      seed: 42,
      stepsEach: 8,
      skip: 0.05,
      release: 0.15,
      vanish: 0.1,
      undo: 0.02,
      pause: 0,
      mostAtOnce: 10,
    }
    const result = await race(batch, people, given)
    expect(await brokenPromises()).toEqual({})
    expect(await lostAnswers(result.acknowledged)).toEqual([])
    expect(result.seenAgain).toEqual([])
    expect(result.acknowledged.size).toBeGreaterThan(1_200)
    expect(await db.task.count({ where: { batchId: batch.id, submitted: { lt: 5 } } })).toBeGreaterThan(3_000)
  })
})
