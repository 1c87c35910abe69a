import 'server-only'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'
import type { StoredMedia } from '@/lib/core/task-type'
import type { Media } from '@/prisma/generated/sqlite/client'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { now } from '../clock'
import { db } from '../db/db'
import { newId } from '../ids'
import { inspectMedia } from './inspect-media'
import { mediaLimits, takingTurns } from './limits'
import { mediaStore } from './media-store'
import { receiveFile } from './receive-file'

export interface MediaFile {
  /** The name import lines use: `images/cat.png`. */
  name: string
  stream: AsyncIterable<Uint8Array>
}

/** Two uploads of the same bytes, or an upload and a clean-up, must not cross. */
const oneStoring = takingTurns(1)

/** Takes one file into a project. The same file again gives the same media. */
export async function storeMedia(actor: Actor, projectId: string, file: MediaFile): Promise<StoredMedia> {
  await assertCan(actor, 'upload-media', { projectId })
  return keepMedia(projectId, file, async () => {})
}

/** For imports that have been allowed already. `announce` is told the id of new media before they exist, so that a crash can be tidied up. */
export async function keepMedia(
  projectId: string,
  file: MediaFile,
  announce: (mediaId: string) => Promise<void>,
): Promise<StoredMedia> {
  const name = mediaName(file.name)
  const store = mediaStore()
  const folder = await store.incomingFolder()
  try {
    const received = path.join(folder, 'received')
    await receiveFile(file.stream, received, mediaLimits.audioBytes, name)
    const inspected = await inspectMedia(received, name)
    return await oneStoring(async () => {
      const known = await db.media.findUnique({ where: { projectId_name: { projectId, name } } })
      if (known !== null) return sameFile(known, inspected.sha256)
      const id = newId()
      await announce(id)
      if (inspected.peaks !== null) await store.putPeaks(inspected.sha256, JSON.stringify(inspected.peaks))
      await store.put(inspected.sha256, inspected.file)
      const { sha256, mime, bytes, width, height, durationSeconds } = inspected
      const row = { id, projectId, name, sha256, mime, bytes, width, height, durationSeconds, createdAt: now() }
      return asStored(await db.media.create({ data: row }))
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Media of a project, by the names as `mediaName` writes them. Names without a file are left out. */
export async function mediaByName(projectId: string, names: readonly string[]): Promise<Map<string, StoredMedia>> {
  const rows = await db.media.findMany({ where: { projectId, name: { in: [...names] } } })
  return new Map(rows.map((row) => [row.name, asStored(row)]))
}

/** Removes media that no task shows, and their bytes where nobody else has the same. */
export async function removeUnusedMedia(ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += 500) {
    const some = ids.slice(from, from + 500)
    await oneStoring(async () => {
      const unused = await db.media.findMany({ where: { id: { in: some }, tasks: { none: {} } } })
      await db.media.deleteMany({ where: { id: { in: unused.map(({ id }) => id) } } })
      for (const { sha256 } of unused) {
        if ((await db.media.count({ where: { sha256 } })) === 0) await mediaStore().remove(sha256)
      }
    })
  }
}

/** A name is text to find a file by: never a path on our disk. */
export function mediaName(name: string): string {
  const clean = name.normalize('NFC').replace(/^(\.\/)+/, '')
  if (clean.trim() === '') throw new AppError('bad-input', 'The file has no name. Give it one.')
  if (clean.length > mediaLimits.nameCharacters) {
    throw new AppError('bad-input', `A file name is longer than ${mediaLimits.nameCharacters} characters. Shorten it.`)
  }
  if (/[\p{Cc}\u202a-\u202e\u2066-\u2069]|[\uD800-\uDFFF]/u.test(clean)) {
    throw new AppError('bad-input', 'A file name holds control characters. Rename the file.')
  }
  return clean
}

function sameFile(known: Media, sha256: string): StoredMedia {
  if (known.sha256 === sha256) return asStored(known)
  throw new AppError(
    'conflict',
    `“${known.name}” is already stored with other content. Rename the file, or use the stored one.`,
  )
}

function asStored(row: Media): StoredMedia {
  const { id, name, sha256, mime, width, height, durationSeconds } = row
  return { id, name, sha256, mime, width, height, durationSeconds }
}
