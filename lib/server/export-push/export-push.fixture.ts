import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { type Actor, system } from '../access/actor'
import { db } from '../db/db'
import { exportFolder } from '../exports/export-folder'
import { type Manifest, manifestSchema } from '../exports/manifest-schema'
import { givenHub, hubToken, type StandInHub } from '../hub/hub.fixture'
import { newId } from '../ids'
import { givenObjectStore, type ObjectStoreForTests } from '../object-store/s3rver.fixture'
import { givenProject } from '../testing/given'
import { pushExport } from './push-export'
import type { PushOrder } from './push-order'
import { listPushes, type PushView } from './read-pushes'

export const files = { 'README.md': '# Card', 'data/train.jsonl': '{"a":1}\n', 'images/a.png': 'not a picture' }

/** Where the tests of this file push to: one store, a new hub for each test. */
export function pushPlaces(): { readonly hub: StandInHub; readonly store: ObjectStoreForTests } {
  let folder = ''
  let hub: StandInHub
  let store: ObjectStoreForTests
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
  return {
    get hub() {
      return hub
    },
    get store() {
      return store
    },
  }
}

/** A finished export as the server leaves it. */
export async function givenExport(
  contents: Record<string, string> = files,
): Promise<{ id: string; projectId: string }> {
  const { id: projectId } = await givenProject({ access: 'members' })
  const id = await exportIn(projectId, contents)
  return { id, projectId }
}

export async function exportIn(projectId: string, contents: Record<string, string>): Promise<string> {
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

export const toHub = (more: object = {}): PushOrder => ({
  target: 'hub',
  repository: 'lab/reviews',
  token: hubToken,
  ...more,
})

export async function ended(exportId: string, pushId: string): Promise<PushView> {
  return vi.waitUntil(
    async () => {
      const push = (await listPushes(system, exportId)).find(({ id }) => id === pushId)
      return push && !['queued', 'running'].includes(push.state) ? push : false
    },
    { timeout: 20_000, interval: 10 },
  )
}

export async function pushed(exportId: string, order: PushOrder, actor: Actor = system): Promise<PushView> {
  const { id } = await pushExport(actor, exportId, order)
  return ended(exportId, id)
}
