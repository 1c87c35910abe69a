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
import { ended, files, givenExport, pushed, pushPlaces, toHub } from './export-push.fixture'
import { cancelPush } from './push-export'
import { listPushes } from './read-pushes'
import { resumePush, resumePushes } from './resume-push'

const places = pushPlaces()

describeOnEachEngine('pushes that a stop interrupted', (engine) => {
  beforeEach(async () => {
    await freshDatabase(engine)
  })

  /** A push as a killed server leaves it in the database, and the files that had arrived. */
  async function givenInterrupted(exportId: string, arrived: Record<string, string>, state: string) {
    for (const [name, text] of Object.entries(arrived))
      places.hub.files.set(`lab/reviews@main:${name}`, Buffer.from(text))
    places.hub.privacy.set('lab/reviews', false)
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
      expect(places.hub.seen).toEqual([])
      // A second stop changes nothing.
      expect(await resumePushes()).toEqual({ going: 0, waiting: 1 })
      await resumePush(system, pushId, { token: hubToken })
      expect(await ended(id, pushId)).toMatchObject({ id: pushId, state: 'done', error: null })
      expect(places.hub.commits.flatMap(({ paths }) => paths).toSorted()).toEqual([
        'data/train.jsonl',
        'images/a.png',
        'manifest.json',
      ])
      expect(places.hub.privacy.get('lab/reviews')).toBe(false)
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
    expect([...places.hub.files.keys()].every((name) => name.startsWith('lab/reviews@v2:'))).toBe(true)
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
    expect(places.hub.seen).toEqual([])
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
