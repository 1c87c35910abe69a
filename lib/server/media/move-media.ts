import 'server-only'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AppError } from '@/lib/core/errors'
import { db } from '../db/db'
import { type MediaStore, mediaInBucket, mediaInFolder } from './media-store'
import { sha256Of } from './receive-file'

export interface MovedMedia {
  copied: number
  present: number
  bytes: number
}

/** Copies all media to the other store, each checked by its sum. Safe to repeat and to interrupt; nothing is removed where it came from. */
export async function moveMedia(to: 'folder' | 's3', say: (line: string) => void): Promise<MovedMedia> {
  const [source, target] = to === 's3' ? [mediaInFolder(), mediaInBucket()] : [mediaInBucket(), mediaInFolder()]
  const rows = await db.media.findMany({ distinct: ['sha256'], select: { sha256: true, bytes: true } })
  const moved = { copied: 0, present: 0, bytes: 0 }
  for (const [index, { sha256, bytes }] of rows.entries()) {
    if (await target.has(sha256)) moved.present += 1
    else {
      await copy(source, target, sha256, bytes)
      moved.copied += 1
      moved.bytes += bytes
    }
    if ((index + 1) % 1000 === 0) say(`${index + 1} of ${rows.length} files`)
  }
  return moved
}

async function copy(source: MediaStore, target: MediaStore, sha256: string, bytes: number): Promise<void> {
  const folder = await target.incomingFolder()
  try {
    const file = path.join(folder, 'moving')
    await pipeline(source.read(sha256, { start: 0, end: bytes - 1 }), createWriteStream(file, { mode: 0o600 }))
    if ((await sha256Of(file)) !== sha256)
      throw new AppError(
        'invalid-content',
        `The stored file ${sha256} is damaged. Restore it from a backup, then go on.`,
      )
    const peaks = await source.readPeaks(sha256)
    if (peaks !== null) await target.putPeaks(sha256, peaks)
    await target.put(sha256, file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
