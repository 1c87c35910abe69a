import Database from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { categoricalFigures } from '@/lib/core/agreement/categorical-figures'
import { pairwiseAgreement } from '@/lib/core/agreement/pairwise-agreement'
import { type Random, seededRandom } from '@/lib/core/random/seeded-random'
import { taskTypeOf } from '@/lib/task-types/registry'
import { system } from '../access/actor'
import { db, driver } from '../db/db'
import { claimNext } from '../queue/claim'
import { skipAssignment } from '../queue/give-back'
import { submitAnnotation } from '../queue/submit'
import { undoSubmit } from '../queue/undo'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { type GivenUser, givenBatch, givenProject, givenUser } from '../testing/given'
import { givenAnswer } from './answers.fixture'
import { changesSince, markNow } from './changed-tasks'
import { KeptAnswers } from './kept-answers'
import { measuredTables } from './measured-tables'
import { projectAgreement } from './project-agreement'

const labels = ['positive', 'neutral', 'negative']
const config = { labels, scale: 'ordinal' }
const question = { taskType: 'sentiment', config, bootstrap: 0 }
const itself = (id: string) => id

function keptSentiment(): KeptAnswers {
  const spec = taskTypeOf('sentiment')
  return new KeptAnswers(spec, spec.config.parse(config))
}

const tablesOf = (kept: KeptAnswers, batchIds: string[]) =>
  kept.look(batchIds, () => measuredTables(question, kept, itself))

/** Tables in an order of their own, fractions apart from the last digits that adding and taking away may move. */
function comparable(tables: Awaited<ReturnType<typeof tablesOf>>): unknown {
  const sorted = {
    ...tables,
    labelers: tables.labelers.toSorted((a, b) => (a.labelerId < b.labelerId ? -1 : 1)),
    pairs: tables.pairs.toSorted((a, b) => (a.labelers.join() < b.labelers.join() ? -1 : 1)),
    disputed: tables.disputed.map(({ task, disagreement }) => [task.taskId, disagreement]),
  }
  return JSON.parse(JSON.stringify(sorted), (_, value) =>
    typeof value === 'number' ? Number(value.toFixed(12)) : value,
  )
}

async function givenCrowd(tasks: number, overlap = 3) {
  const project = await givenProject({ taskType: 'sentiment', config })
  const batch = await givenBatch({ projectId: project.id, tasks, overlap, gold: { label: 'neutral' } })
  const people = await Promise.all(['Ada', 'Ben', 'Cleo', 'Dov'].map((name) => givenUser({ name })))
  return { project, batch, people }
}

/** A day of labeling in small: answers, second thoughts, answers taken back, skips. */
async function labelAtRandom(person: GivenUser, batchId: string, random: Random): Promise<void> {
  const [assignment] = await claimNext(person.actor, { batchId, count: 1 })
  if (!assignment) return
  const answer = () => ({ answer: { label: labels[random.below(3)] }, timeSpentMs: 500 + random.below(9000) })
  const what = random.below(6)
  if (what === 0) return void (await skipAssignment(person.actor, assignment.id, { reason: 'unclear' }))
  await submitAnnotation(person.actor, assignment.id, answer())
  if (what === 1) await submitAnnotation(person.actor, assignment.id, answer())
  if (what === 2) await undoSubmit(person.actor, assignment.id)
}

/** A transaction of somebody else's that has written and not committed. */
async function begunElsewhere(statement: string): Promise<() => Promise<void>> {
  const under = driver()
  if (under.engine === 'sqlite') {
    const other = new Database(under.database.name)
    other.exec(`BEGIN IMMEDIATE; ${statement}`)
    return async () => void other.exec('COMMIT').close()
  }
  const client = await under.pool.connect()
  await client.query(`BEGIN; ${statement}`)
  return async () => {
    await client.query('COMMIT')
    client.release()
  }
}

describeOnEachEngine('kept answers', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test('counts kept through answers, revisions, withdrawals and skips equal those made anew', async () => {
    const { project, batch, people } = await givenCrowd(12)
    const other = await givenBatch({ projectId: project.id, tasks: 6 })
    const kept = keptSentiment()
    const random = seededRandom(7)
    for (let round = 0; round < 40; round++) {
      const person = people[random.below(people.length)]
      if (person) await labelAtRandom(person, random.below(3) === 0 ? other.id : batch.id, random)
      if (round % 4 > 0) continue
      const batchIds = round < 20 ? [batch.id] : [batch.id, other.id]
      expect(comparable(await tablesOf(kept, batchIds))).toEqual(comparable(await tablesOf(keptSentiment(), batchIds)))
    }
    const gone = await tablesOf(kept, [other.id])
    expect(comparable(gone)).toEqual(comparable(await tablesOf(keptSentiment(), [other.id])))
  })

  test('alpha of the others, kappas and alpha from counts are those of the core on the same answers', async () => {
    const { batch, people } = await givenCrowd(15, 4)
    const random = seededRandom(3)
    const units = batch.taskIds.map((item) => ({
      item,
      ratings: people
        .filter(() => random.below(4) > 0)
        .map(({ id: annotator }) => ({ annotator, value: labels[random.below(3)] ?? '' })),
    }))
    for (const { item, ratings } of units) {
      for (const { annotator, value } of ratings) await givenAnswer(item, annotator, { label: value })
    }
    const tables = await tablesOf(keptSentiment(), [batch.id])
    const alphaOf = (some: typeof units) =>
      categoricalFigures(some, { categories: labels, level: 'ordinal', bootstrap: 0, seed: 1 })['krippendorff-alpha']
        ?.value ?? null
    const all = alphaOf(units) ?? Number.NaN
    expect(tables.figures['krippendorff-alpha']?.value).toBeCloseTo(all, 12)
    for (const { labelerId, leaveOneOut } of tables.labelers) {
      const rest = units.map(({ item, ratings }) => ({
        item,
        ratings: ratings.filter(({ annotator }) => annotator !== labelerId),
      }))
      expect(leaveOneOut.all).toBeCloseTo(all, 12)
      expect(leaveOneOut.value).toBeCloseTo(alphaOf(rest) ?? Number.NaN, 12)
    }
    const pairs = pairwiseAgreement(units, { categories: labels })
    expect(tables.pairs.map(({ labelers: [a, b], corrected }) => [a, b, corrected.n]).toSorted()).toEqual(
      pairs.map(({ annotators: [a, b], n_items }) => [a, b, n_items]).toSorted(),
    )
    for (const { labelers, corrected } of tables.pairs) {
      const both = units.flatMap(({ item, ratings }) => {
        const two = ratings.filter(({ annotator }) => labelers.includes(annotator))
        return two.length === 2 ? [{ item, ratings: two }] : []
      })
      const kappa = categoricalFigures(both, {
        categories: labels,
        level: 'ordinal',
        bootstrap: 0,
        seed: 1,
        measures: ['cohen-kappa-linear'],
      })['cohen-kappa-linear']
      expect(corrected.value).toBeCloseTo(kappa?.value ?? Number.NaN, 12)
      expect(corrected.ci?.[0]).toBeCloseTo(kappa?.ci?.[0] ?? Number.NaN, 12)
    }
  })

  test('after one more answer one task is read again, not the batch, whatever else is being written', async () => {
    const { batch, people } = await givenCrowd(5)
    const [ada, ben] = people
    // SQLite has one writer: there nothing else is being written. On PostgreSQL a transaction that lasts holds the oldest mark back.
    const end = engine === 'postgresql' ? await begunElsewhere('SELECT pg_current_xact_id()') : async () => undefined
    for (const taskId of batch.taskIds) await givenAnswer(taskId, ada?.id ?? '', { label: 'positive' })
    const { mark, snapshot } = await markNow(batch.id)
    expect((await changesSince(batch.id, mark, snapshot)).taskIds).toEqual([])
    const kept = keptSentiment()
    await tablesOf(kept, [batch.id])
    const before = kept.version
    await givenAnswer(batch.taskIds[2] ?? '', ben?.id ?? '', { label: 'negative' })
    expect((await changesSince(batch.id, mark, snapshot)).taskIds).toEqual([batch.taskIds[2]])
    await tablesOf(kept, [batch.id])
    expect(kept.version).toBe(before + 1)
    await tablesOf(kept, [batch.id])
    expect(kept.version).toBe(before + 1)
    await end()
  })

  test('a known answer that is corrected changes the accuracy at once', async () => {
    const { project, batch, people } = await givenCrowd(1)
    const [taskId = ''] = batch.taskIds
    await givenAnswer(taskId, people[0]?.id ?? '', { label: 'positive' })
    const gold = async () => (await projectAgreement(system, project.id)).perLabeler?.[0]?.gold
    expect(await gold()).toMatchObject({ value: 0, n: 1 })
    await db.taskContent.update({ where: { taskId }, data: { gold: '{"label":"positive"}' } })
    expect(await gold()).toMatchObject({ value: 1, n: 1 })
    await db.task.update({ where: { id: taskId }, data: { isGold: false } })
    expect(await gold()).toMatchObject({ value: null, reason: 'no-reference', n: 0 })
  })

  test('a whole batch can be deleted with its answers', async () => {
    const { batch, people } = await givenCrowd(2)
    await givenAnswer(batch.taskIds[0] ?? '', people[0]?.id ?? '', { label: 'positive' })
    await db.batch.delete({ where: { id: batch.id } })
    expect((await changesSince(batch.id, 0)).taskIds).toEqual([])
  })

  test('an answer that was still being committed during a look is seen by the next', async () => {
    const { batch, people } = await givenCrowd(2)
    const [first = '', second = ''] = batch.taskIds
    const id = await givenAnswer(first, people[0]?.id ?? '', { label: 'positive' })
    const kept = keptSentiment()
    await tablesOf(kept, [batch.id])
    const commit = await begunElsewhere(
      `UPDATE "Annotation" SET "answer" = '{"label":"negative"}' WHERE "assignmentId" = '${id}'`,
    )
    // SQLite has one writer: there nothing can overtake.
    const overtakes = engine === 'postgresql'
    if (overtakes) await givenAnswer(second, people[1]?.id ?? '', { label: 'neutral' })
    expect((await tablesOf(kept, [batch.id])).categories?.map(({ n }) => n)).toEqual([1, Number(overtakes), 0])
    await commit()
    if (!overtakes) await givenAnswer(second, people[1]?.id ?? '', { label: 'neutral' })
    expect((await tablesOf(kept, [batch.id])).categories?.map(({ n }) => n)).toEqual([0, 1, 1])
  })
})
