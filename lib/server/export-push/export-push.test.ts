import { rm } from 'node:fs/promises'
import { beforeEach, expect, test } from 'vitest'
import { system } from '../access/actor'
import { db } from '../db/db'
import { exportFolder } from '../exports/export-folder'
import { hubToken } from '../hub/hub.fixture'
import { newId } from '../ids'
import { objectStore } from '../object-store/object-store'
import { describeOnEachEngine, freshDatabase } from '../testing/engines'
import { givenUser } from '../testing/given'
import { exportIn, files, givenExport, pushed, pushPlaces, toHub } from './export-push.fixture'
import { cancelPush, pushExport } from './push-export'
import type { PushOrder } from './push-order'
import { listPushes } from './read-pushes'

const places = pushPlaces()

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
      url: `${places.hub.url}/datasets/lab/reviews`,
    })
    expect(push.written).toBe(push.total)
    const names = [...Object.keys(files), 'manifest.json'].map((name) => `lab/reviews@main:${name}`)
    expect([...places.hub.files.keys()].toSorted()).toEqual(names.toSorted())
    expect(places.hub.files.get('lab/reviews@main:data/train.jsonl')?.toString()).toBe('{"a":1}\n')
    expect(places.hub.privacy.get('lab/reviews')).toBe(true)
    const commits = places.hub.commits.length
    expect(await pushed(id, toHub())).toMatchObject({ state: 'done' })
    expect(places.hub.commits.length).toBe(commits)
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
    expect(places.hub.seen).toEqual([])
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
    expect(places.hub.seen).toEqual([])
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
})
