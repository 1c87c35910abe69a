import 'server-only'
import type { ExportChunk } from '@/lib/core/export/contract'
import type { StoredMedia } from '@/lib/core/task-type'
import { db } from '../db/db'
import { mediaStore } from '../media/media-store'

/** Where a media file lies in an export: `media/` and its own name, made safe and unlike every other name given before. */
export class MediaPlaces {
  readonly #given = new Map<string, string>()
  readonly #taken = new Set<string>()

  placeOf(media: StoredMedia, folder = 'media'): string {
    const known = this.#given.get(media.id)
    if (known !== undefined) return known
    const wanted = `${folder}/${safePath(media.name)}`
    const place = this.#taken.has(wanted.toLowerCase())
      ? `${folder}/${media.sha256.slice(0, 12)}/${safePath(media.name)}`
      : wanted
    this.#taken.add(place.toLowerCase())
    this.#given.set(media.id, place)
    return place
  }
}

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

function safePath(name: string): string {
  const parts = name.split(/[/\\]+/).map((part) => part.replace(/[\p{Cc}<>:"|?*]/gu, '_').slice(0, 100))
  const kept = parts.filter((part) => part !== '' && part !== '.' && part !== '..')
  return kept.join('/') || 'file'
}
