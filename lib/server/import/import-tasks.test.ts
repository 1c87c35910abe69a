import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { system } from '../access/actor'
import { db } from '../db/db'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { importProgress } from './import-progress'
import { importTasks } from './import-tasks'
import { recoverImports } from './recover-imports'
import { type ZipPart, zipOf } from './zip.fixture'

const { sentiment } = taskTypes
const ndjson = 'application/x-ndjson'
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-import-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

async function* bodyOf(content: string | Uint8Array) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  for (let i = 0; i < bytes.length; i += 64 * 1024) yield bytes.subarray(i, i + 64 * 1024)
}

const send = (batchId: string, content: string | Uint8Array, contentType = ndjson, options = {}) =>
  importTasks(system, batchId, { body: bodyOf(content), contentType, ...options })

async function textBatch(overlap = 3) {
  const project = await givenProject({ taskType: 'sentiment', config: sentiment.defaultConfig })
  return givenBatch({ projectId: project.id, tasks: 0, overlap })
}

async function imageBatch() {
  const project = await givenProject({ taskType: 'bounding-box', config: taskTypes['bounding-box'].defaultConfig })
  return givenBatch({ projectId: project.id, tasks: 0 })
}

/** Everything an import may leave behind, in tables and on disk. */
async function traces() {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  return {
    tasks: await db.task.count(),
    contents: await db.taskContent.count(),
    media: await db.media.count(),
    shown: await db.taskMedia.count(),
    imports: await db.import.count(),
    files: files.filter((entry) => entry.isFile()).map(({ name }) => name),
  }
}

const line = (value: object) => `${JSON.stringify(value)}\n`
const demo = (name: string) => readFile(path.resolve('demo', name))

describeOnEachEngine('importing tasks', (engine) => {
  beforeEach(async () => {
    await freshDatabase(engine)
    await rm(path.join(folder, 'media'), { recursive: true, force: true })
  })

  test('good lines come in, bad ones are named with line, field and remedy', async () => {
    const batch = await textBatch(2)
    const file = [
      line({ id: 'a', text: 'fine', meta: { source: 'x' }, gold: { label: 'positive' }, isGold: true, lane: 0 }),
      line({ id: 'b', text: 'fine', gold: { label: 'neg' } }),
      line({ text: '' }),
      line({ text: 7 }),
      line({ id: 5, text: 'x' }),
      line({ id: 'a', text: 'again' }),
      '{broken}\n',
      line({ text: 'no id' }),
    ].join('')
    const result = await send(batch.id, file)
    expect(result).toMatchObject({ imported: 2, rejectedCount: 6, lines: 8, dryRun: false })
    expect(result.rejected.map((rejected) => [rejected.line, rejected.field])).toEqual([
      [2, 'gold.label'],
      [3, 'text'],
      [4, 'text'],
      [5, 'id'],
      [6, 'id'],
      [7, ''],
    ])
    expect(result.rejected.find((rejected) => rejected.line === 2)?.message).toMatch(/neg.*positive/)
    const tasks = await db.task.findMany({ include: { content: true }, orderBy: { externalId: 'asc' } })
    expect(tasks).toMatchObject([
      { externalId: 'a', lane: 1, free: 2, overlap: 2, isGold: true, title: expect.stringContaining('fine') },
      { externalId: expect.stringMatching(/^~/), lane: 1, free: 2, isGold: false },
    ])
    expect(JSON.parse(tasks[0]?.content?.payload ?? '')).toEqual({ text: 'fine' })
    expect(JSON.parse(tasks[0]?.content?.meta ?? '')).toEqual({ source: 'x', isGold: true, lane: 0 })
    expect(await db.batch.findUniqueOrThrow({ where: { id: batch.id } })).toMatchObject({
      hasOpen: true,
      taskCount: 2,
      returnSeq: 1n,
    })
  })

  test('a refused file leaves nothing, in no table and on no disk', async () => {
    const batch = await textBatch()
    const pictures = await imageBatch()
    const before = await traces()
    const good = line({ id: 'good', text: 'fine' }).repeat(1)
    const many = Array.from({ length: 500 }, (_, i) => line({ id: `t${i}`, text: `Text ${i}` })).join('')
    const latin1 = Buffer.concat([Buffer.from(many), Buffer.from('{"text":"caf\xe9"}\n', 'latin1')])
    const picture: ZipPart = { name: 'images/cat.png', content: await demo('images/chelsea.png') }
    const lines: ZipPart = { name: 'tasks.jsonl', content: line({ image: 'images/cat.png' }) }
    const refusedText: [string, string | Uint8Array, string, number | null][] = [
      ['cut off JSON Lines', `${many}{"id":"last","te`, ndjson, 501],
      ['cut off JSON', `[${many.trim().split('\n').join(',')}`, 'application/json', 1],
      ['cut off CSV', `id,text\n${'1,a\n'}2,"b`, 'text/csv', 3],
      ['not UTF-8', latin1, ndjson, 501],
      ['endless line', `${many}{"text":"${'a'.repeat(2_000_000)}"}\n`, ndjson, 501],
      ['all lines bad', line({ text: 1 }), ndjson, null],
      ['no lines', '', ndjson, null],
      ['unknown type', good, 'application/pdf', null],
    ]
    for (const [name, content, type, at] of refusedText) {
      const detail = at === null ? {} : { detail: { line: at } }
      await expect(send(batch.id, content, type), name).rejects.toMatchObject({ name: 'AppError', ...detail })
      expect(await traces(), name).toEqual(before)
    }
    const zips: [string, Uint8Array][] = [
      ['zip cut off', zipOf([lines, picture]).subarray(0, 5000)],
      ['zip with ../', zipOf([lines, picture, { name: '../evil.png', content: 'x' }])],
      [
        'zip whose last line is cut off',
        zipOf([{ ...lines, content: `${line({ image: 'images/cat.png' }).repeat(450)}{"im` }, picture]),
      ],
      ['zip without the picture', zipOf([lines])],
      ['zip with markup as picture', zipOf([lines, { ...picture, content: '<svg onload="x"/>' }])],
      [
        'zip with a damaged picture',
        zipOf([lines, { ...picture, content: Buffer.from(picture.content).subarray(0, 9000) }]),
      ],
    ]
    for (const [name, zip] of zips) {
      await expect(send(pictures.id, zip, 'application/zip'), name).rejects.toMatchObject({ name: 'AppError' })
      expect(await traces(), name).toEqual(before)
    }
    async function* brokenOff() {
      yield Buffer.from(many)
      throw new Error('socket hang up')
    }
    const broken = importTasks(system, batch.id, { body: brokenOff(), contentType: ndjson })
    await expect(broken).rejects.toMatchObject({ code: 'bad-input' })
    expect(await traces()).toEqual(before)
    await expect(send(batch.id, good, ndjson, { expectedBytes: 10_000 })).rejects.toMatchObject({ code: 'bad-input' })
    expect(await traces()).toEqual(before)
  })

  test('a batch that was made for an import goes with it when the import is refused, never one with tasks', async () => {
    const batch = await textBatch()
    await expect(send(batch.id, line({ text: 1 }), ndjson, { discardBatch: true })).rejects.toThrow(
      /None of the 1 lines/,
    )
    expect(await db.batch.count()).toBe(0)
    const other = await textBatch()
    await send(other.id, line({ text: 'fine' }), ndjson, { discardBatch: true })
    await expect(send(other.id, '{"te', ndjson, { discardBatch: true })).rejects.toThrow()
    await expect(send(other.id, line({ text: 1 }))).rejects.toThrow()
    const filled = await givenBatch({ projectId: other.projectId, tasks: 2 })
    await expect(send(filled.id, '', ndjson, { discardBatch: true })).rejects.toThrow()
    expect(await db.batch.count()).toBe(2)
  })

  test('a refusal says once that nothing was imported', async () => {
    const batch = await textBatch()
    for (const file of ['', '{"text', line({ text: 1 }), line({ text: 'a'.repeat(1_100_000) })]) {
      const error: unknown = await send(batch.id, file).catch((refusal: unknown) => refusal)
      const said = error instanceof Error ? error.message.match(/Nothing was|could be imported/g) : null
      expect(said).toHaveLength(1)
    }
  })

  test('a dry run shows the first tasks as people know them', async () => {
    const batch = await textBatch()
    const file = Array.from({ length: 8 }, (_, i) =>
      line({ id: `t${i}`, text: `Text ${i}`, gold: { label: 'positive' } }),
    ).join('')
    const { preview } = await send(batch.id, file, ndjson, { dryRun: true })
    expect(preview).toHaveLength(5)
    expect(preview[0]).toEqual({
      line: 1,
      id: 't0',
      title: 'Text 0',
      media: [],
      answers: [],
      prelabel: null,
      gold: 'Positive',
    })
  })

  test('a dry run says what would happen and writes nothing', async () => {
    const pictures = await imageBatch()
    const before = await traces()
    const zip = zipOf([
      { name: 'tasks.jsonl', content: line({ image: 'cat.png' }) + line({ image: 'dog.png' }) },
      { name: 'cat.png', content: await demo('images/chelsea.png') },
    ])
    const result = await send(pictures.id, zip, 'application/zip', { dryRun: true })
    expect(result).toMatchObject({
      imported: 1,
      rejectedCount: 1,
      lines: 2,
      dryRun: true,
      rejected: [{ line: 2, field: 'image' }],
    })
    expect(await traces()).toEqual(before)
  })

  test('a zip brings its media, once for each name, and keeps none that no task shows', async () => {
    const pictures = await imageBatch()
    const cat = await demo('images/chelsea.png')
    const zip = zipOf([
      {
        name: 'set/tasks.jsonl',
        content:
          line({ id: '1', image: 'cat.png' }) +
          line({ id: '2', image: 'cat.png' }) +
          line({ id: '3', image: 'cup.png', gold: 'x' }),
      },
      { name: 'set/cat.png', content: cat },
      { name: 'set/cup.png', content: await demo('images/coffee.png') },
      { name: 'set/unused.png', content: await demo('images/coins.png') },
    ])
    const result = await send(pictures.id, zip, 'application/zip')
    expect(result).toMatchObject({ imported: 2, rejectedCount: 1 })
    expect(await db.media.findMany()).toMatchObject([{ name: 'cat.png', mime: 'image/png', width: 451, height: 300 }])
    expect(await db.taskMedia.count()).toBe(2)
    const again = await send(pictures.id, line({ id: '4', image: 'cat.png' }))
    expect(again.imported).toBe(1)
    expect(await db.media.count()).toBe(1)
  })

  test('the same key again gives the same reply and adds nothing', async () => {
    const batch = await textBatch()
    const file = line({ text: 'a' }) + line({ text: '' })
    const first = await send(batch.id, file, ndjson, { key: 'k' })
    expect(await send(batch.id, file, ndjson, { key: 'k' })).toEqual(first)
    expect(await db.task.count()).toBe(1)
    expect(await importProgress(system, batch.id, 'k')).toMatchObject({
      state: 'done',
      lines: 2,
      imported: 1,
      rejected: 1,
      result: first,
    })
    await expect(importProgress(system, batch.id, 'other')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('importing a file with ids twice adds nothing the second time', async () => {
    const batch = await textBatch()
    const file = line({ id: 'a', text: 'a' }) + line({ id: 'b', text: 'b' })
    await send(batch.id, file)
    await expect(send(batch.id, file)).rejects.toMatchObject({
      code: 'invalid-content',
      detail: { imported: 0, rejectedCount: 2 },
    })
    expect(await db.task.count()).toBe(2)
  })

  test('two imports at once into one batch: one is told to wait, no task comes twice', async () => {
    const batch = await textBatch()
    const file = Array.from({ length: 1000 }, (_, i) => line({ id: `t${i}`, text: `Text ${i}` })).join('')
    const both = await Promise.allSettled([send(batch.id, file), send(batch.id, file)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await db.task.count()).toBe(1000)
  })

  test('until the file has been read no task can be claimed', async () => {
    const batch = await textBatch()
    const seen: number[] = []
    // Longer than what is looked at to tell the format.
    const file = Array.from({ length: 1000 }, (_, i) => line({ text: `Text ${i} ${'…'.repeat(100)}` })).join('')
    async function* watched() {
      for await (const chunk of bodyOf(file)) yield chunk
      seen.push(await db.task.count({ where: { lane: 9 } }), await db.task.count({ where: { lane: { not: 9 } } }))
    }
    await importTasks(system, batch.id, { body: watched(), contentType: ndjson })
    expect(seen).toEqual([1000 - (1000 % 200 || 0), 0])
    expect(await db.task.count({ where: { lane: 1 } })).toBe(1000)
    const places = await db.task.findMany({ select: { pos: true } })
    expect(new Set(places.map(({ pos }) => pos)).size).toBe(1000)
  })

  test('a start after a crash removes what was being read and finishes what had been read', async () => {
    const batch = await textBatch()
    await send(
      batch.id,
      Array.from({ length: 30 }, (_, i) => line({ id: `t${i}`, text: `Text ${i}` })).join(''),
      ndjson,
      { key: 'k' },
    )
    const { segment } = await db.import.findFirstOrThrow()
    await db.task.updateMany({ where: { externalId: { not: 't3' } }, data: { lane: 9 } })
    await db.import.updateMany({ data: { state: 'publishing' } })
    await db.batch.updateMany({ data: { taskCount: 0 } })
    expect(await recoverImports()).toEqual({ undone: 0, finished: 1 })
    expect(await db.task.count({ where: { lane: 1 } })).toBe(30)
    expect(await db.batch.findFirstOrThrow()).toMatchObject({ taskCount: 30 })
    expect(segment).toBeGreaterThan(0)

    await db.task.updateMany({ data: { lane: 9 } })
    await db.import.updateMany({ data: { state: 'reading' } })
    expect(await recoverImports()).toEqual({ undone: 1, finished: 0 })
    expect(await traces()).toMatchObject({ tasks: 0, contents: 0, imports: 0 })
  })

  test('only those who manage the project import, and strangers learn nothing', async () => {
    const labeler = await givenUser({ role: 'labeler' })
    const manager = await givenUser({ role: 'manager' })
    const batch = await textBatch()
    const attempt = (actor: typeof labeler.actor) =>
      importTasks(actor, batch.id, { body: bodyOf(line({ text: 'a' })), contentType: ndjson })
    await expect(attempt(labeler.actor)).rejects.toMatchObject({ status: 403 })
    await expect(attempt(manager.actor)).rejects.toMatchObject({
      status: expect.toSatisfy((status) => status === 403 || status === 404),
    })
    await expect(attempt({ kind: 'anonymous' })).rejects.toMatchObject({ status: 401 })
    expect(await db.task.count()).toBe(0)
  })
})
