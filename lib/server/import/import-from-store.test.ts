import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { taskTypes } from '@/lib/task-types/registry'
import { db } from '../db/db'
import { objectStore } from '../object-store/object-store'
import { givenObjectStore, type ObjectStoreForTests } from '../object-store/s3rver.fixture'
import { freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { importFromStore } from './import-from-store'

let store: ObjectStoreForTests
let folder = ''
beforeAll(async () => {
  store = await givenObjectStore()
  folder = await mkdtemp(path.join(tmpdir(), 'concord-store-'))
  process.env.CONCORD_DATA = folder
  await freshDatabase('sqlite')
})
afterAll(async () => {
  await store.stop()
  await rm(folder, { recursive: true, force: true })
})

async function textBatch() {
  const project = await givenProject({ taskType: 'sentiment', config: taskTypes.sentiment?.defaultConfig })
  return (await givenBatch({ projectId: project.id, tasks: 0 })).id
}

test('a file of an allowed bucket comes in like an upload; others and addresses of the web do not', async () => {
  const { actor } = await givenUser({ role: 'admin' })
  const batchId = await textBatch()
  const lines = '{"id":"a","text":"Fine","label":"positive"}\n{"id":"b","text":"Odd","label":"negative"}\n'
  await objectStore('datasets').putText('in/labeled.jsonl', lines)
  await objectStore('private').putText('secret.jsonl', lines)
  const from = (url: string) => importFromStore(actor, batchId, url, { answers: 'annotations' })
  expect(await from('s3://datasets/in/labeled.jsonl')).toMatchObject({ format: 'doccano', imported: 2 })
  expect(await db.annotation.count()).toBe(2)
  for (const url of ['s3://private/secret.jsonl', 's3://concord/house/media/x.jsonl', 's3://datasets/none.jsonl']) {
    await expect(from(url), url).rejects.toMatchObject({ name: 'AppError' })
  }
  for (const url of [
    'https://example.org/a.jsonl',
    'http://169.254.169.254/latest.json',
    'file:///etc/passwd.csv',
    's3://datasets/in/labeled.pdf',
  ]) {
    await expect(from(url), url).rejects.toMatchObject({ code: 'bad-input' })
  }
  const labeler = await givenUser()
  await expect(importFromStore(labeler.actor, batchId, 's3://datasets/in/labeled.jsonl', {})).rejects.toMatchObject({
    status: 403,
  })
})
