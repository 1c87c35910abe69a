import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Actor, system } from '../access/actor'
import { db } from '../db/db'
import { exportFolder } from '../exports/export-folder'
import { type Manifest, manifestSchema } from '../exports/manifest-schema'
import { givenHub, hubToken, type StandInHub } from '../hub/hub.fixture'
import { newId } from '../ids'
import { objectStore } from '../object-store/object-store'
import { givenObjectStore, type ObjectStoreForTests } from '../object-store/s3rver.fixture'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenProject, givenUser } from '../testing/given'
import { cancelPush, pushExport } from './push-export'
import type { PushOrder } from './push-order'
import { listPushes, type PushView } from './read-pushes'
import { resumePush, resumePushes } from './resume-push'

let folder = ''
let store: ObjectStoreForTests
let hub: StandInHub
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-push-'))
  process.env.CONCORD_DATA = folder
  store = await givenObjectStore()
})
afterAll(async () => {
  await store.stop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  hub = await givenHub()
})
afterEach(() => hub.stop())

const files = { 'README.md': '# Card', 'data/train.jsonl': '{"a":1}\n', 'images/a.png': 'not a picture' }

/** A finished export as the server leaves it. */
async function givenExport(contents: Record<string, string> = files): Promise<{ id: string; projectId: string }> {
  const { id: projectId } = await givenProject({ access: 'members' })
  const id = await exportIn(projectId, contents)
  return { id, projectId }
}

async function exportIn(projectId: string, contents: Record<string, string>): Promise<string> {
  const id = newId()
  const listed: Manifest['files'] = []
  for (const [name, text] of Object.entries(contents)) {
    const file = path.join(exportFolder(id), name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, text)
    listed.push({ name, bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') })
  }
  const manifest = manifestSchema.parse({
    schema_version: 2,
    project: { id: projectId, name: 'Reviews', task_type: 'sentiment' },
    format: 'raw',
    snapshot_at: null,
    guidelines_versions: [],
    filters: { format: 'raw' },
    counts: { tasks_exported: 1 },
    left_out: {},
    agreement: null,
    files: listed,
  })
  await writeFile(path.join(exportFolder(id), 'manifest.json'), JSON.stringify(manifest))
  const filters = JSON.stringify(manifest.filters)
  const row = { id, projectId, format: 'raw', filters, state: 'done', manifest: JSON.stringify(manifest) }
  await db.export.create({ data: { ...row, createdAt: new Date() } })
  return id
}

const toHub = (more: object = {}): PushOrder => ({ target: 'hub', repository: 'lab/reviews', token: hubToken, ...more })

async function ended(exportId: string, pushId: string): Promise<PushView> {
  return vi.waitUntil(
    async () => {
      const push = (await listPushes(system, exportId)).find(({ id }) => id === pushId)
      return push && !['queued', 'running'].includes(push.state) ? push : false
    },
    { timeout: 20_000, interval: 10 },
  )
}

async function pushed(exportId: string, order: PushOrder, actor: Actor = system): Promise<PushView> {
  const { id } = await pushExport(actor, exportId, order)
  return ended(exportId, id)
}

describeOnEachEngine('pushing exports', (engine) => {
  beforeEach(async () => {
    await freshDatabase(engine)
  })

  test('every file and the manifest arrive at the hub; a second push sends nothing; the token is kept nowhere', async () => {
    const { id } = await givenExport()
    const push = await pushed(id, toHub())
    expect(push).toMatchObject({
      state: 'done',
      error: null,
      place: 'lab/reviews',
      url: `${hub.url}/datasets/lab/reviews`,
    })
    expect(push.written).toBe(push.total)
    const names = [...Object.keys(files), 'manifest.json'].map((name) => `lab/reviews@main:${name}`)
    expect([...hub.files.keys()].toSorted()).toEqual(names.toSorted())
    expect(hub.files.get('lab/reviews@main:data/train.jsonl')?.toString()).toBe('{"a":1}\n')
    expect(hub.privacy.get('lab/reviews')).toBe(true)
    const commits = hub.commits.length
    expect(await pushed(id, toHub())).toMatchObject({ state: 'done' })
    expect(hub.commits.length).toBe(commits)
    const kept = JSON.stringify([await db.exportPush.findMany(), await db.auditEvent.findMany({ omit: { seq: true } })])
    expect(kept).toContain('export.push')
    expect(kept).not.toContain(hubToken)
  })

  test('every file and the manifest arrive in the store; the same is not sent twice; files of others are never overwritten', async () => {
    const prefix = `sets/${newId()}`
    const { id, projectId } = await givenExport()
    const order = { target: 's3', bucket: 'datasets', prefix } as const
    const push = await pushed(id, order)
    expect(push).toMatchObject({ state: 'done', error: null, url: null, place: `s3://datasets/${prefix}/` })
    const datasets = objectStore('datasets')
    for (const [name, text] of Object.entries(files)) expect(await datasets.readText(`${prefix}/${name}`)).toBe(text)
    expect(JSON.parse((await datasets.readText(`${prefix}/manifest.json`)) ?? '')).toMatchObject({ format: 'raw' })
    expect(await pushed(id, order)).toMatchObject({ state: 'done' })
    const newer = await exportIn(projectId, { ...files, 'README.md': '# New' })
    expect(await pushed(newer, order)).toMatchObject({ state: 'done' })
    expect(await datasets.readText(`${prefix}/README.md`)).toBe('# New')
    const foreign = await givenExport({ 'README.md': '# Foreign' })
    expect(await pushed(foreign.id, order)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('Choose another folder'),
    })
    expect(await datasets.readText(`${prefix}/README.md`)).toBe('# New')
  })

  test('a refused token fails with its sentence and may be tried again with another', async () => {
    const { id } = await givenExport()
    expect(await pushed(id, toHub({ token: 'hf_canary_wrong' }))).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('does not know this token'),
    })
    expect(await pushed(id, toHub())).toMatchObject({ state: 'done' })
  })

  test('managers of the project and admins push; nobody else, and nothing but a finished export', async () => {
    const manager = await givenUser({ role: 'manager' })
    const reviewer = await givenUser({ role: 'reviewer' })
    const stranger = await givenUser({ role: 'manager' })
    const { id, projectId } = await givenExport()
    for (const [{ id: userId }, role] of [
      [manager, 'manager'],
      [reviewer, 'reviewer'],
    ] as const)
      await db.member.create({ data: { projectId, userId, role } })
    await expect(pushExport(reviewer.actor, id, toHub())).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(pushExport(stranger.actor, id, toHub())).rejects.toMatchObject({ code: 'not-found' })
    await expect(pushExport({ kind: 'anonymous' }, id, toHub())).rejects.toMatchObject({ code: 'not-signed-in' })
    expect(hub.seen).toEqual([])
    expect(await pushed(id, toHub(), manager.actor)).toMatchObject({ state: 'done' })
    await expect(listPushes(stranger.actor, id)).rejects.toMatchObject({ code: 'not-found' })
    await rm(exportFolder(id), { recursive: true })
    await expect(pushExport(system, id, toHub())).rejects.toMatchObject({ code: 'gone' })
    await db.export.update({ where: { id }, data: { state: 'running' } })
    await expect(pushExport(system, id, toHub())).rejects.toMatchObject({ code: 'conflict' })
  })

  test('places the operator does not allow, and senseless ones, are refused before anything is recorded', async () => {
    const { id } = await givenExport()
    const refused: [PushOrder, string][] = [
      [{ target: 's3', bucket: 'private', prefix: 'a' }, 'not-allowed'],
      [{ target: 's3', prefix: 'media/ab' }, 'not-allowed'],
      [{ target: 's3', prefix: '../../media' }, 'bad-input'],
      [{ target: 's3', prefix: '/' }, 'bad-input'],
      [toHub({ repository: 'http://169.254.169.254/x' }), 'bad-input'],
      [toHub({ token: 'hf_a\r\nx: y' }), 'bad-input'],
      [toHub({ endpoint: 'http://elsewhere' }), 'bad-input'],
    ]
    for (const [order, code] of refused)
      await expect(pushExport(system, id, order), code).rejects.toMatchObject({ code })
    expect(await db.exportPush.count()).toBe(0)
    expect(hub.seen).toEqual([])
  })

  test('a push under way is not doubled, and can be stopped', async () => {
    const { id } = await givenExport()
    const row = { id: newId(), exportId: id, target: 'hub', place: 'lab/reviews', createdAt: new Date() }
    await db.exportPush.create({ data: { ...row, state: 'running' } })
    await expect(pushExport(system, id, toHub())).rejects.toMatchObject({ code: 'conflict' })
    await cancelPush(system, row.id)
    expect(await listPushes(system, id)).toMatchObject([{ id: row.id, state: 'cancelled' }])
    await expect(cancelPush(system, row.id)).rejects.toMatchObject({ code: 'conflict' })
  })

  /** A push as a killed server leaves it in the database, and the files that had arrived. */
  async function givenInterrupted(exportId: string, arrived: Record<string, string>, state: string) {
    for (const [name, text] of Object.entries(arrived)) hub.files.set(`lab/reviews@main:${name}`, Buffer.from(text))
    hub.privacy.set('lab/reviews', false)
    const row = { id: newId(), exportId, target: 'hub', place: 'lab/reviews', createdAt: new Date() }
    await db.exportPush.create({ data: { ...row, state, written: 6, total: 100 } })
    return row.id
  }

  test.each(['queued', 'running'])(
    'after a stop a %s push to a hub waits for its token, and then sends only what is missing',
    async (state) => {
      const { id } = await givenExport()
      const pushId = await givenInterrupted(id, { 'README.md': files['README.md'] }, state)
      expect(await resumePushes()).toEqual({ going: 0, waiting: 1 })
      expect(await listPushes(system, id)).toMatchObject([
        { id: pushId, state: 'waiting-for-token', finishedAt: null, error: expect.stringContaining('Give it again') },
      ])
      expect(hub.seen).toEqual([])
      // A second stop changes nothing.
      expect(await resumePushes()).toEqual({ going: 0, waiting: 1 })
      await resumePush(system, pushId, { token: hubToken })
      expect(await ended(id, pushId)).toMatchObject({ id: pushId, state: 'done', error: null })
      expect(hub.commits.flatMap(({ paths }) => paths).toSorted()).toEqual([
        'data/train.jsonl',
        'images/a.png',
        'manifest.json',
      ])
      expect(hub.privacy.get('lab/reviews')).toBe(false)
      await expect(resumePush(system, pushId, { token: hubToken })).rejects.toMatchObject({ code: 'conflict' })
      const kept = JSON.stringify([
        await db.exportPush.findMany(),
        await db.auditEvent.findMany({ omit: { seq: true } }),
      ])
      expect(kept).toContain('"resumed')
      expect(kept).not.toContain(hubToken)
    },
  )

  test('a push that waits can be stopped, or gives way to a new one to the same place; a branch is kept', async () => {
    const { id } = await givenExport()
    const first = await givenInterrupted(id, {}, 'running')
    await resumePushes()
    await cancelPush(system, first)
    expect(await listPushes(system, id)).toMatchObject([{ state: 'cancelled', error: null }])
    await db.exportPush.update({
      where: { id: first },
      data: { state: 'running', place: 'lab/reviews@v2', finishedAt: null },
    })
    await resumePushes()
    await resumePush(system, first, { token: hubToken })
    expect(await ended(id, first)).toMatchObject({ state: 'done' })
    expect([...hub.files.keys()].every((name) => name.startsWith('lab/reviews@v2:'))).toBe(true)
    const second = await givenInterrupted(id, {}, 'running')
    await resumePushes()
    expect(await pushed(id, toHub())).toMatchObject({ state: 'done' })
    const states = new Map((await listPushes(system, id)).map((push) => [push.id, push.state]))
    expect(states.get(second)).toBe('cancelled')
  })

  test('only who may push gives a token, only a fit one, and only while the files are there', async () => {
    const { id } = await givenExport()
    const pushId = await givenInterrupted(id, {}, 'running')
    await resumePushes()
    const stranger = await givenUser({ role: 'manager' })
    await expect(resumePush(stranger.actor, pushId, { token: hubToken })).rejects.toMatchObject({ code: 'not-found' })
    await expect(resumePush(system, newId(), { token: hubToken })).rejects.toMatchObject({ code: 'not-found' })
    await expect(resumePush(system, pushId, { token: 'hf_a\r\nx: y' })).rejects.toMatchObject({
      code: 'bad-input',
      detail: { field: 'token' },
    })
    expect(hub.seen).toEqual([])
    await rm(exportFolder(id), { recursive: true })
    await expect(resumePush(system, pushId, { token: hubToken })).rejects.toMatchObject({ code: 'gone' })
    expect(await listPushes(system, id)).toMatchObject([{ state: 'waiting-for-token' }])
  })

  test('after a stop a push to a store goes on by itself and sends only what is missing', async () => {
    const { id } = await givenExport()
    const prefix = `sets/${newId()}`
    const order = { target: 's3', bucket: 'datasets', prefix } as const
    const { id: pushId } = await pushed(id, order)
    const datasets = objectStore('datasets')
    const marks = (await datasets.facts(`${prefix}/README.md`))?.notes ?? {}
    // The same sum and length by its marks, so that a second sending would show.
    await datasets.putText(`${prefix}/README.md`, '# Kept', { notes: marks })
    await datasets.remove(`${prefix}/data/train.jsonl`)
    await db.exportPush.update({ where: { id: pushId }, data: { state: 'running', finishedAt: null, url: null } })
    expect(await resumePushes()).toEqual({ going: 1, waiting: 0 })
    expect(await ended(id, pushId)).toMatchObject({ state: 'done', error: null })
    expect(await datasets.readText(`${prefix}/data/train.jsonl`)).toBe(files['data/train.jsonl'])
    expect(await datasets.readText(`${prefix}/README.md`)).toBe('# Kept')
  })
})
