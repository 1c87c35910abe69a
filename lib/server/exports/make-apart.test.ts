import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { now } from '../clock'
import { db } from '../db/db'
import { newId } from '../ids'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { ExportFolder, exportFolder } from './export-folder'
import { type ExportOptions, exportOptionsSchema } from './export-options'
import { type ExportPrograms, madeBy } from './make-apart'
import { type ExportWatch, makeExport } from './make-export'
import type { Manifest } from './manifest-schema'

let folder = ''
let programs: ExportPrograms = { export: '', rows: '' }

/** Bundled as the server's programs are, inside the repository, so that packages are found. */
beforeAll(async () => {
  process.env.CONCORD_DATA = await mkdtemp(path.join(tmpdir(), 'concord-apart-'))
  folder = await mkdtemp(path.join(path.resolve('.'), 'node_modules', '.export-'))
  const entryPoints = { export: 'lib/server/exports/export-program.ts', rows: 'lib/server/exports/row-thread.ts' }
  await build({
    absWorkingDir: path.resolve('.'),
    entryPoints,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    packages: 'external',
    alias: { 'server-only': path.resolve('test', 'empty.ts'), '@': path.resolve('.') },
    loader: { '.css': 'empty' },
    logLevel: 'error',
  })
  programs = { export: path.join(folder, 'export.mjs'), rows: path.join(folder, 'rows.mjs') }
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await rm(process.env.CONCORD_DATA ?? '', { recursive: true })
})

const unwatched: ExportWatch = { total: async () => {}, progress: async () => {} }

/** Some steps of texts, one of them with an address in it, two people of one name, one who disagrees here and there. */
async function givenLabeledTexts(texts: number): Promise<string> {
  const { id: projectId } = await givenProject({ taskType: 'sentiment', config: taskTypes.sentiment.defaultConfig })
  const tasks = Array.from({ length: texts }, (_, i) => ({
    text: `Text ${i}, “héllo” 🙂 =1+1 ${'long '.repeat(i % 7)}m${i}@example.org`,
  }))
  const { id: batchId, taskIds } = await givenBatch({ projectId, tasks, overlap: 2 })
  const people = [await givenUser({ name: 'Ann' }), await givenUser({ name: 'Ann' })]
  const versions = { configVersion: 1, guidelinesVersion: 0 }
  const answers = taskIds.flatMap((taskId, i) =>
    people.slice(0, 1 + (i % 2)).map((person, turn) => ({
      id: newId(),
      taskId,
      labelerId: person.id,
      label: (i * 7 + turn * (i % 5 === 0 ? 1 : 0)) % 2 === 0 ? 'positive' : 'negative',
    })),
  )
  await db.assignment.createMany({
    data: answers.map(({ id, taskId, labelerId }) => ({
      id,
      taskId,
      labelerId,
      state: 'submitted',
      claimedAt: now(),
      seed: 1,
      ...versions,
    })),
  })
  await db.annotation.createMany({
    data: answers.map(({ id, taskId, labelerId, label }) => ({
      assignmentId: id,
      taskId,
      labelerId,
      batchId,
      answer: JSON.stringify({ label }),
      displayOrder: '[]',
      timeSpentMs: 900,
      createdAt: now(),
      updatedAt: now(),
      ...versions,
    })),
  })
  return projectId
}

async function ordered(projectId: string, options: ExportOptions) {
  const order = { id: randomBytes(6).toString('hex'), projectId, filters: exportOptionsSchema.parse(options) }
  const way = new ExportFolder(order.id)
  await way.begin()
  return { order, place: way.path }
}

async function filesOf(place: string): Promise<Record<string, string>> {
  const names = await readdir(place, { recursive: true, withFileTypes: true })
  const files = names.filter((name) => name.isFile()).map((name) => path.join(name.parentPath, name.name))
  const pairs = files.map(async (file) => [path.relative(place, file), (await readFile(file)).toString('latin1')])
  return Object.fromEntries(await Promise.all(pairs))
}

async function both(projectId: string, options: ExportOptions) {
  const here = await ordered(projectId, options)
  const apart = await ordered(projectId, options)
  const manifest: Manifest = await makeExport(here.order, unwatched)
  const other = await madeBy(programs, apart.order, unwatched)
  return { manifest, other, files: await filesOf(here.place), otherFiles: await filesOf(apart.place) }
}

describeOnEachEngine('an export made by a program of its own', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test.each([
    { format: 'labels', form: 'jsonl', labelers: 'names' },
    { format: 'raw', form: 'csv', shardRows: 100, scrub: ['email'] },
    { format: 'labels', form: 'jsonl', split: { train: 0.6, validation: 0.2, test: 0.2 }, aggregation: 'dawid-skene' },
    { format: 'labels', form: 'csv', rows: 'annotation', duplicates: 'drop-near', minAnnotators: 2 },
    { format: 'labels', layout: 'huggingface' },
  ] satisfies ExportOptions[])('has the same bytes, on several threads too: %o', async (options) => {
    const projectId = await givenLabeledTexts(450)
    const { manifest, other, files, otherFiles } = await both(projectId, options)
    expect(manifest.counts.tasks_exported).toBeGreaterThan(options.duplicates || options.minAnnotators ? 0 : 449)
    expect(other).toEqual(manifest)
    expect(Object.keys(files).length).toBeGreaterThan(2)
    expect(otherFiles).toEqual(files)
  })

  test('tells how many tasks it reads and how far it is, and is gone when it is stopped', async () => {
    const projectId = await givenLabeledTexts(450)
    const { order, place } = await ordered(projectId, { format: 'labels' })
    const total = vi.fn(async () => {})
    const stopped = new Error('stopped')
    const watch = { total, progress: vi.fn(async () => Promise.reject(stopped)) }
    await expect(madeBy(programs, order, watch)).rejects.toBe(stopped)
    expect(total).toHaveBeenCalledWith(450)
    const { mtimeMs } = await stat(place)
    await expect(stat(path.join(place, 'manifest.json'))).rejects.toThrow('ENOENT')
    expect((await stat(place)).mtimeMs).toBe(mtimeMs)
    await expect(stat(exportFolder(order.id))).rejects.toThrow('ENOENT')
  })

  test('says why it cannot, in the words that it would have here', async () => {
    const projectId = await givenLabeledTexts(2)
    const { order } = await ordered(projectId, { format: 'labels', batchIds: ['gone'] })
    await expect(madeBy(programs, order, unwatched)).rejects.toThrow('The project has no batch “gone”.')
    await expect(
      madeBy(
        { ...programs, rows: programs.export },
        { ...order, filters: { ...order.filters, batchIds: null } },
        unwatched,
      ),
    ).rejects.toThrow()
  })
})
