import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Column, Row } from '@/lib/core/export/contract'
import { taskTypes } from '@/lib/task-types/registry'
import { system } from '../access/actor'
import { db } from '../db/db'
import { ParquetTable } from '../exports/parquet-table'
import { freshDatabase } from '../testing/engines'
import { givenBatch, givenProject } from '../testing/given'
import { importTasks } from './import-tasks'
import { contentOf, readAs } from './mirror.fixture'
import { zipOf } from './zip.fixture'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-parquet-'))
  process.env.CONCORD_DATA = folder
  await freshDatabase('sqlite')
})
afterAll(() => rm(folder, { recursive: true }))

async function parquetOf(
  columns: Column[],
  rows: Row[],
  media?: (name: string) => Uint8Array | null,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  const sink = async (bytes: Uint8Array) => {
    pieces.push(Uint8Array.from(bytes))
  }
  const found = (name: string) => {
    const bytes = media?.(name) ?? null
    return bytes === null ? null : { bytes, path: name }
  }
  const table = new ParquetTable(columns, sink, media === undefined ? {} : { style: 'dataset', media: found })
  await table.add(rows)
  await table.finish()
  return Buffer.concat(pieces)
}

const about = ''
const turns: Column['type'] = {
  list: {
    struct: [
      { name: 'role', type: 'string', about },
      { name: 'content', type: 'string', about },
    ],
  },
}

test('nested columns of a Parquet table come as what they are, numbers as numbers', async () => {
  const columns: Column[] = [
    { name: 'id', type: 'string', about },
    { name: 'prompt', type: turns, about },
    { name: 'chosen', type: turns, about },
    { name: 'rejected', type: turns, about },
    { name: 'margin', type: 'double', about },
    { name: 'n', type: 'int', about },
  ]
  const turn = (role: string, content: string) => [{ role, content }]
  const rows = Array.from({ length: 450 }, (_, i) => ({
    id: `p${i}`,
    prompt: turn('user', `Frage ${i} 猫`),
    chosen: turn('assistant', 'ja'),
    rejected: turn('assistant', 'nein'),
    margin: 2,
    n: i,
  }))
  const bytes = await parquetOf(columns, rows)
  const zip = await readAs('preference', {
    'README.md': 'x',
    'data/train-00000-of-00002.parquet': bytes,
    'data/train-00001-of-00002.parquet': await parquetOf(
      columns,
      rows.slice(0, 1).map((row) => ({ ...row, id: 'last' })),
    ),
  })
  expect(zip.format).toBe('trl')
  expect(zip.lines).toHaveLength(451)
  expect(contentOf(zip.lines)[449]).toMatchObject({
    id: 'p449',
    meta: { n: 449 },
    task: { prompt: [{ role: 'user', content: 'Frage 449 猫' }] },
    annotations: [['', { strength: 2 }]],
  })
})

test('a dataset folder of ours comes back: labels by their names, pictures out of the rows', async () => {
  const project = await givenProject({ taskType: 'bounding-box', config: { labels: ['Person', 'Animal'] } })
  const batch = await givenBatch({ projectId: project.id, tasks: 0, overlap: 1 })
  const cat = new Uint8Array(await readFile(path.resolve('demo', 'images/chelsea.png')))
  const exporter = taskTypes['bounding-box']?.exporters.boxes
  if (exporter === undefined || !('columns' in exporter)) throw new Error('no table of boxes')
  const columns = exporter.columns({ labels: [{ name: 'Person' }, { name: 'Animal' }] })
  const row = {
    id: 'task-1',
    image: 'images/chelsea.png',
    width: 451,
    height: 300,
    objects: { bbox: [[10, 20, 30, 40]], category: ['Animal'], area: [1200] },
    n_annotators: 1,
    pairwise_agreement: null,
    method: 'majority',
    certainty: null,
    adjudicated: false,
    prelabeled: false,
    language: null,
    batch: 'First',
  }
  const bytes = await parquetOf(columns, [row], () => cat)
  const zip = zipOf([
    { name: 'README.md', content: '---\nconfigs: []\n---\n' },
    { name: 'croissant.json', content: '{}' },
    { name: 'data/train-00000-of-00001.parquet', content: bytes },
  ])
  async function* body() {
    yield zip
  }
  const result = await importTasks(system, batch.id, {
    body: body(),
    contentType: 'application/zip',
    answers: 'annotations',
  })
  expect(result).toMatchObject({ format: 'boxes', imported: 1, rejectedCount: 0 })
  expect(await db.media.findMany()).toMatchObject([{ name: 'images/chelsea.png', width: 451, height: 300 }])
  const [annotation] = await db.annotation.findMany()
  expect(JSON.parse(annotation?.answer ?? '')).toEqual({
    boxes: [{ label: 'Animal', x: 10, y: 20, width: 30, height: 40 }],
  })
  expect(await readdir(path.join(folder, 'media', 'incoming'))).toEqual([])
})

test('what is no Parquet file is refused with a sentence', async () => {
  for (const bytes of [Buffer.from('PAR1 nothing PAR1'), Buffer.alloc(100)]) {
    await expect(readAs('sentiment', { 'data/train.parquet': bytes })).rejects.toThrow(
      /Parquet file cannot be read.*Nothing was imported\.$/,
    )
  }
})
