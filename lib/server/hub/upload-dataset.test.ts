import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { givenHub, hubToken, type StandInHub } from './hub.fixture'
import { assertUploadAddress, repositorySchema } from './hub-address'
import { type DatasetUpload, uploadDataset } from './upload-dataset'

// Against the stand-in of hub.fixture.ts; the hub itself is not asked.
let hub: StandInHub
let folder = ''
beforeEach(async () => {
  hub = await givenHub()
  folder = await mkdtemp(path.join(tmpdir(), 'concord-hub-'))
})
afterEach(async () => {
  await hub.stop()
  await rm(folder, { recursive: true, force: true })
})

const contents = { 'README.md': Buffer.from('# Card\n'), 'data/train.parquet': randomBytes(300_000) }

async function given(choices: Partial<DatasetUpload['access']> = {}): Promise<DatasetUpload & { progress: number[] }> {
  const files = await Promise.all(
    Object.entries(contents).map(async ([name, bytes]) => {
      const flat = name.replace('/', '_')
      await writeFile(path.join(folder, flat), bytes)
      return { name: flat, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
    }),
  )
  const access = {
    repository: 'lab/reviews',
    token: hubToken,
    revision: 'main',
    signal: new AbortController().signal,
    ...choices,
  }
  const progress: number[] = []
  return {
    access,
    private: true,
    folder,
    files,
    summary: 'Reviews',
    onProgress: (bytes) => progress.push(bytes),
    progress,
  }
}

const at = (name: string, revision = 'main') => hub.files.get(`lab/reviews@${revision}:${name}`)

test('a dataset is made private, its files arrive byte for byte, and the second time nothing is sent', async () => {
  const upload = await given()
  expect(await uploadDataset(upload)).toEqual({ url: `${hub.url}/datasets/lab/reviews` })
  expect(hub.privacy.get('lab/reviews')).toBe(true)
  expect(at('README.md')).toEqual(contents['README.md'])
  expect(at('data_train.parquet')?.equals(contents['data/train.parquet'])).toBe(true)
  expect(hub.commits).toEqual([
    { repository: 'lab/reviews', summary: 'Reviews', paths: ['data_train.parquet', 'README.md'] },
  ])
  expect(upload.progress.at(-1)).toBe(300_007)
  hub.seen.length = 0
  await uploadDataset(upload)
  expect(hub.seen).toEqual(['POST /api/repos/create', 'POST /api/datasets/lab/reviews/preupload/main'])
})

test('a branch is made and named in the address', async () => {
  const { url } = await uploadDataset(await given({ revision: 'v2' }))
  expect(url).toBe(`${hub.url}/datasets/lab/reviews/tree/v2`)
  expect(at('README.md', 'v2')).toEqual(contents['README.md'])
})

test('a large file goes up in the parts the hub asks for', async () => {
  hub.partBytes = 70_000
  await uploadDataset(await given())
  expect(at('data_train.parquet')?.equals(contents['data/train.parquet'])).toBe(true)
  expect(hub.seen.filter((line) => line.startsWith('PUT')).length).toBe(5)
})

test('one cut is mended on the way; a connection that stays broken is a sentence, and the next push sends only what is missing', async () => {
  hub.cutsLeft = 1
  await uploadDataset(await given())
  expect(at('data_train.parquet')?.length).toBe(300_000)
  hub.files.clear()
  await writeFile(path.join(folder, 'other.parquet'), 'other')
  const upload = await given()
  const other = { name: 'other.parquet', bytes: 5, sha256: createHash('sha256').update('other').digest('hex') }
  hub.cutsLeft = 3
  hub.uploadedBytes = 0
  const again = { ...upload, files: [...upload.files, other] }
  await expect(uploadDataset(again)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/broke off.*not sent a second time/),
  })
  await uploadDataset(again)
  expect(hub.uploadedBytes).toBe(5)
  expect(at('other.parquet')?.toString()).toBe('other')
})

test('a wrong token, an owner of others and a file too large each say what to do, in our words, without the token', async () => {
  const problemOf = async (upload: DatasetUpload) => {
    const error: unknown = await uploadDataset(upload).catch((caught: unknown) => caught)
    const seen = error instanceof Error ? JSON.stringify([error.message, { ...error }, String(error.cause)]) : ''
    expect(seen).not.toMatch(/canary|hf_/)
    return error
  }
  expect(await problemOf(await given({ token: 'hf_canary_wrong' }))).toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('does not know this token'),
  })
  expect(await problemOf(await given({ repository: 'forbidden/reviews' }))).toMatchObject({ code: 'not-allowed' })
  hub.largestBytes = 1000
  expect(await problemOf(await given())).toMatchObject({
    code: 'too-large',
    message: expect.stringContaining('shards'),
  })
})

test('a token that may make no dataset still writes to the one that is there', async () => {
  hub.privacy.set('forbidden/reviews', false)
  await uploadDataset(await given({ repository: 'forbidden/reviews' }))
  expect(hub.commits.length).toBe(1)
})

test('an upload that is stopped ends at once and commits nothing', async () => {
  const stopping = new AbortController()
  const upload = await given({ signal: stopping.signal })
  await expect(uploadDataset({ ...upload, onProgress: () => stopping.abort() })).rejects.toMatchObject({
    name: 'AbortError',
  })
  expect(hub.commits).toEqual([])
})

test('names the hub would not take are refused before it is asked, and large files go over TLS or to the hub itself only', () => {
  for (const name of ['lab/reviews', 'a/b.c-d_e']) expect(repositorySchema.parse(name)).toBe(name)
  for (const name of [
    'reviews',
    'a/b/c',
    '../x',
    'a/..',
    'a/b--c',
    'a/b.git',
    'a/b?x=1',
    'http://a/b',
    `a/${'b'.repeat(99)}`,
  ])
    expect(repositorySchema.safeParse(name).success, name).toBe(false)
  assertUploadAddress('https://storage.example.org/x?signature=y')
  assertUploadAddress(`${hub.url}/storage`)
  for (const href of ['http://169.254.169.254/latest', 'file:///etc/passwd', 'x'])
    expect(() => assertUploadAddress(href), href).toThrow(/not safe/)
})
