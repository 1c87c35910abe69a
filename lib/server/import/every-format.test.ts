import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { system } from '../access/actor'
import { db } from '../db/db'
import { storeMedia } from '../media/store-media'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject } from '../testing/given'
import { importTasks } from './import-tasks'
import { zipOf } from './zip.fixture'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-import-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

const types = ['bounding-box', 'preference', 'ranking', 'sentiment', 'transcription'] as const

/** The demo's lines as CSV: text as it is, everything else as JSON in its cell. */
function asCsv(lines: Record<string, unknown>[]): string {
  const columns = [...new Set(lines.flatMap((line) => Object.keys(line)))]
  const cell = (value: unknown) => (value === undefined || typeof value === 'string' ? value : JSON.stringify(value))
  return stringify([columns, ...lines.map((line) => columns.map((column) => cell(line[column])))])
}

describeOnEachEngine('the formats of an import', (engine) => {
  beforeEach(() => freshDatabase(engine))

  test.each(types)('%s: the same lines give the same tasks as JSON Lines, JSON, CSV and zip', async (taskType) => {
    const text = await readFile(path.resolve('demo', `${taskType}.jsonl`), 'utf8')
    const lines: Record<string, unknown>[] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const spec = taskTypes[taskType]
    const project = await givenProject({ taskType, config: spec.defaultConfig })
    const media = new Set(lines.flatMap((line) => spec.media(spec.line.parse(line)).map(({ name }) => name)))
    for (const name of media) {
      await storeMedia(system, project.id, { name, stream: createReadStream(path.resolve('demo', name)) })
    }
    const bodies: [string, string | Uint8Array][] = [
      ['application/x-ndjson', text],
      ['application/json', JSON.stringify(lines, null, 1)],
      ['text/csv; charset=utf-8', asCsv(lines)],
      ['application/zip', zipOf([{ name: 'tasks.jsonl', content: text }])],
    ]
    const stored: unknown[] = []
    for (const [contentType, content] of bodies) {
      const batch = await givenBatch({ projectId: project.id, tasks: 0 })
      const body =
        new Response(typeof content === 'string' ? content : new Uint8Array(content)).body ?? new ReadableStream()
      expect(await importTasks(system, batch.id, { body, contentType })).toMatchObject({
        imported: lines.length,
        rejectedCount: 0,
      })
      stored.push(
        await db.task.findMany({
          where: { batchId: batch.id },
          orderBy: { externalId: 'asc' },
          select: {
            externalId: true,
            title: true,
            isGold: true,
            content: { select: { payload: true, meta: true, gold: true } },
          },
        }),
      )
    }
    for (const other of stored.slice(1)) expect(other).toEqual(stored[0])
  })
})
