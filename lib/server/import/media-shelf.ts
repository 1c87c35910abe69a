import 'server-only'
import { createReadStream } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'
import { mediaStore } from '../media/media-store'
import { importLimits } from './limits'
import type { PackedMedia } from './media-finder'

/** Files that lay inside rows, on disk under names of ours until the import has been read. */
export class MediaShelf {
  readonly #files = new Map<string, string>()
  #folder: string | null = null
  #bytes = 0

  /** Takes a file and gives the name it is now found under: its own, or one with a number where another has it. */
  async keep(name: string, bytes: Uint8Array): Promise<string> {
    this.#bytes += bytes.byteLength
    if (this.#bytes > importLimits.unpackedBytes)
      throw new AppError(
        'too-large',
        'The media inside the rows are larger than 16 GB. Split the file. Nothing was imported.',
      )
    this.#folder ??= await mediaStore().incomingFolder()
    const number = this.#files.size + 1
    const wanted = name === '' ? `media-${number}` : name
    const free = this.#files.has(wanted) ? `${number}-${wanted}` : wanted
    const file = path.join(this.#folder, `media-${number}`)
    await writeFile(file, bytes, { mode: 0o600 })
    this.#files.set(free, file)
    return free
  }

  /** Looks here first, then among what lay beside the rows. */
  before(beside: PackedMedia | null): PackedMedia {
    return {
      find: (name) => (this.#files.has(name) ? name : (beside?.find(name) ?? null)),
      read: async (name) => {
        const file = this.#files.get(name)
        if (file !== undefined) return createReadStream(file)
        if (beside === null) throw new Error(`No file ${name}`)
        return beside.read(name)
      },
    }
  }

  async close(): Promise<void> {
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true })
  }
}
