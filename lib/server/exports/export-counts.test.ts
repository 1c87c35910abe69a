import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { seededRandom } from '@/lib/core/random/seeded-random'
import { givenAnswer } from '../agreement/answers.fixture'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import type { ExportOptions } from './export-options'
import { exported, rowsOf } from './exports.fixture'

vi.mock('@/lib/task-types/registry', () => import('./fake-exports.fixture'))

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-counts-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04']
const words = 'river stone lamp green seven paper window quiet north apple'.split(' ')

/** Sixty texts of which some are equal and some nearly so, answered at random by up to four people over four days; some gold, some settled. */
async function givenStudy() {
  const random = seededRandom(11)
  const pick = <Value>(values: readonly Value[], otherwise: Value) => values[random.below(values.length)] ?? otherwise
  const project = await givenProject({ taskType: 'sentiment' })
  const text = () => Array.from({ length: 40 }, () => pick(words, '')).join(' ')
  const known = Array.from({ length: 12 }, text)
  const tasks = Array.from({ length: 60 }, (_, index) => {
    const base = pick(known, '')
    return { text: index % 3 === 0 ? base : index % 3 === 1 ? `${base} and ${pick(words, '')}` : text() }
  })
  const batch = await givenBatch({ projectId: project.id, tasks, overlap: 4 })
  const people: string[] = []
  for (let index = 0; index < 4; index += 1) people.push((await givenUser()).id)
  for (const taskId of batch.taskIds) {
    for (const person of people) {
      if (random.below(3) === 0) continue
      const id = await givenAnswer(taskId, person, { label: pick(['a', 'b', 'c'], 'a') })
      const createdAt = new Date(`${pick(days, '')}T0${random.below(10)}:00:00.000Z`)
      await db.annotation.update({ where: { assignmentId: id }, data: { createdAt } })
    }
    if (random.below(6) === 0) await db.task.update({ where: { id: taskId }, data: { isGold: true } })
    if (random.below(5) === 0) {
      const at = new Date(0)
      const data = { taskId, batchId: batch.id, reviewerId: people[0] ?? '', how: 'anew', answer: '{"label":"c"}' }
      await db.adjudication.create({ data: { ...data, createdAt: at, updatedAt: at } })
    }
  }
  const since = { reason: 'test', byWhom: 'system', since: new Date(0) }
  await db.labelerStanding.create({
    data: { projectId: project.id, labelerId: people[3] ?? '', state: 'excluded', ...since },
  })
  return { projectId: project.id, people }
}

/** What the options say, told anew from the database, one task after the other. */
async function expectedRows(projectId: string, people: readonly string[], options: ExportOptions): Promise<number> {
  const tasks = await db.task.findMany({ where: { batch: { projectId } }, include: { adjudication: true } })
  const annotations = await db.annotation.findMany({ where: { batchId: tasks[0]?.batchId ?? '' } })
  let rows = 0
  for (const task of tasks) {
    const own = annotations
      .filter(({ taskId, labelerId }) => taskId === task.id && labelerId !== people[3])
      .filter(({ labelerId }) => !options.labelersOut?.includes(labelerId))
      .filter(({ labelerId }) => options.labelersIn?.includes(labelerId) ?? true)
      .filter(({ createdAt }) => createdAt.toISOString().slice(0, 10) >= (options.from ?? ''))
      .filter(({ createdAt }) => createdAt.toISOString().slice(0, 10) <= (options.to ?? '9'))
      .map(({ answer }) => answer)
    if (own.length === 0 || own.length < (options.minAnnotators ?? 1)) continue
    if (task.isGold !== (options.gold === 'only') && options.gold !== 'include') continue
    if (options.adjudicated === 'only' && task.adjudication === null) continue
    const pairs = own.flatMap((one, index) => own.slice(index + 1).map((other) => one === other))
    if (options.minAgreement !== null && options.minAgreement !== undefined) {
      if (pairs.length === 0 || pairs.filter(Boolean).length / pairs.length < options.minAgreement) continue
    }
    const sizes = [...new Set(own)]
      .map((answer) => own.filter((each) => each === answer).length)
      .toSorted((a, b) => b - a)
    const isTied = sizes.length > 1 && sizes[0] === sizes[1]
    const isSettled = task.adjudication !== null && options.adjudicated !== 'ignore'
    if (options.minCertainty !== null && options.minCertainty !== undefined && !isSettled) {
      if (isTied || (sizes[0] ?? 0) / own.length < options.minCertainty) continue
    }
    if (options.rows === 'annotation') rows += own.length
    else if (!isTied || isSettled) rows += 1
  }
  return rows
}

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const share = fc.constantFrom(0, 0.34, 0.5, 0.75, 1)

function wishes(people: readonly string[]): fc.Arbitrary<ExportOptions> {
  const some = fc.subarray([...people], { minLength: 1 })
  return fc.record({
    format: fc.constant('rows'),
    form: fc.constantFrom('jsonl', 'parquet'),
    minAnnotators: maybe(fc.integer({ min: 1, max: 4 })),
    minAgreement: maybe(share),
    minCertainty: maybe(share),
    labelersIn: maybe(some),
    labelersOut: maybe(some),
    from: maybe(fc.constantFrom(...days.slice(0, 2))),
    to: maybe(fc.constantFrom(...days.slice(1))),
    gold: maybe(fc.constantFrom('include', 'leave-out', 'only')),
    adjudicated: maybe(fc.constantFrom('prefer', 'only', 'ignore')),
    rows: maybe(fc.constantFrom('task', 'annotation')),
  })
}

describeOnEachEngine('counts of an export', (engine) => {
  test('rows are as many as the choices say, counted another way, and every task and annotation is in or has its reason', async () => {
    await freshDatabase(engine)
    const { projectId, people } = await givenStudy()
    const annotations = await db.annotation.count()
    await fc.assert(
      fc.asyncProperty(wishes(people), async (options) => {
        const made = await exported(projectId, options)
        const { counts, left_out, left_out_annotations } = made.manifest
        const rows = await rowsOf(made)
        expect(rows).toHaveLength(await expectedRows(projectId, people, options))
        expect(counts.rows_written).toBe(rows.length)
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
        const sum = (of: Record<string, number>) => Object.values(of).reduce((total, n) => total + n, 0)
        expect((counts.tasks_exported ?? 0) + sum(left_out)).toBe(60)
        expect((counts.annotations_exported ?? 0) + sum(left_out_annotations ?? {})).toBe(annotations)
      }),
      { numRuns: 25, seed: 5 },
    )
  })

  test('no text is in two parts, whatever the shares, and no text is twice where duplicates go', async () => {
    await freshDatabase(engine)
    const { projectId } = await givenStudy()
    const shares = fc.tuple(fc.nat(3), fc.nat(3), fc.integer({ min: 1, max: 3 }), fc.string({ maxLength: 3 }))
    const duplicates = fc.constantFrom('keep', 'drop-exact', 'drop-near')
    await fc.assert(
      fc.asyncProperty(shares, duplicates, async ([a, b, c, seed], how) => {
        const sum = a + b + c
        const split = { train: a / sum, validation: b / sum, test: c / sum, seed }
        const made = await exported(projectId, { format: 'rows', rows: 'annotation', split, duplicates: how })
        const partOf = new Map<unknown, unknown>()
        const taskOf = new Map<unknown, unknown>()
        for (const { text, split: part, task } of await rowsOf(made)) {
          expect(partOf.get(text) ?? part).toBe(part)
          partOf.set(text, part)
          if (how !== 'keep') expect(taskOf.get(text) ?? task).toBe(task)
          taskOf.set(text, task)
        }
      }),
      { numRuns: 12, seed: 5 },
    )
  })
})
