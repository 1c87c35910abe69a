import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { system } from '../access/actor'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { createExport } from './create-export'
import type { ExportOptions } from './export-options'
import { givenStudy, givenVote, settled } from './export-study.fixture'
import { bytesOf, exported, rowsOf } from './exports.fixture'

vi.mock('@/lib/task-types/registry', () => import('./fake-exports.fixture'))

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-choices-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

describeOnEachEngine('choices of an export', (engine) => {
  beforeEach(() => freshDatabase(engine))

  const labels = async (projectId: string, options: Partial<ExportOptions>) => {
    const made = await exported(projectId, { format: 'rows', ties: 'keep', ...options })
    return { manifest: made.manifest, labels: (await rowsOf(made)).map(({ label }) => label) }
  }

  test('a tie makes no row unless it is asked for, and is counted', async () => {
    const { projectId } = await givenStudy()
    const dropped = await labels(projectId, { ties: 'drop' })
    expect(dropped.labels).toEqual(['a', 'a', 'c'])
    expect(dropped.manifest).toMatchObject({
      schema_version: 2,
      counts: { tasks_exported: 4, annotations_exported: 7, tasks_undecided: 1, ties: 1, rows_written: 3 },
      left_out: { not_annotated: 1 },
      class_balance: { a: 2, b: 0, c: 1 },
      position_bias: { n: 6, share_first: 1 / 6 },
    })
    expect((await labels(projectId, {})).labels).toEqual(['a', 'a', null, 'c'])
  })

  test('annotations outside the days or of other people fall out before annotators are counted', async () => {
    const { projectId, ann, ben } = await givenStudy()
    const early = await labels(projectId, { to: '2026-01-02' })
    expect(early.labels).toEqual(['a', 'a', 'a'])
    expect(early.manifest).toMatchObject({
      counts: { annotations_exported: 5 },
      left_out: { not_annotated: 1, no_answer_chosen: 1 },
      left_out_annotations: { after_last_day: 1, task_left_out: 1 },
    })
    const second = await labels(projectId, { from: '2026-01-02', to: '2026-01-02', minAnnotators: 2 })
    expect(second.manifest).toMatchObject({ counts: { tasks_exported: 0 }, left_out: { too_few_annotators: 3 } })
    const only = await labels(projectId, { labelersIn: [ben.id] })
    expect(only.labels).toEqual(['a', 'a', 'b'])
    const without = await labels(projectId, { labelersOut: [ann.id, ben.id] })
    expect(without.labels).toEqual(['c'])
    expect(without.manifest.left_out_annotations).toEqual({ task_left_out: 6 })
  })

  test('what excluded people said counts nowhere, and neither do batches that are no work', async () => {
    const { projectId, batch, ben, task } = await givenStudy()
    const standing = { projectId, labelerId: ben.id, reason: 'test', byWhom: 'system', since: new Date(0) }
    await db.labelerStanding.create({ data: { ...standing, state: 'paused' } })
    expect((await labels(projectId, {})).labels).toEqual(['a', 'a', null, 'c'])
    await db.labelerStanding.updateMany({ data: { state: 'excluded' } })
    const excluded = await labels(projectId, {})
    expect(excluded.labels).toEqual(['a', 'a', 'a', 'c'])
    expect(excluded.manifest.left_out_annotations).toEqual({ excluded_annotator: 3 })
    await db.batch.update({ where: { id: batch.id }, data: { kind: 'training' } })
    expect((await labels(projectId, {})).manifest).toMatchObject({
      counts: { tasks_exported: 0 },
      left_out: { not_work: 5 },
    })
    expect(task(0)).not.toBe('')
  })

  test('known answers are left out unless asked for', async () => {
    const { projectId, task } = await givenStudy()
    await db.task.update({ where: { id: task(0) }, data: { isGold: true } })
    expect((await labels(projectId, {})).manifest).toMatchObject({
      counts: { tasks_exported: 3 },
      left_out: { gold: 1 },
    })
    expect((await labels(projectId, { gold: 'include' })).manifest.counts.tasks_exported).toBe(4)
    expect((await labels(projectId, { gold: 'only' })).manifest).toMatchObject({
      counts: { tasks_exported: 1 },
      left_out: { not_gold: 3, not_annotated: 1 },
    })
  })

  test('a reviewer’s verdict goes before the votes, is all that counts, or does not count', async () => {
    const { projectId, batch, task, cy, accepted } = await givenStudy()
    await settled(task(2), batch.id, cy.id, 'b', accepted)
    await settled(task(0), batch.id, cy.id, 'c', null)
    const preferred = await exported(projectId, { format: 'rows', labelers: 'names' })
    const rows = await rowsOf(preferred)
    expect(rows.map(({ label, method, adjudicated }) => [label, method, adjudicated])).toEqual([
      ['c', 'adjudicated', true],
      ['a', 'majority', false],
      ['b', 'adjudicated', true],
      ['c', 'majority', false],
    ])
    expect(preferred.manifest).toMatchObject({
      counts: { tasks_adjudicated: 2 },
      snapshot_at: '2026-01-05T00:00:00.000Z',
    })
    expect((await labels(projectId, { adjudicated: 'only' })).manifest).toMatchObject({
      counts: { tasks_exported: 2 },
      left_out: { not_adjudicated: 2, not_annotated: 1 },
    })
    const ignored = await labels(projectId, { adjudicated: 'ignore' })
    expect(ignored.labels).toEqual(['a', 'a', null, 'c'])
    expect(ignored.manifest.annotations_digest).not.toBe(preferred.manifest.annotations_digest)
  })

  test('an answer less certain than asked falls out, one without a certainty too, and a settled one stays', async () => {
    const { projectId, batch, task, cy } = await givenStudy()
    expect((await labels(projectId, { minCertainty: 0.9 })).manifest.left_out).toMatchObject({ certainty_undefined: 1 })
    await givenVote(task(0), cy.id, 'b')
    expect((await labels(projectId, { minCertainty: 0.9 })).manifest.left_out).toMatchObject({ certainty_too_low: 1 })
    await settled(task(2), batch.id, cy.id, 'b', null)
    expect((await labels(projectId, { minCertainty: 0.9 })).labels).toEqual(['a', 'b', 'c'])
  })

  test('a way to one answer that needs all tasks sees all of them', async () => {
    const { projectId } = await givenStudy()
    const made = await exported(projectId, { format: 'rows', ties: 'keep', aggregation: 'fitted', minAnnotators: 2 })
    expect((await rowsOf(made)).map(({ method }) => method)).toEqual(Array(3).fill('fitted over 4'))
    expect(made.manifest.aggregation).toMatchObject({ name: 'fitted', notes: ['Did not converge.'] })
    await expect(createExport(system, projectId, { format: 'rows', aggregation: 'toString' })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('majority, fitted'),
    })
  })

  test('one row an annotation: ids lead to task and annotation, and are unique', async () => {
    const { projectId, task } = await givenStudy()
    const rows = await rowsOf(await exported(projectId, { format: 'rows', rows: 'annotation' }))
    expect(rows).toHaveLength(7)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(7)
    expect(rows.filter(({ id }) => String(id).startsWith(`${task(2)}:`)).map(({ label, n }) => [label, n])).toEqual([
      ['a', 1],
      ['b', 1],
    ])
  })

  test('personal data is replaced in texts and reasons and counted; tasks that are left out count nothing', async () => {
    const { projectId, task, ann } = await givenStudy()
    const payload = JSON.stringify({ text: 'Write to jane@mail.example, or +41 44 668 18 00.' })
    for (const index of [3, 4]) await db.taskContent.update({ where: { taskId: task(index) }, data: { payload } })
    await givenVote(task(3), ann.id, 'c', {}, 'as bob@mail.example says')
    const made = await exported(projectId, { format: 'rows', scrub: ['email', 'phone'] })
    const [row] = (await rowsOf(made)).filter((each) => each.task === task(3))
    expect(row).toMatchObject({
      text: 'Write to [EMAIL], or [PHONE].',
      votes: [{ why: null }, { why: 'as [EMAIL] says' }],
    })
    expect(made.manifest.scrubbed).toEqual({ replaced: { email: 2, phone: 1 }, tasks: 1 })
    expect((await bytesOf(made.id, 'all.zip')).includes('jane')).toBe(false)
    expect((await labels(projectId, {})).manifest.scrubbed).toBeNull()
  })

  test('of equal or nearly equal texts the first stays, and the reason says which', async () => {
    const { projectId, task } = await givenStudy()
    const long = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ')
    const texts = [long, `${long} more`, long]
    for (const [index, text] of texts.entries())
      await db.taskContent.update({ where: { taskId: task(index) }, data: { payload: JSON.stringify({ text }) } })
    expect((await labels(projectId, { duplicates: 'drop-exact' })).manifest).toMatchObject({
      counts: { tasks_exported: 3 },
      left_out: { duplicate: 1 },
    })
    expect((await labels(projectId, { duplicates: 'drop-near' })).manifest).toMatchObject({
      counts: { tasks_exported: 2 },
      left_out: { near_duplicate: 1, duplicate: 1 },
    })
  })
})
