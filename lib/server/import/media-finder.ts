import 'server-only'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'
import type { MediaReference, StoredMedia } from '@/lib/core/task-type'
import { newId } from '../ids'
import { inspectMedia } from '../media/inspect-media'
import { mediaLimits } from '../media/limits'
import { mediaStore } from '../media/media-store'
import { receiveFile } from '../media/receive-file'
import { keepMedia, mediaByName, mediaName } from '../media/store-media'
import type { LineProblem } from './read-line'

/** Where media are looked up first: what came along with the lines. */
export interface PackedMedia {
  /** Under which name it lies there, or null. */
  find(name: string): string | null
  read(found: string): Promise<AsyncIterable<Uint8Array>>
}

export type FoundMedia = { media: Map<string, StoredMedia> } | { problem: LineProblem }

/** Finds the files that lines name: in the zip they came with, else among those the project has. */
export class MediaFinder {
  /** Media this import brought: removed again where the import fails or no task shows them. */
  readonly brought: string[] = []
  readonly #projectId: string
  readonly #zip: PackedMedia | null
  readonly #keep: boolean
  readonly #announce: (mediaId: string) => Promise<void>
  readonly #known = new Map<string, StoredMedia>()

  /** `keep` false: files are looked at and forgotten (dry run). */
  constructor(projectId: string, zip: PackedMedia | null, keep: boolean, announce: (mediaId: string) => Promise<void>) {
    this.#projectId = projectId
    this.#zip = zip
    this.#keep = keep
    this.#announce = announce
  }

  /** One look at the database for the files of many lines. */
  async prefetch(references: readonly MediaReference[]): Promise<void> {
    const names = references
      .map(({ name }) => name)
      .filter((name) => !this.#known.has(name) && this.#inZip(name) === null)
    const canonical = new Set(names.flatMap((name) => canonicalOrNone(name)))
    if (canonical.size === 0) return
    for (const [name, media] of await mediaByName(this.#projectId, [...canonical])) this.#known.set(name, media)
  }

  async find(references: readonly MediaReference[]): Promise<FoundMedia> {
    const media = new Map<string, StoredMedia>()
    for (const { name, kind } of references) {
      try {
        const file = await this.#one(name)
        if (file === null) return { problem: { field: kind, message: this.#absent(name) } }
        if (!file.mime.startsWith(`${kind}/`)) {
          const is = file.mime.startsWith('image/') ? 'an image' : 'a recording'
          return {
            problem: {
              field: kind,
              message: `“${name}” is ${is}. Name ${kind === 'image' ? 'an image' : 'a recording'}.`,
            },
          }
        }
        media.set(name, file)
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'no-space') throw error
        return { problem: { field: kind, message: error.message } }
      }
    }
    return { media }
  }

  async #one(name: string): Promise<StoredMedia | null> {
    const canonical = mediaName(name)
    const known = this.#known.get(canonical)
    if (known !== undefined) return known
    const entry = this.#inZip(name)
    if (this.#zip === null || entry === null) return null
    const stream = await this.#zip.read(entry)
    const found = this.#keep ? await this.#stored(canonical, stream) : await inspected(canonical, stream)
    this.#known.set(canonical, found)
    return found
  }

  async #stored(name: string, stream: AsyncIterable<Uint8Array>): Promise<StoredMedia> {
    return keepMedia(this.#projectId, { name, stream }, async (mediaId) => {
      this.brought.push(mediaId)
      await this.#announce(mediaId)
    })
  }

  #inZip(name: string): string | null {
    return this.#zip === null ? null : this.#zip.find(name)
  }

  #absent(name: string): string {
    if (this.#zip !== null)
      return `“${name}” is neither in the zip nor stored in this project. Add it, or correct the path.`
    return `“${name}” is not stored in this project. Upload it first, or import a zip that holds it.`
  }
}

function canonicalOrNone(name: string): string[] {
  try {
    return [mediaName(name)]
  } catch {
    return []
  }
}

/** What the file would be, without keeping it. */
export async function inspected(name: string, stream: AsyncIterable<Uint8Array>): Promise<StoredMedia> {
  const folder = await mediaStore().incomingFolder()
  try {
    const file = path.join(folder, 'looked-at')
    await receiveFile(stream, file, mediaLimits.audioBytes, name)
    const { sha256, mime, width, height, durationSeconds } = await inspectMedia(file, name)
    return { id: newId(), name, sha256, mime, width, height, durationSeconds }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
