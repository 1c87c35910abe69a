import 'server-only'
import { stat } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { AppError } from '@/lib/core/errors'
import { measureAudio } from './audio'
import { prepareImage } from './image'
import { decodeInTurn, mediaLimits } from './limits'
import type { Peaks } from './peak-meter'
import { sha256Of } from './receive-file'

export interface InspectedMedia {
  /** The file to store; not the one given when an image was written anew. */
  file: string
  sha256: string
  mime: string
  bytes: number
  width: number | null
  height: number | null
  durationSeconds: number | null
  peaks: Peaks | null
}

const imageTypes = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif'])

/** How file-type names a type → how we serve it. */
const audioTypes = new Map([
  ['audio/wav', 'audio/wav'],
  ['audio/mpeg', 'audio/mpeg'],
  ['audio/flac', 'audio/flac'],
  ['audio/x-flac', 'audio/flac'],
  ['audio/ogg', 'audio/ogg'],
  ['audio/ogg; codecs=opus', 'audio/ogg'],
  ['audio/opus', 'audio/ogg'],
])

const accepted = 'Upload PNG, JPEG, WebP or GIF images, or WAV, MP3, FLAC or Ogg sound.'

/** What a file is, by its bytes alone; its name and the type it was sent with are not asked. */
export async function inspectMedia(file: string, name: string): Promise<InspectedMedia> {
  const { size } = await stat(file)
  if (size === 0) throw new AppError('invalid-content', `“${name}” is empty. ${accepted}`)
  const type = await fileTypeFromFile(file)
  if (type === undefined) throw new AppError('unsupported-media', `“${name}” is not a type we accept. ${accepted}`)
  const audioType = audioTypes.get(type.mime)
  if (audioType !== undefined) return decodeInTurn(() => inspectAudio(file, name, audioType, size))
  if (imageTypes.has(type.mime)) return decodeInTurn(() => inspectImage(file, name, type.mime, size))
  throw new AppError('unsupported-media', `“${name}” is ${type.mime}, which is not accepted. ${accepted}`)
}

async function inspectImage(file: string, name: string, mime: string, size: number): Promise<InspectedMedia> {
  if (size > mediaLimits.imageBytes) {
    const most = mediaLimits.imageBytes / 1024 / 1024
    throw new AppError('too-large', `“${name}” is larger than ${most} MB. Scale it down first.`)
  }
  const image = await prepareImage(file, name, mime)
  const { size: bytes } = await stat(image.file)
  return { ...image, sha256: await sha256Of(image.file), bytes, durationSeconds: null, peaks: null }
}

async function inspectAudio(file: string, name: string, mime: string, bytes: number): Promise<InspectedMedia> {
  const peaks = await measureAudio(file, name, mime)
  const { durationSeconds } = peaks
  return { file, sha256: await sha256Of(file), mime, bytes, width: null, height: null, durationSeconds, peaks }
}
