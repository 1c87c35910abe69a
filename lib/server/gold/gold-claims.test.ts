import { beforeAll, expect, test, vi } from 'vitest'
import { system } from '../access/actor'
import { updateBatch } from '../batches/batches'
import { db } from '../db/db'
import { claimNext } from '../queue/claim'
import { releaseAssignment } from '../queue/give-back'
import { openQueues } from '../queue/open-queues'
import { submitAnnotation } from '../queue/submit'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { type GivenBatch, type GivenUser, givenBatch, givenUser } from '../testing/given'
import { brokenPromises } from '../testing/invariants'
import { drain, race } from '../testing/race'

vi.mock('@/lib/task-types/registry', () => import('../testing/fake-task-type'))
vi.setConfig({ testTimeout: 300_000 })

const answer = { answer: { label: 'a' }, timeSpentMs: 1000 }

describeOnEachEngine('known answers mixed in', (engine) => {
  let people: GivenUser[]
  beforeAll(async () => {
    await freshDatabase(engine)
    people = await Promise.all(Array.from({ length: 20 }, () => givenUser()))
  })

  const person = (n: number): GivenUser => {
    const found = people[n]
    if (!found) throw new Error(`There is no person ${n}.`)
    return found
  }

  async function mixed(
    tasks: number,
    golds: number,
    rate: number,
    overlap = 3,
  ): Promise<GivenBatch & { gold: Set<string> }> {
    const batch = await givenBatch({ tasks: tasks + golds, overlap, order: 'random' })
    const gold = batch.taskIds.slice(0, golds)
    await db.task.updateMany({ where: { id: { in: gold } }, data: { isGold: true } })
    await db.taskContent.updateMany({ where: { taskId: { in: gold } }, data: { gold: '{"label":"a"}' } })
    await updateBatch(system, batch.id, { goldRate: rate })
    return { ...batch, gold: new Set(gold) }
  }

  async function workThrough(who: GivenUser, batchId: string, each = 1): Promise<string[]> {
    const seen: string[] = []
    for (;;) {
      const got = await claimNext(who.actor, { batchId, count: each })
      if (got.length === 0) return seen
      for (const assignment of got) {
        seen.push(assignment.taskId)
        await submitAnnotation(who.actor, assignment.id, answer)
      }
    }
  }

  test('turning the rate on takes known answers out of the line and out of the batch’s counts; off puts back those nobody has begun', async () => {
    const batch = await mixed(10, 4, 0.5)
    expect(await db.batch.findUniqueOrThrow({ where: { id: batch.id } })).toMatchObject({ taskCount: 10 })
    expect(await db.task.count({ where: { batchId: batch.id, lane: 2 } })).toBe(4)
    const [first] = [...batch.gold]
    await db.assignment.create({
      data: {
        id: `held-${engine}`,
        taskId: first ?? '',
        labelerId: person(0).id,
        state: 'open',
        leaseUntil: new Date(Date.now() + 60_000),
        claimedAt: new Date(),
        seed: 1,
        configVersion: 1,
        guidelinesVersion: 0,
      },
    })
    await updateBatch(system, batch.id, { goldRate: 0 })
    expect(await db.task.count({ where: { batchId: batch.id, lane: 2 } })).toBe(1)
    expect(await db.batch.findUniqueOrThrow({ where: { id: batch.id } })).toMatchObject({ taskCount: 13 })
    expect(await brokenPromises()).toEqual({})
    const seen = await workThrough(person(1), batch.id)
    expect(seen.length).toBe(13)
  })

  test('a labeler never gets the same one twice, all real tasks once, and nothing when those are used up', async () => {
    const batch = await mixed(60, 200, 0.4, 2)
    for (const [n, each] of [
      [0, 1],
      [1, 4],
    ] as const) {
      const seen = await workThrough(person(n), batch.id, each)
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.filter((taskId) => !batch.gold.has(taskId)).length).toBe(60)
      const golds = seen.filter((taskId) => batch.gold.has(taskId)).length
      expect(golds).toBeGreaterThan(15)
      expect(golds).toBeLessThan(90)
    }
    expect(await workThrough(person(2), batch.id)).toEqual([])
    expect(await brokenPromises()).toEqual({})
    expect(await db.batch.findUniqueOrThrow({ where: { id: batch.id } })).toMatchObject({ hasOpen: false })
  })

  test('when known answers are used up only real tasks come, and two people meet them in different order', async () => {
    const batch = await mixed(40, 6, 0.5, 10)
    const orders: string[] = []
    for (const n of [3, 4, 5, 8, 9, 10, 11, 12]) {
      const seen = await workThrough(person(n), batch.id, 3)
      expect(seen.length).toBe(46)
      orders.push(seen.filter((taskId) => batch.gold.has(taskId)).join())
    }
    expect(new Set(orders).size).toBeGreaterThan(1)
  })

  test('a known answer given back comes again like any other task, at its turn', async () => {
    const batch = await mixed(100, 50, 0.5)
    const first = await claimNext(person(6).actor, { batchId: batch.id, count: 10 })
    for (const { id } of first) await releaseAssignment(person(6).actor, id)
    const second = await claimNext(person(6).actor, { batchId: batch.id, count: 10 })
    expect(second.map(({ taskId }) => taskId).sort()).toEqual(first.map(({ taskId }) => taskId).sort())
    expect(second.map(({ taskId }) => batch.gold.has(taskId))).toEqual(
      first.map(({ taskId }) => batch.gold.has(taskId)),
    )
  })

  test('over a thousand claims nothing tells them apart: keys, size, progress; their places look random', async () => {
    const batch = await mixed(1_000, 300, 0.2)
    const who = person(7)
    const queue = (await openQueues(who.actor)).find(({ batchId }) => batchId === batch.id)
    expect(queue?.left).toBe(1_250)
    const claims: { isGold: boolean; shape: string; size: number; step: string }[] = []
    for (let n = 0; n < 1_000; n += 1) {
      const [assignment] = await claimNext(who.actor, { batchId: batch.id, count: 1 })
      if (!assignment) break
      const { progress } = await submitAnnotation(who.actor, assignment.id, answer)
      const size = JSON.stringify(assignment).length - JSON.stringify(assignment.payload).length
      const shape = `${Object.keys(assignment)} ${assignment.id.length} ${assignment.taskId.length}`
      const step = `${progress.done - n} ${progress.total} ${progress.mine - n}`
      claims.push({ isGold: batch.gold.has(assignment.taskId), shape, size, step })
    }
    expect(claims.length).toBe(1_000)
    expect(new Set(claims.map(({ shape }) => shape)).size).toBe(1)
    expect(new Set(claims.map(({ step }) => step)).size).toBe(1)
    const turns = claims.map(({ isGold }) => isGold)
    expect(Math.abs(zOfRuns(turns))).toBeLessThan(4)
    expect(Math.abs(turns.filter(Boolean).length - 200)).toBeLessThan(60)
    const sizes = (isGold: boolean) => claims.filter((claim) => claim.isGold === isGold).map(({ size }) => size)
    expect(Math.abs(zOfMeans(sizes(true), sizes(false)))).toBeLessThan(4)
  })

  test('a race over a mixed batch keeps every promise of the queue', async () => {
    const batch = await mixed(150, 30, 0.3)
    const habits = { seed: 9, stepsEach: 5, skip: 0.05, release: 0.2, vanish: 0.2, undo: 0.05, pause: 0, mostAtOnce: 6 }
    const result = await race(batch, people, habits)
    expect(await brokenPromises()).toEqual({})
    expect(result.seenAgain).toEqual([])
    await drain(batch, people, result)
    expect(await brokenPromises()).toEqual({})
    expect(await db.task.count({ where: { batchId: batch.id, lane: { not: 2 }, submitted: 3, free: 0 } })).toBe(150)
  })

  test('rate and overlap moved while people work break no promise', async () => {
    const batch = await mixed(150, 30, 0.3, 2)
    const habits = { seed: 5, stepsEach: 5, skip: 0.05, release: 0.2, vanish: 0.1, undo: 0.05, pause: 0, mostAtOnce: 6 }
    const changes = (async () => {
      for (const overlap of [5, 1, 4]) {
        await updateBatch(system, batch.id, { overlap, goldRate: overlap === 1 ? 0 : 0.2 })
      }
    })()
    const [result] = await Promise.all([race(batch, people, habits), changes])
    expect(await brokenPromises()).toEqual({})
    expect(result.seenAgain).toEqual([])
    await drain(batch, people, result)
    expect(await brokenPromises()).toEqual({})
    expect(
      await db.task.count({
        where: { batchId: batch.id, lane: { not: 2 }, OR: [{ free: { gt: 0 } }, { submitted: { lt: 4 } }] },
      }),
    ).toBe(0)
  })
})

/** Wald & Wolfowitz 1940. */
function zOfRuns(turns: boolean[]): number {
  const ones = turns.filter(Boolean).length
  const zeros = turns.length - ones
  const runs = turns.filter((turn, at) => at === 0 || turn !== turns[at - 1]).length
  const mean = 1 + (2 * ones * zeros) / turns.length
  return (runs - mean) / Math.sqrt(((mean - 1) * (mean - 2)) / (turns.length - 1))
}

/** Welch's statistic; 0 where neither varies. */
function zOfMeans(a: number[], b: number[]): number {
  const mean = (all: number[]) => all.reduce((sum, value) => sum + value, 0) / all.length
  const variance = (all: number[]) => mean(all.map((value) => (value - mean(all)) ** 2)) / all.length
  const spread = Math.sqrt(variance(a) + variance(b))
  const apart = mean(a) - mean(b)
  if (spread > 0) return apart / spread
  return apart === 0 ? 0 : Number.POSITIVE_INFINITY
}
