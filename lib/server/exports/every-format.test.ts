import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { AnyTaskType, StoredMedia } from '@/lib/core/task-type'
import { taskTypes } from '@/lib/task-types/registry'
import { system } from '../access/actor'
import { givenAnswer } from '../agreement/answers.fixture'
import { now } from '../clock'
import { db } from '../db/db'
import { mediaStore } from '../media/media-store'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { createExport } from './create-export'
import type { ExportOptions } from './export-options'
import { exportFile, readExport } from './read-export'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-formats-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

const bytes = 'the bytes of an image or a recording'

/** Media of samples are made up: their bytes are too. */
async function givenMedia(projectId: string, { id, name, sha256, mime }: StoredMedia) {
  const known = await db.media.findUnique({ where: { id } })
  if (known !== null) return
  await db.media.create({ data: { id, projectId, name, sha256, mime, bytes: bytes.length, createdAt: now() } })
  const incoming = await mediaStore().incomingFolder()
  await writeFile(path.join(incoming, 'file'), bytes)
  await mediaStore().put(sha256, path.join(incoming, 'file'))
}

/** The samples of a type as tasks, each answered by two people. */
async function givenSamples(taskType: keyof typeof taskTypes) {
  const spec = taskTypes[taskType]
  const [first] = spec.samples
  const samples = spec.samples.filter(({ config }) => JSON.stringify(config) === JSON.stringify(first?.config))
  const project = await givenProject({ taskType, config: first?.config })
  const payloads = samples.map(({ line, media }) => spec.store(line, new Map(Object.entries(media))))
  const batch = await givenBatch({ projectId: project.id, tasks: payloads, overlap: 3 })
  for (const media of payloads.flatMap((payload) => spec.mediaOf(payload))) await givenMedia(project.id, media)
  const people = [await givenUser(), await givenUser()]
  const given: unknown[] = []
  for (const [index, { answers, config }] of samples.entries()) {
    for (const [turn, person] of people.entries()) {
      const answer = spec.answerFor(payloads[index], config).parse(answers[turn % answers.length])
      given.push(answer)
      await givenAnswer(batch.taskIds[index] ?? '', person.id, answer)
    }
  }
  return { project, spec, given }
}

const finished = (id: string) =>
  vi.waitUntil(
    async () => {
      const view = await readExport(system, id)
      return view.state === 'done' || view.state === 'failed' ? view : false
    },
    { timeout: 20_000, interval: 20 },
  )

/** Every format in every form it has, and as a dataset folder with its media. */
function wishesOf(spec: AnyTaskType): ExportOptions[] {
  return Object.entries(spec.exporters).flatMap(([format, exporter]): ExportOptions[] => {
    if (!('rows' in exporter)) return [{ format }]
    const forms = exporter.forms.map((form) => ({ format, form }))
    const isTable = exporter.forms.includes('parquet')
    return isTable ? [...forms, { format, layout: 'huggingface', includeMedia: true }] : forms
  })
}

/** Reads a file as the tools that take it would. */
const readers: Record<string, (text: string) => unknown> = {
  '.jsonl': (text) => text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)])),
  '.json': (text) => JSON.parse(text),
  '.csv': (text) => parse(text, { columns: true }),
  '.vtt': (text) => expect(text).toMatch(/^WEBVTT\n/),
}

const types = ['bounding-box', 'preference', 'ranking', 'sentiment', 'transcription'] as const

describeOnEachEngine('every format of every type', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test.each(types)(
    '%s: files can be read, their digests hold, and the archive has every answer as it was given',
    async (taskType) => {
      const { project, spec, given } = await givenSamples(taskType)
      for (const { format, ...more } of wishesOf(spec)) {
        const { id } = await createExport(system, project.id, { format, ...more })
        const view = await finished(id)
        expect(view, format).toMatchObject({ state: 'done', error: null })
        expect(view.manifest?.counts, format).toMatchObject({ annotations_exported: given.length })
        expect(view.manifest?.agreement?.n_pairable, format).toBe(given.length)
        const rows: unknown[] = []
        for (const { name, sha256 } of view.manifest?.files ?? []) {
          const { stream } = await exportFile(system, id, name)
          const bytes = Buffer.from(await new Response(stream).arrayBuffer())
          expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
          const content = readers[path.extname(name)]?.(bytes.toString('utf8'))
          if (Array.isArray(content)) rows.push(...content)
        }
        if (format !== 'raw' || more.form !== 'jsonl') continue
        const answers = rows.map((row) =>
          typeof row === 'object' && row !== null && 'answer' in row ? row.answer : null,
        )
        expect(answers.map((answer) => JSON.stringify(answer)).toSorted()).toEqual(
          given.map((answer) => JSON.stringify(answer)).toSorted(),
        )
      }
    },
  )
})
