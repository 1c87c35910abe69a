import 'server-only'
import type { ExportChunk } from '@/lib/core/export/contract'
import type { StoredMedia } from '@/lib/core/task-type'
import { db } from '../db/db'
import { mediaStore } from '../media/media-store'
import type { MediaPlaces } from './media-places'

/** The bytes of the media that exported tasks show, each file under the place it was given. */
export async function* mediaChunks(media: Iterable<StoredMedia>, places: MediaPlaces): AsyncIterable<ExportChunk> {
  for (const file of media) {
    for await (const data of await bytesOf(file)) yield { file: places.placeOf(file), data }
  }
}

/** All bytes of one file. */
export async function readMedia(file: StoredMedia): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of await bytesOf(file)) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function bytesOf(file: StoredMedia): Promise<AsyncIterable<Uint8Array>> {
  const { bytes } = await db.media.findUniqueOrThrow({ where: { id: file.id }, select: { bytes: true } })
  return mediaStore().read(file.sha256, { start: 0, end: bytes - 1 })
}
