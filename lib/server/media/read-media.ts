import 'server-only'
import type { Readable } from 'node:stream'
import { AppError } from '@/lib/core/errors'
import type { Media } from '@/prisma/generated/sqlite/client'
import type { Actor } from '../access/actor'
import { assertCan, can } from '../access/assert-can'
import { db } from '../db/db'
import { type ByteRange, byteRange } from './byte-range'
import { mediaStore } from './media-store'

export interface MediaReply {
  name: string
  mime: string
  /** Bytes of the whole file. */
  size: number
  sha256: string
  range: ByteRange
  /** Null when the range lies past the end. */
  body: Readable | null
}

/** The bytes of one media file, or a part of them. `range` is the request's Range header. */
export async function readMedia(actor: Actor, mediaId: string, range: string | null): Promise<MediaReply> {
  const media = await allowedMedia(actor, mediaId)
  const { name, mime, bytes: size, sha256 } = media
  const wanted = byteRange(range, size)
  const reply = { name, mime, size, sha256, range: wanted }
  if (wanted.kind === 'unsatisfiable') return { ...reply, body: null }
  const part = wanted.kind === 'part' ? wanted : { start: 0, end: size - 1 }
  return { ...reply, body: mediaStore().read(sha256, part) }
}

/** What the audio player draws, as JSON text: `{ durationSeconds, peaksPerSecond, peaks: [[…]] }`. */
export async function readPeaks(actor: Actor, mediaId: string): Promise<string> {
  const media = await allowedMedia(actor, mediaId)
  const peaks = await mediaStore().readPeaks(media.sha256)
  if (peaks === null) throw new AppError('not-found', 'This file has no sound.')
  return peaks
}

/** Judges of the project read its media; a labeler those of tasks they hold or have answered. To all others the id means nothing. */
async function allowedMedia(actor: Actor, mediaId: string): Promise<Media> {
  const media = await db.media.findUnique({ where: { id: mediaId } })
  if (media === null) throw new AppError('not-found', 'There is no such file, or you may not see it.')
  if (await can(actor, 'read-media', { projectId: media.projectId })) return media
  if (actor.kind === 'user') {
    const held = await db.assignment.findFirst({
      where: { labelerId: actor.userId, state: { in: ['open', 'submitted'] }, task: { media: { some: { mediaId } } } },
      select: { id: true },
    })
    if (held !== null) {
      await assertCan(actor, 'read-assigned-media', { assignmentId: held.id })
      return media
    }
  }
  if (actor.kind === 'anonymous')
    throw new AppError('not-signed-in', 'Sign in first, or send an API token in the Authorization header.')
  throw new AppError('not-found', 'There is no such file, or you may not see it.')
}
