import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { objectStore, readObject } from './object-store'
import { folderAddress, objectAddress } from './place'
import { givenObjectStore, type ObjectStoreForTests } from './s3rver.fixture'
import { objectStoreSettings } from './settings'

let store: ObjectStoreForTests
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-objects-'))
  store = await givenObjectStore()
})
afterAll(async () => {
  await store.stop()
  await rm(folder, { recursive: true, force: true })
})
afterEach(() => vi.unstubAllEnvs())

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function keysBelow(prefix: string): Promise<string[]> {
  const keys: string[] = []
  for await (const key of objectStore('datasets').list(prefix)) keys.push(key)
  return keys
}

test('an object of several parts comes back byte for byte, whole and by range, with its notes', async () => {
  const content = randomBytes(20 * 1024 * 1024 + 7)
  const file = path.join(folder, 'large')
  await writeFile(file, content)
  const datasets = objectStore('datasets')
  const progress: number[] = []
  await datasets.putFile('a/large.bin', file, { notes: { sha256: 'abc' }, onProgress: (bytes) => progress.push(bytes) })
  expect(progress.at(-1)).toBe(content.length)
  expect(await datasets.facts('a/large.bin')).toEqual({ bytes: content.length, notes: { sha256: 'abc' } })
  const { stream, bytes } = await readObject('s3://datasets/a/large.bin')
  expect(bytes).toBe(content.length)
  expect((await bytesOf(stream)).equals(content)).toBe(true)
  const part = await bytesOf(datasets.read('a/large.bin', { start: 1000, end: 1999 }))
  expect(part.equals(content.subarray(1000, 2000))).toBe(true)
})

test('what is not there is null, or a sentence; what was removed is not there', async () => {
  const datasets = objectStore('datasets')
  expect(await datasets.facts('none')).toBeNull()
  expect(await datasets.readText('none')).toBeNull()
  await expect(readObject('s3://datasets/none')).rejects.toMatchObject({ code: 'not-found' })
  await expect(bytesOf(datasets.read('none'))).rejects.toMatchObject({ code: 'not-found' })
  await datasets.putText('b/one.txt', 'one')
  await datasets.putText('b/two.txt', 'two')
  expect(await datasets.readText('b/one.txt')).toBe('one')
  expect(await keysBelow('b/')).toEqual(['b/one.txt', 'b/two.txt'])
  await datasets.remove('b/one.txt')
  expect(await keysBelow('b/')).toEqual(['b/two.txt'])
})

test('people name only what the operator allows, and never the media of other projects', () => {
  expect(objectAddress('s3://datasets/a.jsonl')).toEqual({ bucket: 'datasets', key: 'a.jsonl' })
  expect(objectAddress('s3://concord/house/in/a.jsonl')).toEqual({ bucket: 'concord', key: 'house/in/a.jsonl' })
  expect(objectAddress('s3://partner/inbox/a.jsonl').key).toBe('inbox/a.jsonl')
  const refused = [
    's3://private/a.jsonl',
    's3://partner/other/a.jsonl',
    's3://partner/inboxes/a.jsonl',
    's3://concord/elsewhere/a.jsonl',
    's3://concord/house/media/ab/abcd',
  ]
  for (const url of refused) expect(() => objectAddress(url), url).toThrow(/CONCORD_S3_BUCKETS/)
  const senseless = ['s3://datasets', 's3://datasets/', 'https://datasets/a', 's3://datasets/../private/a', 's3:///a']
  for (const url of senseless)
    expect(() => objectAddress(url), url).toThrow(expect.objectContaining({ code: 'bad-input' }))
  expect(folderAddress(null, '/exports/reviews')).toEqual({ bucket: 'concord', prefix: 'house/exports/reviews/' })
  expect(folderAddress('datasets', 'reviews/')).toEqual({ bucket: 'datasets', prefix: 'reviews/' })
  expect(() => folderAddress(null, 'media')).toThrow(expect.objectContaining({ code: 'not-allowed' }))
  expect(() => folderAddress('datasets', '')).toThrow(expect.objectContaining({ code: 'bad-input' }))
})

test('a wrong key, an unknown bucket and a store that is away are sentences without addresses or keys', async () => {
  const problemOf = async (env: Record<string, string>, bucket = 'datasets') => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    const error: unknown = await objectStore(bucket)
      .putText('x', 'y')
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ name: 'AppError', code: 'unavailable' })
    const seen = error instanceof Error ? JSON.stringify([error.message, { ...error }, error.cause]) : ''
    expect(seen).not.toMatch(/canary|S3RVER|127\.0\.0\.1/)
    return error
  }
  expect(
    await problemOf({ CONCORD_S3_ACCESS_KEY_ID: 'canary-id', CONCORD_S3_SECRET_ACCESS_KEY: 'canary-secret' }),
  ).toMatchObject({
    message: expect.stringContaining('refused'),
  })
  vi.unstubAllEnvs()
  Object.assign(process.env, store.env)
  expect(await problemOf({}, 'unknown-bucket')).toMatchObject({ message: expect.stringContaining('no such bucket') })
  expect(await problemOf({ CONCORD_S3_ENDPOINT: 'http://127.0.0.1:9' })).toMatchObject({
    message: expect.stringContaining('Try again'),
  })
}, 30_000)

test('settings that make no sense are told before anything is sent', () => {
  vi.stubEnv('CONCORD_S3_ENDPOINT', 'https://key:secret@s3.example.org')
  expect(() => objectStoreSettings()).toThrow(/without keys/)
  vi.stubEnv('CONCORD_S3_ENDPOINT', 'file:///etc/passwd')
  expect(() => objectStoreSettings()).toThrow(/not an address/)
  vi.stubEnv('CONCORD_S3_ENDPOINT', '')
  vi.stubEnv('CONCORD_S3_SECRET_ACCESS_KEY', '')
  expect(() => objectStoreSettings()).toThrow(/Set both/)
  vi.stubEnv('CONCORD_S3_BUCKET', '')
  expect(objectStoreSettings()).toBeNull()
})
