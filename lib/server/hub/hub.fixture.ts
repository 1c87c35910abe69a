// A stand-in of the hub's HTTP API on a port of this machine, for tests: the calls we make, answered as the hub documents them. It is not the hub.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'

export const hubToken = 'hf_stand_in_token_0123456789'

export interface StandInHub {
  url: string
  /** Contents by `owner/name@revision:path`. */
  files: Map<string, Buffer>
  privacy: Map<string, boolean>
  commits: { repository: string; summary: string; paths: string[] }[]
  /** Requests seen: method and path, without query. */
  seen: string[]
  /** Bytes received as large files. */
  uploadedBytes: number
  /** Cuts the connection in the middle of the next so many large files. */
  cutsLeft: number
  /** A large file above this is refused with 413. */
  largestBytes: number
  /** Large files above this are taken in parts of that size. */
  partBytes: number
  stop(): Promise<void>
}

const createBody = z.object({
  name: z.string(),
  organization: z.string(),
  type: z.literal('dataset'),
  private: z.boolean(),
})
const preuploadBody = z.object({ files: z.array(z.object({ path: z.string(), size: z.number(), sample: z.string() })) })
const batchBody = z.object({
  operation: z.literal('upload'),
  transfers: z.array(z.string()),
  objects: z.array(z.object({ oid: z.string(), size: z.number() })),
})
const entry = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) })
const completeBody = z.object({
  oid: z.string(),
  parts: z.array(z.object({ partNumber: z.number(), etag: z.string() })),
})

/** Its address is in CONCORD_HUB_URL of this process until it stops. */
export async function givenHub(): Promise<StandInHub> {
  const stored = new Map<string, Buffer>()
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const hub: StandInHub = {
    url: `http://127.0.0.1:${address.port}`,
    files: new Map(),
    privacy: new Map(),
    commits: [],
    seen: [],
    uploadedBytes: 0,
    cutsLeft: 0,
    largestBytes: Number.POSITIVE_INFINITY,
    partBytes: Number.POSITIVE_INFINITY,
    async stop() {
      delete process.env.CONCORD_HUB_URL
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  process.env.CONCORD_HUB_URL = hub.url
  return hub

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const url = new URL(request.url ?? '/', hub.url)
    hub.seen.push(`${request.method} ${url.pathname}`)
    const reply = (status: number, value: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(JSON.stringify(value))
    }
    const storage = /^\/storage\/([0-9a-f]{64})(?:\/(\d+))?$/.exec(url.pathname)
    if (storage !== null) return takeLarge(request, reply, storage[1] ?? '', storage[2] ?? null)
    // Storage behind signed addresses gets no token; everything else must bring it.
    if (request.headers.authorization !== `Bearer ${hubToken}`)
      return reply(401, { error: 'Invalid credentials canary-of-the-hub' })
    const body = (await bytesOf(request)).toString()
    if (url.pathname === '/api/repos/create') return create(reply, createBody.parse(JSON.parse(body)))
    const named =
      /^(?:\/api)?\/datasets\/([\w.-]+\/[\w.-]+?)(?:\.git\/info\/lfs\/objects\/(batch)|\/(\w+)\/([^/]+))?$/.exec(
        url.pathname,
      )
    const [, repository = '', batch, call, revision = ''] = named ?? []
    if (!hub.privacy.has(repository)) return reply(404, { error: 'Repository not found' })
    if (batch) return reply(200, batchReply(batchBody.parse(JSON.parse(body)).objects))
    if (call === 'branch') return reply(200, {})
    if (call === 'preupload')
      return reply(200, preuploaded(repository, revision, preuploadBody.parse(JSON.parse(body))))
    if (call === 'commit') return reply(200, committed(repository, revision, body))
    return reply(200, { id: repository })
  }

  function create(reply: (status: number, value: unknown) => unknown, wanted: z.infer<typeof createBody>): unknown {
    const repository = `${wanted.organization}/${wanted.name}`
    if (wanted.organization === 'forbidden') return reply(403, { error: 'no rights' })
    if (hub.privacy.has(repository)) return reply(409, { error: 'exists' })
    hub.privacy.set(repository, wanted.private)
    return reply(200, { url: `${hub.url}/datasets/${repository}` })
  }

  function preuploaded(repository: string, revision: string, { files }: z.infer<typeof preuploadBody>) {
    return {
      files: files.map(({ path, size }) => {
        const uploadMode = /\.(parquet|png|wav|flac)$/.test(path) || size > 1_000_000 ? 'lfs' : 'regular'
        const there = hub.files.get(`${repository}@${revision}:${path}`)
        return { path, uploadMode, shouldIgnore: false, ...(there ? { oid: sumOf(uploadMode, there) } : {}) }
      }),
    }
  }

  function batchReply(objects: { oid: string; size: number }[]) {
    return {
      transfer: 'basic',
      objects: objects.map(({ oid, size }) => {
        if (stored.has(oid)) return { oid, size }
        if (size > hub.largestBytes) return { oid, size, error: { code: 413, message: 'too large' } }
        const href = `${hub.url}/storage/${oid}`
        if (size <= hub.partBytes) return { oid, size, actions: { upload: { href } } }
        const parts = Array.from({ length: Math.ceil(size / hub.partBytes) }, (_, at) => [
          `${at + 1}`.padStart(5, '0'),
          `${href}/${at + 1}`,
        ])
        return {
          oid,
          size,
          actions: { upload: { href, header: { chunk_size: String(hub.partBytes), ...Object.fromEntries(parts) } } },
        }
      }),
    }
  }

  async function takeLarge(
    request: IncomingMessage,
    reply: (status: number, value: unknown, headers?: Record<string, string>) => unknown,
    oid: string,
    part: string | null,
  ): Promise<unknown> {
    if (request.headers.authorization !== undefined) return reply(400, { error: 'a token has no business here' })
    if (request.method === 'POST') {
      const { parts } = completeBody.parse(JSON.parse((await bytesOf(request)).toString()))
      const pieces = parts.map(({ partNumber, etag }) => {
        if (etag !== `"part-${partNumber}"`) throw new Error('a part without its tag')
        return stored.get(`${oid}/${partNumber}`) ?? Buffer.alloc(0)
      })
      return keep(reply, oid, Buffer.concat(pieces))
    }
    if (hub.cutsLeft > 0) {
      hub.cutsLeft -= 1
      await once(request, 'data')
      request.socket.destroy()
      return
    }
    if (request.headers['content-length'] === undefined) return reply(411, { error: 'length required' })
    const bytes = await bytesOf(request)
    hub.uploadedBytes += bytes.length
    if (part === null) return keep(reply, oid, bytes)
    stored.set(`${oid}/${part}`, bytes)
    reply(200, {}, { etag: `"part-${part}"` })
  }

  function keep(reply: (status: number, value: unknown) => unknown, oid: string, bytes: Buffer): unknown {
    if (createHash('sha256').update(bytes).digest('hex') !== oid) return reply(422, { error: 'sum differs' })
    stored.set(oid, bytes)
    return reply(200, {})
  }

  function committed(repository: string, revision: string, body: string) {
    const entries = body.split('\n').map((line) => entry.parse(JSON.parse(line)))
    const paths: string[] = []
    for (const { key, value } of entries) {
      if (key === 'header') continue
      const place = `${repository}@${revision}:${value.path}`
      const content = key === 'file' ? Buffer.from(String(value.content), 'base64') : stored.get(String(value.oid))
      if (content === undefined) throw new Error('a commit of a large file that is not there')
      hub.files.set(place, content)
      paths.push(String(value.path))
    }
    hub.commits.push({ repository, summary: String(entries[0]?.value.summary), paths })
    return { success: true, commitOid: 'c0ffee', commitUrl: `${hub.url}/datasets/${repository}/commit/c0ffee` }
  }
}

function sumOf(mode: string, content: Buffer): string {
  if (mode === 'lfs') return createHash('sha256').update(content).digest('hex')
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces)
}
