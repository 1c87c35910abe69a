import 'server-only'
import { Readable } from 'node:stream'
import Busboy from '@fastify/busboy'
import { AppError } from '@/lib/core/errors'
import type { StoredMedia } from '@/lib/core/task-type'
import type { Actor } from '@/lib/server/access/actor'
import { assertCan } from '@/lib/server/access/assert-can'
import { mediaByName, mediaName, removeUnusedMedia, storeMedia } from '@/lib/server/media/store-media'
import type { Incoming } from './incoming'

const mostFiles = 1000

/** Stores every file of a multipart upload, or none: when one is refused, those stored by this request go again. */
export async function receiveMedia(actor: Actor, projectId: string, incoming: Incoming): Promise<StoredMedia[]> {
  await assertCan(actor, 'upload-media', { projectId })
  const stream = incoming.stream()
  if (stream === null) throw new AppError('bad-input', 'The request has no files. Send them as multipart/form-data.')
  const added: string[] = []
  try {
    return await parse(incoming.headers.get('content-type') ?? '', stream, async (name, file) => {
      const known = (await mediaByName(projectId, [mediaName(name)])).size > 0
      const stored = await storeMedia(actor, projectId, { name, stream: file })
      if (!known) added.push(stored.id)
      return stored
    })
  } catch (error) {
    await removeUnusedMedia(added)
    throw error
  }
}

/** Files come one after the other: the parser waits until one has been read. */
async function parse(
  contentType: string,
  stream: AsyncIterable<Uint8Array>,
  store: (name: string, file: Readable) => Promise<StoredMedia>,
): Promise<StoredMedia[]> {
  const parser = parserFor(contentType)
  const body = Readable.from(stream)
  const stored: Promise<StoredMedia>[] = []
  await new Promise<void>((resolve, reject) => {
    const stop = (error: unknown) => {
      body.unpipe(parser)
      body.destroy()
      reject(error)
    }
    parser.on('file', (_field, file, name) => {
      const storing = store(name ?? '', file)
      storing.catch((error: unknown) => {
        file.resume()
        stop(error)
      })
      stored.push(storing)
    })
    parser.on('filesLimit', () => stop(new AppError('too-large', `Send at most ${mostFiles} files at once.`)))
    parser.on('error', (cause) =>
      stop(
        new AppError('bad-input', 'The upload broke off before its end. Nothing was stored; send it again.', { cause }),
      ),
    )
    body.on('error', (cause) =>
      stop(
        new AppError('bad-input', 'The upload broke off before its end. Nothing was stored; send it again.', { cause }),
      ),
    )
    parser.on('finish', resolve)
    body.pipe(parser)
  }).catch(async (error: unknown) => {
    await Promise.allSettled(stored)
    throw error
  })
  if (stored.length === 0)
    throw new AppError('bad-input', 'The request has no files. Send them as multipart/form-data.')
  return Promise.all(stored)
}

function parserFor(contentType: string) {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      preservePath: true,
      limits: {
        files: mostFiles,
        fields: 20,
        fieldSize: 10_000,
        fieldNameSize: 200,
        parts: mostFiles + 20,
        headerPairs: 20,
      },
    })
  } catch (cause) {
    throw new AppError('unsupported-media', 'Send the files as multipart/form-data.', { cause })
  }
}
