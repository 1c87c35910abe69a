import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '../access/actor'
import { givenObjectStore, type ObjectStoreForTests } from '../object-store/s3rver.fixture'
import { freshDatabase } from '../testing/engines'
import { givenProject } from '../testing/given'
import { mediaInBucket, mediaInFolder } from './media-store'
import { moveMedia } from './move-media'
import { storeMedia } from './store-media'

let folder = ''
let bucket: ObjectStoreForTests
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-move-'))
  process.env.CONCORD_DATA = folder
  bucket = await givenObjectStore()
  await freshDatabase('sqlite')
})
afterAll(async () => {
  await bucket.stop()
  await rm(folder, { recursive: true })
})

const wav = path.resolve('demo/audio/english.wav')

test('all media go to the bucket and back, byte for byte, once; what is damaged is not passed on', async () => {
  const { id } = await givenProject()
  const media = await storeMedia(system, id, { name: 'a.wav', stream: createReadStream(wav) })
  const { length } = await readFile(wav)
  expect(await moveMedia('s3', () => {})).toEqual({ copied: 1, present: 0, bytes: length })
  expect(await moveMedia('s3', () => {})).toEqual({ copied: 0, present: 1, bytes: 0 })
  const whole = { start: 0, end: length - 1 }
  expect((await buffer(mediaInBucket().read(media.sha256, whole))).equals(await readFile(wav))).toBe(true)
  expect(await mediaInBucket().readPeaks(media.sha256)).toBe(await mediaInFolder().readPeaks(media.sha256))
  await mediaInFolder().remove(media.sha256)
  expect(await moveMedia('folder', () => {})).toMatchObject({ copied: 1 })
  expect((await buffer(mediaInFolder().read(media.sha256, whole))).equals(await readFile(wav))).toBe(true)
  await mediaInBucket().remove(media.sha256)
  await writeFile(path.join(folder, 'media', media.sha256.slice(0, 2), media.sha256), Buffer.alloc(length))
  await expect(moveMedia('s3', () => {})).rejects.toThrow(/damaged/)
  expect(await mediaInBucket().has(media.sha256)).toBe(false)
})
