import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { system } from '../access/actor'
import { db } from '../db/db'
import { objectStore } from '../object-store/object-store'
import { givenObjectStore, type ObjectStoreForTests } from '../object-store/s3rver.fixture'
import { describeOnEachEngine, type Engine, freshDatabase } from '../testing/engines'
import { givenBatch, givenProject, givenUser } from '../testing/given'
import { contentDisposition } from './content-disposition'
import { mediaResponse } from './media-response'
import { mediaStore } from './media-store'
import { readPeaks } from './read-media'
import { removeUnusedMedia, storeMedia } from './store-media'

let folder = ''
let bucket: ObjectStoreForTests
beforeAll(async () => {
  bucket = await givenObjectStore()
  folder = await mkdtemp(path.join(tmpdir(), 'concord-media-'))
  process.env.CONCORD_DATA = folder
})
afterAll(async () => {
  await bucket.stop()
  await rm(folder, { recursive: true })
})

const wav = path.resolve('demo/audio/english.wav')
const png = path.resolve('demo/images/chelsea.png')
const store = (projectId: string, name: string, file: string) =>
  storeMedia(system, projectId, { name, stream: createReadStream(file) })
const inFolder = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
const inBucket = async () => {
  const names: string[] = []
  for await (const key of objectStore('concord').list('house/media/')) names.push(path.basename(key))
  return names
}
const places = ['folder', 's3'] as const
const get = (headers: Record<string, string> = {}) => new Request('http://localhost/api/media/x', { headers })

for (const place of places) describeOnEachEngine(`media in ${place}`, (engine) => rules(place, engine))

function rules(place: (typeof places)[number], engine: Engine): void {
  // In the bucket nothing may stay behind on the disk either.
  const files = async () => (place === 'folder' ? inFolder() : [...(await inBucket()), ...(await inFolder())])
  beforeEach(async () => {
    await freshDatabase(engine)
    process.env.CONCORD_MEDIA = place
    await rm(path.join(folder, 'media'), { recursive: true, force: true })
    for await (const key of objectStore('concord').list('')) await objectStore('concord').remove(key)
  })

  test('the same file again is the same media; another under its name is refused; equal bytes of two projects are kept once', async () => {
    const [one, two] = [await givenProject(), await givenProject()]
    const first = await store(one.id, 'audio/a.wav', wav)
    expect(await store(one.id, './audio/a.wav', wav)).toEqual(first)
    await expect(store(one.id, 'audio/a.wav', png)).rejects.toMatchObject({ code: 'conflict' })
    const other = await store(two.id, 'b.wav', wav)
    expect(other.id).not.toBe(first.id)
    expect((await files()).toSorted()).toEqual([first.sha256, `${first.sha256}.peaks.json`])
    await removeUnusedMedia([first.id])
    expect((await files()).length).toBe(2)
    await removeUnusedMedia([other.id])
    expect(await files()).toEqual([])
  })

  test('a refused upload leaves nothing', async () => {
    const project = await givenProject()
    const refused: [string, string | Buffer][] = [
      ['a.png', '<svg onload="alert(1)"/>'],
      ['', 'x'],
      ['a\u0000.png', 'x'],
      ['a\u202egnp.exe', 'x'],
      ['x'.repeat(501), 'x'],
      ['half.wav', (await readFile(wav)).subarray(0, 50_000)],
    ]
    for (const [name, content] of refused) {
      await expect(
        storeMedia(system, project.id, { name, stream: Readable.from([Buffer.from(content)]) }),
      ).rejects.toMatchObject({ name: 'AppError' })
    }
    expect(await db.media.count()).toBe(0)
    expect(await files()).toEqual([])
  })

  test('judges of the project and holders of the task read it; nobody else learns that it exists', async () => {
    const labeler = await givenUser()
    const idle = await givenUser()
    const reviewer = await givenUser({ role: 'reviewer' })
    const manager = await givenUser({ role: 'manager' })
    const stranger = await givenUser({ role: 'manager' })
    const admin = await givenUser({ role: 'admin' })
    const project = await givenProject({
      taskType: 'bounding-box',
      members: [
        { userId: reviewer.id, role: 'reviewer' },
        { userId: manager.id, role: 'manager' },
      ],
    })
    const image = await store(project.id, 'cat.png', png)
    const batch = await givenBatch({ projectId: project.id, tasks: [{ image }], overlap: 3 })
    const [taskId = ''] = batch.taskIds
    await db.taskMedia.create({ data: { taskId, mediaId: image.id } })
    const data = { taskId, seed: 1, claimedAt: new Date(), configVersion: 1, guidelinesVersion: 0 }
    await db.assignment.create({
      data: { ...data, id: 'held', labelerId: labeler.id, state: 'open', leaseUntil: new Date(Date.now() + 60_000) },
    })
    const statusFor = async (actor: typeof labeler.actor) => {
      try {
        const response = await mediaResponse(actor, image.id, get())
        await response.body?.cancel()
        return response.status
      } catch (error) {
        return error instanceof Error && 'status' in error ? error.status : error
      }
    }
    const allowed = { admin, manager, reviewer, labeler }
    for (const [who, { actor }] of Object.entries(allowed)) expect(await statusFor(actor), who).toBe(200)
    expect(await statusFor(idle.actor)).toBe(404)
    expect(await statusFor(stranger.actor)).toBe(404)
    expect(await statusFor({ kind: 'anonymous' })).toBe(401)
    await db.assignment.update({ where: { id: 'held' }, data: { state: 'submitted', leaseUntil: null } })
    expect(await statusFor(labeler.actor)).toBe(200)
    await db.assignment.update({ where: { id: 'held' }, data: { state: 'skipped' } })
    expect(await statusFor(labeler.actor)).toBe(404)
    await expect(mediaResponse(admin.actor, 'unknown', get())).rejects.toMatchObject({ status: 404 })
  })

  test('a range is byte-equal to the file, and no reply can run as a page or says the name of the file', async () => {
    const project = await givenProject()
    const media = await store(project.id, 'secret-answer.wav', wav)
    const whole = await readFile(wav)
    const reply = async (headers: Record<string, string>) => {
      const response = await mediaResponse(system, media.id, get(headers))
      return { response, bytes: Buffer.from(await response.arrayBuffer()) }
    }
    const all = await reply({})
    expect(all.response.status).toBe(200)
    expect(all.bytes.equals(whole)).toBe(true)
    const etag = all.response.headers.get('etag') ?? ''
    const part = await reply({ range: 'bytes=100-199' })
    expect(part.response.status).toBe(206)
    expect(part.response.headers.get('content-range')).toBe(`bytes 100-199/${whole.length}`)
    expect(part.bytes.equals(whole.subarray(100, 200))).toBe(true)
    expect((await reply({ range: 'bytes=-5' })).bytes.equals(whole.subarray(-5))).toBe(true)
    expect((await reply({ range: `bytes=${whole.length}-` })).response.status).toBe(416)
    expect((await reply({ range: 'bytes=0-9', 'if-range': etag })).response.status).toBe(206)
    expect((await reply({ range: 'bytes=0-9', 'if-range': '"old"' })).bytes.length).toBe(whole.length)
    expect((await reply({ 'if-none-match': etag })).response.status).toBe(304)
    const { headers } = part.response
    expect(headers.get('content-type')).toBe('audio/wav')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain('sandbox')
    expect(JSON.stringify([...headers])).not.toContain('secret-answer')
    expect(JSON.parse(await readPeaks(system, media.id))).toMatchObject({
      peaks: [expect.any(Array)],
      durationSeconds: expect.closeTo(2.745, 2),
    })
  })
}

test('a word for the store that we do not know is refused with both that we do', () => {
  process.env.CONCORD_MEDIA = 'cloud'
  expect(() => mediaStore()).toThrow(/“folder” nor “s3”/)
  process.env.CONCORD_MEDIA = ''
})

test('no file name can end the header or name another place', () => {
  const names = [
    'a"b.png',
    'a\r\nSet-Cookie: x',
    '../../etc/passwd',
    'é\u202e.png',
    '%00',
    '"; filename=evil',
    'x'.repeat(5000),
  ]
  for (const name of names) {
    const header = contentDisposition('attachment', name)
    expect(header).toMatch(/^attachment; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]*"; filename\*=UTF-8''[\w.%!~-]*$/)
    expect(header).not.toContain('/')
  }
})
