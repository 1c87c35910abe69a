import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { taskTypes } from '@/lib/task-types/registry'
import { system } from '../access/actor'
import { givenAnswer } from '../agreement/answers.fixture'
import { db } from '../db/db'
import { storeMedia } from '../media/store-media'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { cancelExport, createExport } from './create-export'
import type { ExportOptions } from './export-options'
import { previewExport } from './preview-export'
import { deleteExport, exportFile, exportFileResponse, listExports, readExport } from './read-export'
import { resumeExports } from './run-export'
import { openSnapshot } from './snapshot'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-export-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

const finished = (id: string) =>
  vi.waitUntil(
    async () => {
      const view = await readExport(system, id)
      return ['done', 'failed', 'cancelled'].includes(view.state) ? view : false
    },
    { timeout: 20_000, interval: 20 },
  )

async function exported(projectId: string, options: ExportOptions) {
  const { id } = await createExport(system, projectId, options)
  const view = await finished(id)
  expect(view).toMatchObject({ state: 'done', error: null })
  return view
}

async function bytesOf(id: string, name: string) {
  const { stream } = await exportFile(system, id, name)
  return Buffer.from(await new Response(stream).arrayBuffer())
}

async function rowsOf(id: string, name: string): Promise<Record<string, unknown>[]> {
  const lines = (await bytesOf(id, name)).toString().trimEnd().split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line))
}

/** Four texts: two agree, one is disputed, one has one answer; a fifth has none. */
async function givenStudy() {
  const project = await givenProject({ taskType: 'sentiment', config: taskTypes.sentiment.defaultConfig })
  const batch = await givenBatch({ projectId: project.id, tasks: 5, overlap: 3 })
  const ann = await givenUser({ name: 'Ann Example' })
  const ben = await givenUser({ name: 'Ben Example' })
  const answers: [number, string, string][] = [
    [0, ann.id, 'positive'],
    [0, ben.id, 'positive'],
    [1, ann.id, 'negative'],
    [1, ben.id, 'negative'],
    [2, ann.id, 'positive'],
    [2, ben.id, 'negative'],
    [3, ann.id, 'neutral'],
  ]
  for (const [task, labeler, label] of answers) await givenAnswer(batch.taskIds[task] ?? '', labeler, { label })
  return { project, batch, ann, ben }
}

describeOnEachEngine('exports', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test('every answer is in the archive, the manifest counts them and its digests are those of the files', async () => {
    const { project } = await givenStudy()
    const view = await exported(project.id, { format: 'raw' })
    expect(view.manifest).toMatchObject({
      format: 'raw',
      counts: { tasks_exported: 4, annotations_exported: 7, annotators_exported: 2 },
      left_out: { not_annotated: 1 },
      agreement: { measure: 'krippendorff-alpha', n_items: 3, n_pairable: 6 },
    })
    expect(view.manifest?.files.length).toBeGreaterThan(0)
    for (const { name, bytes, sha256 } of view.manifest?.files ?? []) {
      const content = await bytesOf(view.id, name)
      expect(content.length).toBe(bytes)
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256)
    }
    const rows = await rowsOf(view.id, view.manifest?.files[0]?.name ?? '')
    expect(rows).toHaveLength(7)
    expect(JSON.parse((await bytesOf(view.id, 'manifest.json')).toString())).toEqual(view.manifest)
  })

  test('all.zip holds the manifest and every file, byte for byte, and the same answers give the same zip', async () => {
    const { project } = await givenStudy()
    const view = await exported(project.id, { format: 'raw' })
    const zip = await fromBufferPromise(await bytesOf(view.id, 'all.zip'))
    const names: string[] = []
    for await (const entry of zip.eachEntry()) {
      names.push(entry.fileName)
      expect(await text(await zip.openReadStreamPromise(entry))).toBe(
        (await bytesOf(view.id, entry.fileName)).toString(),
      )
    }
    expect(names).toEqual(['manifest.json', ...(view.manifest?.files.map(({ name }) => name) ?? [])])
    const again = await exported(project.id, { format: 'raw' })
    expect(again.manifest?.files).toEqual(view.manifest?.files)
  })

  test('filters leave out what they say, and the manifest says how much', async () => {
    const { project, batch } = await givenStudy()
    const agreed = await exported(project.id, { format: 'raw', minAgreement: 0.5, batchIds: [batch.id] })
    expect(agreed.manifest).toMatchObject({
      counts: { tasks_exported: 2 },
      left_out: { not_annotated: 1, agreement_too_low: 1, agreement_undefined: 1 },
    })
    const doubled = await exported(project.id, { format: 'raw', minAnnotators: 2 })
    expect(doubled.manifest).toMatchObject({ counts: { tasks_exported: 3 }, left_out: { too_few_annotators: 1 } })
    await expect(createExport(system, project.id, { format: 'coco' })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(createExport(system, project.id, { format: 'toString' })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(createExport(system, project.id, { format: 'raw', batchIds: ['other'] })).rejects.toMatchObject({
      code: 'bad-input',
    })
  })

  test('people stand under a pseudonym that holds for their project only, and under their name only when an admin asks', async () => {
    const { project, ann } = await givenStudy()
    const annotators = async (options: Partial<ExportOptions>) => {
      const view = await exported(project.id, { format: 'raw', ...options })
      const rows = await rowsOf(view.id, view.manifest?.files[0]?.name ?? '')
      return [...new Set(rows.map(({ annotator }) => annotator))]
    }
    const first = await annotators({})
    expect(first).toEqual([expect.stringMatching(/^annotator-/), expect.stringMatching(/^annotator-/)])
    expect(await annotators({})).toEqual(first)
    expect((await annotators({ labelers: 'names' })).toSorted()).toEqual(['Ann Example', 'Ben Example'])
    expect(await annotators({ labelers: 'none' })).toEqual([''])
    const other = await givenStudy()
    await givenAnswer(other.batch.taskIds[4] ?? '', ann.id, { label: 'neutral' })
    const view = await exported(other.project.id, { format: 'raw' })
    const rows = await rowsOf(view.id, view.manifest?.files[0]?.name ?? '')
    expect(rows.map(({ annotator }) => annotator).filter((name) => first.includes(name))).toEqual([])
  })

  test('answers given, changed or taken back while an export is made change nothing in it', async () => {
    const { project, batch, ann, ben } = await givenStudy()
    const tasks = Array.from({ length: 450 }, (_, i) => ({ text: `More ${i}` }))
    const more = await givenBatch({ projectId: project.id, tasks, overlap: 2 })
    const first = await givenAnswer(more.taskIds[0] ?? '', ann.id, { label: 'positive' })
    const snapshot = await openSnapshot()
    const answers: string[] = []
    const change = async () => {
      await givenAnswer(more.taskIds.at(-1) ?? '', ben.id, { label: 'negative' })
      await givenAnswer(batch.taskIds[4] ?? '', ann.id, { label: 'positive' })
      await db.annotation.update({ where: { assignmentId: first }, data: { answer: '{"label":"negative"}' } })
      await db.assignment.updateMany({ where: { labelerId: ben.id }, data: { state: 'skipped' } })
      await db.task.delete({ where: { id: more.taskIds[5] ?? '' } })
    }
    let steps = 0
    let seen = 0
    for (const batchId of [batch.id, more.id]) {
      for await (const step of snapshot.tasks(batchId)) {
        if (steps === 0) await change()
        steps += 1
        seen += step.length
        answers.push(...step.flatMap(({ annotations }) => annotations.map(({ answer }) => answer)))
      }
    }
    await snapshot.close()
    expect(seen).toBe(455)
    expect(answers.toSorted()).toEqual(
      ['negative', 'negative', 'negative', 'neutral', 'positive', 'positive', 'positive', 'positive'].map((label) =>
        JSON.stringify({ label }),
      ),
    )
    const view = await exported(project.id, { format: 'raw' })
    expect(view.manifest?.counts.annotations_exported).toBe(6)
  })

  test('media go along when asked, under safe names that the rows carry', async () => {
    const spec = taskTypes['bounding-box']
    const project = await givenProject({ taskType: 'bounding-box', config: spec.defaultConfig })
    const stream = Readable.from([
      await (await import('node:fs/promises')).readFile(path.resolve('demo/images/chelsea.png')),
    ])
    const image = await storeMedia(system, project.id, { name: '../up/chelsea.png', stream })
    const batch = await givenBatch({ projectId: project.id, tasks: [{ image }] })
    const ann = await givenUser()
    await givenAnswer(batch.taskIds[0] ?? '', ann.id, { boxes: [{ label: 'Animal', x: 1, y: 1, width: 9, height: 9 }] })
    const view = await exported(project.id, { format: 'coco', includeMedia: true })
    const names = view.manifest?.files.map(({ name }) => name) ?? []
    expect(names).toContain('media/up/chelsea.png')
    const documents = await Promise.all(
      names.filter((name) => name.endsWith('.json')).map(async (name) => (await bytesOf(view.id, name)).toString()),
    )
    expect(documents.some((document) => document.includes('"media/up/chelsea.png"'))).toBe(true)
    expect(
      createHash('sha256')
        .update(await bytesOf(view.id, 'media/up/chelsea.png'))
        .digest('hex'),
    ).toBe(image.sha256)
  })

  test('an interrupted export is made at the next start; a cancelled or deleted one leaves no file', async () => {
    const { project } = await givenStudy()
    const view = await exported(project.id, { format: 'raw' })
    await db.export.update({ where: { id: view.id }, data: { state: 'running', manifest: null } })
    await resumeExports()
    expect((await finished(view.id)).manifest?.files).toEqual(view.manifest?.files)
    await deleteExport(system, view.id)
    const gone = await readExport(system, view.id)
    expect(gone).toMatchObject({ state: 'done', files: [], manifest: { files: view.manifest?.files } })
    await expect(exportFile(system, view.id, 'all.zip')).rejects.toMatchObject({ code: 'not-found' })

    const { id } = await createExport(system, project.id, { format: 'raw' })
    await cancelExport(system, id).catch((error) => expect(error).toMatchObject({ code: 'conflict' }))
    const ended = await finished(id)
    // Exports take turns: when the next one is through, nothing of the cancelled one is left to do.
    await exported(project.id, { format: 'raw' })
    if (ended.state === 'cancelled') expect((await readdir(path.join(folder, 'exports'))).join()).not.toContain(id)
  })

  test('a preview shows the first rows and makes no export', async () => {
    const { project } = await givenStudy()
    const preview = await previewExport(system, project.id, { format: 'raw' })
    expect(preview).toMatchObject({ tasks: 4, leftOut: { not_annotated: 1 } })
    expect(preview.files[0]?.text.split('\n')[0]).toContain('annotator')
    expect(await db.export.count()).toBe(0)
  })

  test('who may export and read exports is as the table of rights says', async () => {
    const { project } = await givenStudy()
    const manager = await givenUser({ role: 'manager' })
    const labeler = await givenUser({ role: 'labeler' })
    await db.member.create({ data: { projectId: project.id, userId: manager.id, role: 'manager' } })
    const { id } = await createExport(manager.actor, project.id, { format: 'raw' })
    await finished(id)
    await expect(createExport(manager.actor, project.id, { format: 'raw', labelers: 'names' })).rejects.toMatchObject({
      status: 403,
    })
    await expect(createExport(labeler.actor, project.id, { format: 'raw' })).rejects.toMatchObject({ status: 403 })
    await expect(readExport(labeler.actor, id)).rejects.toMatchObject({ status: 404 })
    await expect(exportFile(labeler.actor, id, 'all.zip')).rejects.toMatchObject({ status: 404 })
    expect((await listExports(manager.actor, project.id)).exports).toHaveLength(1)
    const response = await exportFileResponse(manager.actor, id, 'all.zip')
    expect(response.headers.get('content-disposition')).toContain('attachment; filename="all.zip"')
    await response.body?.cancel()
    for (const name of ['../../secrets.json', 'nothing.txt', '', '..']) {
      await expect(exportFile(manager.actor, id, name)).rejects.toMatchObject({ code: 'not-found' })
    }
    expect(await db.auditEvent.count({ where: { action: 'export.create' } })).toBe(1)
  })
})
