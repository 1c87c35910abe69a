import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { system } from '../access/actor'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { createExport } from './create-export'
import { ExportFolder } from './export-folder'
import { type ExportOptions, exportOptionsSchema } from './export-options'
import { givenStudy, givenVote } from './export-study.fixture'
import { bytesOf, exported, rowsOf } from './exports.fixture'
import { makeExport } from './make-export'
import { previewExport } from './preview-export'

vi.mock('@/lib/task-types/registry', () => import('./fake-exports.fixture'))

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-files-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

describeOnEachEngine('files of an export', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test('splits lie in folders, together they are the whole, and a layout that knows splits places them itself', async () => {
    const { projectId } = await givenStudy()
    const split = { train: 0.5, test: 0.5, seed: 'one' }
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

  test('a split that gets no row has no file and no place in the card of a dataset folder, so that the folder loads', async () => {
    const { projectId } = await givenStudy()
    const split = { train: 1 - 1e-9, test: 1e-9, seed: 'one' }
    const made = await exported(projectId, { format: 'rows', layout: 'huggingface', split })
    const names = made.manifest.files.map(({ name }) => name).filter((name) => name.startsWith('data/'))
    expect(names).toEqual(['data/train-00000-of-00001.parquet'])
    expect((await bytesOf(made.id, 'README.md')).toString()).not.toContain('data/test-')
  })

  test('a dataset folder has card, Croissant, Parquet by split and the guidelines; other formats and forms are refused', async () => {
    const { projectId } = await givenStudy()
    await db.annotation.updateMany({ data: { guidelinesVersion: 2 } })
    const text = { projectId, note: '', createdAt: new Date(0) }
    await db.guidelines.createMany({ data: [1, 2].map((version) => ({ ...text, version, markdown: `# v${version}` })) })
    const split = { train: 0.5, test: 0.5, seed: 'one' }
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
  test('a preview whose time is up shows its first rows and says that it did not see all', async () => {
    const project = await givenProject({ taskType: 'sentiment' })
    const batch = await givenBatch({ projectId: project.id, tasks: 450 })
    const ann = await givenUser()
    for (const id of batch.taskIds.slice(0, 10)) await givenVote(id, ann.id, 'a')
    let time = performance.now()
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (time += 1500))
    const preview = await previewExport(system, project.id, { format: 'rows', split: { train: 0.5, test: 0.5 } })
    clock.mockRestore()
    expect(preview).toMatchObject({ isComplete: false, isPlanned: false, tasksTotal: 450 })
    expect(preview.tasksRead).toBeLessThan(450)
    expect(preview.files[0]?.text).toContain('"label"')
  })

  test('an export that is stopped while it looks for splits has written nothing', async () => {
    const project = await givenProject({ taskType: 'sentiment' })
    const batch = await givenBatch({ projectId: project.id, tasks: 250 })
    const ann = await givenUser()
    for (const id of batch.taskIds.slice(0, 5)) await givenVote(id, ann.id, 'a')
    const filters = exportOptionsSchema.parse({ format: 'rows', split: { train: 0.5, test: 0.5 } })
    const folder = new ExportFolder('stopped-early')
    await folder.begin()
    const heard: number[] = []
    const progress = async (share: number) => {
      heard.push(share)
      if (share > 0) throw new Error('stopped')
    }
    const watch = { total: async () => {}, progress }
    const made = makeExport({ id: 'stopped-early', projectId: project.id, filters }, watch)
    await expect(made).rejects.toThrow('stopped')
    expect(heard.at(-1)).toBeLessThan(0.5)
    expect(await readdir(folder.path)).toEqual([])
    await folder.remove()
  })
})
