import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { adaptiveOverlap } from '@/lib/core/aggregation/adaptive-overlap'
import { crowdLabels, snowFile } from '@/lib/core/aggregation/snow-2008.fixture'
import { db } from '../db/db'
import { newId } from '../ids'
import { queueEngine } from '../queue/engine'
import { type Steps, sql } from '../queue/statement'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject } from '../testing/given'
import { brokenPromises } from '../testing/invariants'
import { settleBatch } from './settle-batch'

const policy = { target: 0.99, least: 3, most: 10 }
const votes = crowdLabels(readFileSync(snowFile('rte'), 'utf8'))

describeOnEachEngine('adaptive overlap on the crowd’s own votes', (engine) => {
  // docs/researchers/snow-2008.md: 4,425 of 8,000 labels at a target of 0.99, at least three and at most ten each.
  test('the server asks for the labels the published policy asks for, and spares the same', async () => {
    await freshDatabase(engine)
    const { id: projectId } = await givenProject({ config: { labels: ['0', '1'] } })
    const batch = await givenBatch({ projectId, tasks: votes.units.length, overlap: policy.least })
    await db.batch.update({ where: { id: batch.id }, data: { certainty: policy.target, overlapCap: policy.most } })
    await givenAnnotators([...new Set(votes.units.flatMap(({ ratings }) => ratings.map((rating) => rating.annotator)))])
    const given = new Map<string, number>()
    for (;;) {
      const open = await db.task.findMany({ where: { batchId: batch.id, free: { gt: 0 } }, select: { id: true } })
      if (open.length === 0) break
      await queueEngine().run(() =>
        nextVotes(
          open.map((task) => task.id),
          batch,
          given,
        ),
      )
      await settleBatch(batch.id, { fitNow: true })
    }
    const asked = await db.annotation.count()
    expect(Math.abs(asked - adaptiveOverlap(votes.units, policy).asked)).toBeLessThanOrEqual(asked * 0.01)
    expect(await db.task.count({ where: { overlap: { gt: policy.most } } })).toBe(0)
    expect(await brokenPromises()).toEqual({})
  })

  async function givenAnnotators(ids: string[]): Promise<void> {
    const createdAt = new Date()
    const rows = ids.map((id) => ({ id, name: id, email: `${id}@example.org`, role: 'labeler', createdAt }))
    await db.user.createMany({ data: rows })
  }

  function* nextVotes(
    open: string[],
    batch: { id: string; taskIds: string[] },
    given: Map<string, number>,
  ): Steps<void> {
    const unitOf = new Map(batch.taskIds.map((taskId, index) => [taskId, votes.units[index]]))
    for (const taskId of open) {
      const first = given.get(taskId) === undefined
      for (let more = first ? policy.least : 1; more > 0; more -= 1) {
        const place = given.get(taskId) ?? 0
        const rating = unitOf.get(taskId)?.ratings[place]
        if (!rating) throw new Error(`Item ${place} of ${taskId} has no vote left.`)
        given.set(taskId, place + 1)
        yield* vote({ taskId, batchId: batch.id, ...rating })
      }
    }
  }

  function* vote(of: { taskId: string; batchId: string; annotator: string; value: string }): Steps<void> {
    const { now } = queueEngine().dialect
    const id = newId()
    yield* sql(
      `INSERT INTO "Assignment" ("id", "taskId", "labelerId", "state", "claimedAt", "seed", "configVersion", "guidelinesVersion")
       VALUES ($1, $2, $3, 'submitted', ${now}, 1, 1, 0)`,
      [id, of.taskId, of.annotator],
    )
    yield* sql(
      `INSERT INTO "Annotation" ("assignmentId", "taskId", "labelerId", "batchId", "answer", "displayOrder", "timeSpentMs", "configVersion",
         "guidelinesVersion", "createdAt", "updatedAt") VALUES ($1, $2, $3, $4, $5, '[]', 1, 1, 0, ${now}, ${now})`,
      [id, of.taskId, of.annotator, of.batchId, JSON.stringify({ label: of.value })],
    )
  }
})
