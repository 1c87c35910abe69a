import 'server-only'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { AppError } from '@/lib/core/errors'
import { inDataFolder } from '../data-folder'
import { objectMediaStore } from './object-media-store'

/** Bytes by their sha256. A local folder here; `objectMediaStore` is the same over an object store. */
export interface MediaStore {
  has(sha256: string): Promise<boolean>
  /** Takes the file over: afterwards it lies in the store and no longer at `file`. Known bytes are dropped. */
  put(sha256: string, file: string): Promise<void>
  /** Bytes `start` to `end`, both inclusive. */
  read(sha256: string, range: { start: number; end: number }): Readable
  putPeaks(sha256: string, peaks: string): Promise<void>
  /** The stored peaks as JSON text, or null for media without sound. */
  readPeaks(sha256: string): Promise<string | null>
  remove(sha256: string): Promise<void>
  /** A folder of one's own on the disk of the server, for files on their way in. The caller removes it. */
  incomingFolder(): Promise<string>
}

function localMediaStore(root: string): MediaStore {
  const placeOf = (sha256: string) => path.join(root, checked(sha256).slice(0, 2), sha256)
  const peaksOf = (sha256: string) => `${placeOf(sha256)}.peaks.json`
  return {
    has: (sha256) => exists(placeOf(sha256)),
    async put(sha256, file) {
      const place = placeOf(sha256)
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
      await rename(file, place)
    },
    read: (sha256, range) => createReadStream(placeOf(sha256), range),
    async putPeaks(sha256, peaks) {
      const place = peaksOf(sha256)
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
      await writeFile(`${place}.new`, peaks, { mode: 0o600 })
      await rename(`${place}.new`, place)
    },
    async readPeaks(sha256) {
      if (!(await exists(peaksOf(sha256)))) return null
      return readFile(peaksOf(sha256), 'utf8')
    },
    async remove(sha256) {
      await rm(placeOf(sha256), { force: true })
      await rm(peaksOf(sha256), { force: true })
    },
    incomingFolder,
  }
}

/** The store of this installation: a folder, or with CONCORD_MEDIA=s3 the operator's object store. */
export function mediaStore(): MediaStore {
  const kind = process.env.CONCORD_MEDIA || 'folder'
  if (kind === 'folder') return mediaInFolder()
  if (kind === 's3') return mediaInBucket()
  throw new AppError('unavailable', 'CONCORD_MEDIA is neither “folder” nor “s3”. Set one of them, or leave it out.')
}

export function mediaInFolder(): MediaStore {
  return localMediaStore(inDataFolder('media'))
}

export function mediaInBucket(): MediaStore {
  return objectMediaStore(incomingFolder)
}

async function incomingFolder(): Promise<string> {
  const incoming = inDataFolder('media', 'incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  return mkdtemp(path.join(incoming, 'file-'))
}

/** Uploads that a crash left half-way: nobody else knows them. For the start of the server. */
export async function clearIncoming(): Promise<void> {
  await rm(inDataFolder('media', 'incoming'), { recursive: true, force: true })
}

function checked(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`Not a sha256: ${sha256}`)
  return sha256
}

async function exists(file: string): Promise<boolean> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return found !== null
}
