import 'server-only'
import { createReadStream } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { assertUploadAddress } from './hub-address'
import type { BatchObject, HubAccess } from './hub-api'
import { hubProblem, hubUnreachable } from './hub-problem'

export interface LargeFile {
  file: string
  oid: string
  size: number
}

const attempts = 3
const silenceMs = 60_000

/** Sends a file where the hub said, whole or in the parts it asked for. */
export async function sendLargeFile(
  access: HubAccess,
  { file, oid, size }: LargeFile,
  { error, actions }: BatchObject,
  onProgress: (bytes: number) => void,
): Promise<void> {
  if (error) throw hubProblem(error.code, access.repository)
  const upload = actions?.upload
  if (!upload) return onProgress(size)
  assertUploadAddress(upload.href)
  const header = upload.header ?? {}
  const chunkSize = Number(header.chunk_size)
  if (!header.chunk_size) {
    await insistently(access, () => put(access, upload.href, file, { start: 0, end: size - 1 }, onProgress, header))
  } else {
    const parts = partsOf(header, chunkSize, size)
    const etags: { partNumber: number; etag: string }[] = []
    for (const { href, start, end, partNumber } of parts) {
      const sent = (bytes: number) => onProgress(start + bytes)
      const etag = await insistently(access, () => put(access, href, file, { start, end }, sent, {}))
      etags.push({ partNumber, etag })
    }
    await completed(access, upload.href, JSON.stringify({ oid, parts: etags }))
  }
  if (actions?.verify) await verified(access, actions.verify, JSON.stringify({ oid, size }))
}

function partsOf(header: Record<string, string>, chunkSize: number, size: number) {
  const parts = Object.entries(header)
    .filter(([name]) => /^\d+$/.test(name))
    .map(([name, href]) => ({ partNumber: Number(name), href }))
    .toSorted((a, b) => a.partNumber - b.partNumber)
  if (!(chunkSize > 0) || parts.length !== Math.ceil(size / chunkSize))
    throw hubUnreachable(new Error('The parts do not cover the file.'))
  return parts.map(({ partNumber, href }, index) => {
    assertUploadAddress(href)
    const start = index * chunkSize
    return { partNumber, href, start, end: Math.min(size, start + chunkSize) - 1 }
  })
}

async function completed(access: HubAccess, href: string, body: string): Promise<void> {
  await posted(access, href, {}, body)
}

async function verified(
  access: HubAccess,
  { href, header }: z.infer<typeof verifySchema>,
  body: string,
): Promise<void> {
  assertUploadAddress(href)
  await posted(access, href, header ?? {}, body)
}

const verifySchema = z.object({ href: z.string(), header: z.record(z.string(), z.string()).nullish() })

async function posted(access: HubAccess, href: string, headers: Record<string, string>, body: string): Promise<void> {
  const type = 'application/vnd.git-lfs+json'
  try {
    const signal = AbortSignal.any([access.signal, AbortSignal.timeout(silenceMs)])
    const response = await fetch(href, {
      method: 'POST',
      redirect: 'manual',
      signal,
      headers: { ...headers, accept: type, 'content-type': type },
      body,
    })
    if (!response.ok) throw hubProblem(response.status, access.repository)
  } catch (cause) {
    access.signal.throwIfAborted()
    throw hubUnreachable(cause)
  }
}

/** Storage hiccups; two more attempts cost little beside starting over. What it refuses for good is not asked again. */
async function insistently<Result>({ signal }: HubAccess, work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      signal.throwIfAborted()
      if (attempt === attempts || !(error instanceof AppError) || error.code !== 'unavailable') throw error
      await pause(200 * 4 ** (attempt - 1), null, { signal })
    }
  }
}

/** One PUT with its length, as storage behind signed addresses wants it. Answers the ETag. The token is not sent there. */
async function put(
  access: HubAccess,
  href: string,
  file: string,
  range: { start: number; end: number },
  onProgress: (bytes: number) => void,
  headers: Record<string, string>,
): Promise<string> {
  const { signal, repository } = access
  const length = range.end - range.start + 1
  try {
    return await new Promise<string>((resolve, reject) => {
      const send = href.startsWith('https:') ? https.request : http.request
      const request = send(href, { method: 'PUT', headers: { ...headers, 'content-length': length }, signal })
      request.setTimeout(silenceMs, () => request.destroy(new Error('The storage is silent.')))
      request.on('error', reject)
      request.on('response', (response) => {
        response.resume()
        const status = response.statusCode ?? 0
        if (status >= 200 && status < 300) return resolve(String(response.headers.etag ?? ''))
        reject(hubProblem(status, repository))
      })
      let sent = 0
      const source = createReadStream(file, range)
      source.on('data', (chunk) => {
        sent += chunk.length
        onProgress(sent)
      })
      pipeline(source, request).catch(reject)
    })
  } catch (cause) {
    signal.throwIfAborted()
    throw hubUnreachable(cause)
  }
}
