import 'server-only'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { S3Client } from '@aws-sdk/client-s3'
import { objectAddress, requiredSettings } from './place'
import type { ObjectStoreSettings } from './settings'
import { asStoreProblem, isAbsent } from './store-problem'

interface ObjectFacts {
  bytes: number
  /** What was put down with it: names in small letters. */
  notes: Record<string, string>
}

interface PutChoices {
  notes?: Record<string, string>
  contentType?: string
  signal?: AbortSignal
  onProgress?(bytes: number): void
}

/** Objects of one bucket, by key. Large ones go up in parts of 8 MiB, two at a time; no more is held in memory. */
export interface ObjectStore {
  /** Null where there is no such object. */
  facts(key: string): Promise<ObjectFacts | null>
  putFile(key: string, file: string, choices?: PutChoices): Promise<void>
  putText(key: string, text: string, choices?: PutChoices): Promise<void>
  /** Bytes `start` to `end`, both inclusive; all without a range. */
  read(key: string, range?: { start: number; end: number }): Readable
  readText(key: string): Promise<string | null>
  remove(key: string): Promise<void>
  /** Keys that begin with `prefix`, in order. */
  list(prefix: string): AsyncIterable<string>
}

const partBytes = 8 * 1024 * 1024

/** The SDK takes a sixth of a second to load: on first use, not at the start of the server. */
const loadSdk = () => import('@aws-sdk/client-s3')

export function objectStore(bucket: string): ObjectStore {
  const name = { Bucket: bucket }
  const put = async (key: string, body: Readable | string, choices: PutChoices) => {
    await told(async () => {
      const { Upload } = await import('@aws-sdk/lib-storage')
      const { notes, contentType, signal, onProgress } = choices
      const params = {
        ...name,
        Key: key,
        Body: body,
        ...(notes ? { Metadata: notes } : {}),
        ...(contentType ? { ContentType: contentType } : {}),
      }
      const upload = new Upload({ client: await client(), params, partSize: partBytes, queueSize: 2 })
      upload.on('httpUploadProgress', ({ loaded }) => onProgress?.(loaded ?? 0))
      const stop = () => void upload.abort()
      signal?.addEventListener('abort', stop)
      try {
        signal?.throwIfAborted()
        await upload.done()
      } finally {
        signal?.removeEventListener('abort', stop)
      }
    })
  }
  return {
    facts: (key) =>
      told(async () => {
        const { HeadObjectCommand } = await loadSdk()
        const found = await (await client()).send(new HeadObjectCommand({ ...name, Key: key })).catch(orNull)
        return found === null ? null : { bytes: found.ContentLength ?? 0, notes: found.Metadata ?? {} }
      }),
    putFile: (key, file, choices = {}) => put(key, createReadStream(file), choices),
    putText: (key, text, choices = {}) => put(key, text, choices),
    read: (key, range) => Readable.from(pieces(bucket, key, range), { objectMode: false }),
    async readText(key) {
      const texts: Buffer[] = []
      const body = await told(() => opened(bucket, key).catch(orNull))
      if (body === null) return null
      for await (const piece of body) texts.push(Buffer.from(piece))
      return Buffer.concat(texts).toString('utf8')
    },
    remove: (key) =>
      told(async () => {
        const { DeleteObjectCommand } = await loadSdk()
        await (await client()).send(new DeleteObjectCommand({ ...name, Key: key }))
      }),
    async *list(prefix) {
      const { paginateListObjectsV2 } = await loadSdk()
      const pages = paginateListObjectsV2({ client: await client() }, { ...name, Prefix: prefix })
      for await (const page of pages) for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key
    },
  }
}

/** An object that a person named by `s3://bucket/key`: only where the operator allows it. Its stream, and how many bytes it will give. */
export async function readObject(url: string): Promise<{ stream: Readable; bytes: number }> {
  const { bucket, key } = objectAddress(url)
  const store = objectStore(bucket)
  const facts = await store.facts(key)
  if (facts === null) throw asStoreProblem(Object.assign(new Error(), { name: 'NoSuchKey' }))
  return { stream: store.read(key), bytes: facts.bytes }
}

async function* pieces(bucket: string, key: string, range?: { start: number; end: number }): AsyncIterable<Uint8Array> {
  try {
    yield* await opened(bucket, key, range)
  } catch (error) {
    throw asStoreProblem(error)
  }
}

async function opened(bucket: string, key: string, range?: { start: number; end: number }): Promise<Readable> {
  const { GetObjectCommand } = await loadSdk()
  const part = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` }
  const { Body } = await (await client()).send(new GetObjectCommand({ Bucket: bucket, Key: key, ...part }))
  if (Body instanceof Readable) return Body
  throw new Error('The object store answered without a body.')
}

async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  return work().catch((error: unknown) => {
    throw asStoreProblem(error)
  })
}

function orNull(error: unknown): null {
  if (isAbsent(error)) return null
  throw error
}

let kept: { written: string; client: Promise<S3Client> } | null = null

/** One client, and with it one pool of connections, until the settings change. */
function client(): Promise<S3Client> {
  const settings = requiredSettings()
  const written = JSON.stringify(settings)
  if (kept?.written !== written) kept = { written, client: newClient(settings) }
  return kept.client
}

async function newClient({ endpoint, region, keys }: ObjectStoreSettings): Promise<S3Client> {
  // It warns of Node versions that later versions of itself will want; ours is pinned.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  const { S3Client } = await loadSdk()
  return new S3Client({
    region,
    // Bucket names in the path: what works with every store and needs no name of its own in the DNS.
    forcePathStyle: true,
    maxAttempts: 4,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint === null ? {} : { endpoint }),
    ...(keys === null ? {} : { credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret } }),
  })
}
