import 'server-only'
import type { Readable } from 'node:stream'
import type { Actor } from '../access/actor'
import { contentDisposition } from './content-disposition'
import { readMedia } from './read-media'

/** How a media file is answered: never as a page, never shared by caches, byte ranges honoured. */
export async function mediaResponse(actor: Actor, mediaId: string, request: Request): Promise<Response> {
  const asked = request.headers
  const reply = await readMedia(actor, mediaId, asked.get('range'))
  const etag = `"${reply.sha256.slice(0, 32)}"`
  const headers = new Headers({
    'Content-Type': reply.mime,
    // Not the file's own name: it may say what a labeler is not to know.
    'Content-Disposition': contentDisposition('inline', `${mediaId}.${reply.mime.replace(/^.*\//, '')}`),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'private, max-age=3600',
    Vary: 'Cookie, Authorization',
    'Accept-Ranges': 'bytes',
    ETag: etag,
  })
  if (asked.get('if-none-match') === etag) {
    reply.body?.destroy()
    return new Response(null, { status: 304, headers })
  }
  const changed = asked.get('if-range')
  if (changed !== null && changed !== etag && reply.range.kind !== 'whole') {
    reply.body?.destroy()
    return answered(await readMedia(actor, mediaId, null), headers)
  }
  return answered(reply, headers)
}

function answered(reply: Awaited<ReturnType<typeof readMedia>>, headers: Headers): Response {
  const { body, range, size } = reply
  if (body === null) {
    headers.set('Content-Range', `bytes */${size}`)
    return new Response(null, { status: 416, headers })
  }
  const web = new Response(asWebStream(body), { status: range.kind === 'part' ? 206 : 200, headers })
  const length = range.kind === 'part' ? range.end - range.start + 1 : size
  web.headers.set('Content-Length', String(length))
  if (range.kind === 'part') web.headers.set('Content-Range', `bytes ${range.start}-${range.end}/${size}`)
  return web
}

/** Node's stream as a web stream that closes the file when the reader goes away. */
export function asWebStream(body: Readable): ReadableStream<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await chunks.next()
      if (next.done === true) return controller.close()
      controller.enqueue(new Uint8Array(next.value))
    },
    async cancel() {
      body.destroy()
    },
  })
}
