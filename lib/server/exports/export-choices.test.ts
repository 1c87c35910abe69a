import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { system } from '../access/actor'
import { givenAnswer } from '../agreement/answers.fixture'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { createExport } from './create-export'
import type { ExportOptions } from './export-options'
import { bytesOf, exported, rowsOf } from './exports.fixture'
import { previewExport } from './preview-export'

vi.mock('@/lib/task-types/registry', () => import('./fake-exports.fixture'))

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-choices-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

const day = (date: string) => ({ at: new Date(`${date}T12:00:00.000Z`) })

async function givenVote(taskId: string, labelerId: string, label: string, { at }: { at?: Date } = {}, why?: string) {
  const id = await givenAnswer(taskId, labelerId, why === undefined ? { label } : { label, why }, { order: [1, 0] })
  if (at !== undefined)
    await db.annotation.update({ where: { assignmentId: id }, data: { createdAt: at, updatedAt: at } })
  return id
}

/** Five texts: Ann and Ben agree on the first two, are tied on the third, Cy alone answered the fourth, nobody the fifth. */
async function givenStudy() {
  const project = await givenProject({ taskType: 'sentiment' })
  const batch = await givenBatch({ projectId: project.id, tasks: 5, overlap: 3 })
  const [ann, ben, cy] = [
    await givenUser({ name: 'Ann' }),
    await givenUser({ name: 'Ben' }),
    await givenUser({ name: 'Cy' }),
  ]
  const task = (index: number) => batch.taskIds[index] ?? ''
  for (const index of [0, 1]) {
    await givenVote(task(index), ann.id, 'a', day('2026-01-01'))
    await givenVote(task(index), ben.id, 'a', day('2026-01-02'))
  }
  await givenVote(task(2), ann.id, 'a', day('2026-01-02'))
  const accepted = await givenVote(task(2), ben.id, 'b', day('2026-01-03'))
  await givenVote(task(3), cy.id, 'c', day('2026-01-03'))
  return { projectId: project.id, batch, ann, ben, cy, task, accepted }
}

async function settled(taskId: string, batchId: string, reviewerId: string, label: string, acceptedId: string | null) {
  const at = new Date('2026-01-05T00:00:00.000Z')
  const how = acceptedId === null ? 'anew' : 'accepted'
  const data = {
    taskId,
    batchId,
    reviewerId,
    how,
    acceptedId,
    answer: JSON.stringify({ label }),
    note: 'ask me',
    createdAt: at,
    updatedAt: at,
  }
  await db.adjudication.create({ data })
}

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
    expect(made.manifest.aggregation).toMatchObject({ name: 'fitted', label: 'Fitted' })
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

  test('splits lie in folders, together they are the whole, and a layout that knows splits places them itself', async () => {
    const { projectId } = await givenStudy()
    const split = { train: 0.5, test: 0.5, seed: 's' }
    const made = await exported(projectId, { format: 'rows', ties: 'keep', split })
    expect(made.manifest.files.map(({ name }) => name)).toEqual(['test/rows.jsonl', 'train/rows.jsonl'])
    expect(await rowsOf(made)).toHaveLength(4)
    const { test: tested, train } = made.manifest.splits ?? {}
    expect((tested?.tasks ?? 0) + (train?.tasks ?? 0)).toBe(4)
    const files = await exported(projectId, { format: 'files', split })
    expect(files.manifest.files.map(({ name }) => name)).toEqual(['test/all.txt', 'train/all.txt'])
    expect(files.manifest).toMatchObject({ counts: { tasks_exported: 4 }, left_out: { not_annotated: 1 }, form: null })
    const own = await exported(projectId, { format: 'own', split })
    expect(own.manifest.files.map(({ name }) => name)).toEqual(['all.txt'])
    expect(own.manifest.splits).toEqual({
      train: { tasks: train?.tasks, rows: null },
      test: { tasks: tested?.tasks, rows: null },
    })
  })

  test('many rows are several files with their number in their name, and none is lost', async () => {
    const project = await givenProject({ taskType: 'sentiment' })
    const batch = await givenBatch({ projectId: project.id, tasks: 250 })
    const ann = await givenUser()
    for (const id of batch.taskIds) await givenVote(id, ann.id, 'a')
    for (const form of ['jsonl', 'csv', 'parquet'] as const) {
      const made = await exported(project.id, { format: 'rows', form, shardRows: 100 })
      expect(made.manifest.files.map(({ name }) => name)).toEqual(
        [0, 1, 2].map((shard) => `rows-0000${shard}-of-00003.${form}`),
      )
      if (form !== 'csv') expect(new Set((await rowsOf(made)).map(({ task }) => task)).size).toBe(250)
      expect(made.manifest.counts.rows_written).toBe(250)
    }
  })

  test('the three forms hold the same rows', async () => {
    const { projectId } = await givenStudy()
    const [jsonl, parquet] = [
      await rowsOf(await exported(projectId, { format: 'rows', ties: 'keep' })),
      await rowsOf(await exported(projectId, { format: 'rows', ties: 'keep', form: 'parquet' })),
    ]
    expect(parquet.map((row) => ({ ...row, n: Number(row.n) }))).toEqual(jsonl)
    const made = await exported(projectId, { format: 'rows', ties: 'keep', form: 'csv' })
    const text = (await bytesOf(made.id, 'rows.csv')).toString()
    expect(text.split('\n')[0]).toBe('id,task,text,label,method,certainty,n,split,adjudicated,votes')
    expect(text.trimEnd().split('\n')).toHaveLength(1 + jsonl.length)
  })

  test('a dataset folder has card, Croissant, Parquet by split and the guidelines; other formats and forms are refused', async () => {
    const { projectId } = await givenStudy()
    await db.annotation.updateMany({ data: { guidelinesVersion: 2 } })
    const text = { projectId, note: '', createdAt: new Date(0) }
    await db.guidelines.createMany({ data: [1, 2].map((version) => ({ ...text, version, markdown: `# v${version}` })) })
    const split = { train: 0.5, test: 0.5 }
    const options = { format: 'rows', layout: 'huggingface', split, licence: 'CC-BY-4.0', language: 'en' } as const
    const made = await exported(projectId, options)
    expect(made.manifest.files.map(({ name }) => name)).toEqual([
      'README.md',
      'croissant.json',
      'data/test-00000-of-00001.parquet',
      'data/train-00000-of-00001.parquet',
      'guidelines.md',
    ])
    expect((await bytesOf(made.id, 'guidelines.md')).toString()).toBe('# v2')
    const card = (await bytesOf(made.id, 'README.md')).toString()
    for (const words of [
      'license: "cc-by-4.0"',
      'path: "data/train-*"',
      'Guidelines version 2.',
      '3 people gave 7 annotations',
    ])
      expect(card).toContain(words)
    expect((await rowsOf(made)).map(({ label }) => Number(label))).toEqual([0, 0, 2])
    for (const wrong of [{ format: 'files' }, { form: 'csv' }, { format: 'only' }] as const)
      await expect(createExport(system, projectId, { ...options, ...wrong })).rejects.toMatchObject({
        code: 'bad-input',
      })
    await expect(createExport(system, projectId, { format: 'only', form: 'parquet' })).rejects.toThrow(/jsonl only/)
    await expect(createExport(system, projectId, { format: 'files', form: 'csv' })).rejects.toThrow(/no other form/)
  })

  test('the same answers and choices give the same bytes, manifest and zip too; one more answer does not', async () => {
    const { projectId, task, cy } = await givenStudy()
    const split = { train: 0.6, validation: 0.2, test: 0.2 }
    const wishes: ExportOptions[] = [
      { format: 'rows', layout: 'huggingface', split, scrub: ['email'], duplicates: 'drop-near' },
      { format: 'rows', form: 'csv', rows: 'annotation', aggregation: 'fitted' },
      { format: 'own', split },
    ]
    for (const wish of wishes) {
      const [one, two] = [await exported(projectId, wish), await exported(projectId, wish)]
      for (const name of ['manifest.json', 'all.zip', ...one.manifest.files.map((file) => file.name)])
        expect((await bytesOf(one.id, name)).equals(await bytesOf(two.id, name)), name).toBe(true)
    }
    const before = await exported(projectId, { format: 'rows' })
    await givenVote(task(4), cy.id, 'a')
    const after = await exported(projectId, { format: 'rows' })
    expect(after.manifest.annotations_digest).not.toBe(before.manifest.annotations_digest)
    expect(after.manifest.files[0]?.sha256).not.toBe(before.manifest.files[0]?.sha256)
  })

  test('a preview counts over all tasks what the export then holds, and shows its first rows', async () => {
    const { projectId } = await givenStudy()
    const options: ExportOptions = {
      format: 'rows',
      split: { train: 0.5, test: 0.5 },
      scrub: ['email'],
      minAnnotators: 2,
    }
    const preview = await previewExport(system, projectId, options)
    const { manifest } = await exported(projectId, options)
    expect(preview).toMatchObject({
      tasks: manifest.counts.tasks_exported,
      annotations: manifest.counts.annotations_exported,
      annotators: manifest.counts.annotators_exported,
      rows: manifest.counts.rows_written,
      leftOut: manifest.left_out,
      leftOutAnnotations: manifest.left_out_annotations,
      counts: { ties: 1 },
      tasksRead: 5,
      tasksTotal: 5,
      isComplete: true,
      isPlanned: true,
    })
    expect(preview.files.map(({ name }) => name).toSorted()).toEqual(['test/rows.jsonl', 'train/rows.jsonl'])
    const files = await previewExport(system, projectId, { format: 'files' })
    expect(files).toMatchObject({ tasks: 4, rows: null, files: [{ name: 'all.txt' }] })
  })
})
