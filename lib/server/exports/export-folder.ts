import 'server-only'
import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ExportChunk } from '@/lib/core/export/contract'
import { inDataFolder } from '../data-folder'

interface OpenFile {
  hash: Hash
  /** Once it is closed for good. */
  sha256: string | null
  bytes: number
  handle: FileHandle | null
}

export interface WrittenFile {
  name: string
  bytes: number
  sha256: string
}

const mostHandles = 32

export function exportFolder(id: string): string {
  return inDataFolder('exports', path.basename(id))
}

export async function removeExport(id: string): Promise<void> {
  await rm(exportFolder(id), { recursive: true, force: true })
}

/** The files of one export on their way: in a folder beside its place, moved there when all is written, so that no half export is ever served. */
export class ExportFolder {
  readonly #id: string
  readonly #files = new Map<string, OpenFile>()
  readonly #open = new Set<OpenFile>()
  readonly #scratch = Buffer.alloc(2 ** 20)
  readonly #renamed: { from: string; to: string }[] = []

  constructor(id: string) {
    this.#id = id
  }

  get path(): string {
    return `${exportFolder(this.#id)}.part`
  }

  async begin(): Promise<void> {
    await this.remove()
    await mkdir(this.path, { recursive: true, mode: 0o700 })
  }

  /** One at a time: the next only when this one is through. */
  async write({ file, data }: ExportChunk): Promise<void> {
    const target = this.#files.get(file) ?? this.#add(file)
    const bytes = typeof data === 'string' ? this.#encoded(data) : data
    target.hash.update(bytes)
    target.bytes += bytes.byteLength
    const handle = await this.#handle(file, target)
    await handle.appendFile(bytes)
  }

  /** Gives a file its final name; on disk when all is closed. */
  rename(from: string, to: string): void {
    const target = this.#files.get(from)
    if (target === undefined || this.#files.has(to)) throw new Error(`No file ${from} to become ${to}.`)
    this.#assertSafe(to)
    this.#files.delete(from)
    this.#files.set(to, target)
    this.#renamed.push({ from, to })
  }

  /** Closes what is open for good and says what was written until now, by name. Other files may follow. */
  async finish(): Promise<WrittenFile[]> {
    await this.#closeAll()
    for (const { from, to } of this.#renamed.splice(0)) {
      await rename(path.join(this.path, from), path.join(this.path, to))
    }
    const files = [...this.#files].map(([name, target]) => {
      target.sha256 ??= target.hash.digest('hex')
      return { name, bytes: target.bytes, sha256: target.sha256 }
    })
    return files.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  }

  async writeManifest(json: string): Promise<void> {
    await writeFile(path.join(this.path, 'manifest.json'), json, { mode: 0o600 })
  }

  async publish(): Promise<void> {
    await rm(exportFolder(this.#id), { recursive: true, force: true })
    await rename(this.path, exportFolder(this.#id))
  }

  /** Closes what is open; it may be written on. */
  async close(): Promise<void> {
    await this.#closeAll()
  }

  async remove(): Promise<void> {
    await this.#closeAll()
    await rm(this.path, { recursive: true, force: true })
  }

  #add(file: string): OpenFile {
    this.#assertSafe(file)
    const added = { hash: createHash('sha256'), bytes: 0, handle: null, sha256: null }
    this.#files.set(file, added)
    return added
  }

  /** Into the same memory each time: a million rows would leave a gigabyte of buffers to be cleared away. */
  #encoded(text: string): Uint8Array {
    if (text.length * 3 > this.#scratch.length) return Buffer.from(text)
    return this.#scratch.subarray(0, this.#scratch.write(text))
  }

  #assertSafe(file: string): void {
    if (!isSafeName(file)) throw new Error(`An exporter names a file outside its folder: ${file}`)
  }

  async #handle(file: string, target: OpenFile): Promise<FileHandle> {
    if (target.handle !== null) return target.handle
    if (this.#open.size >= mostHandles) await this.#closeAll()
    const place = path.join(this.path, file)
    await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
    target.handle = await open(place, 'a', 0o600)
    this.#open.add(target)
    return target.handle
  }

  async #closeAll(): Promise<void> {
    for (const target of this.#open) {
      await target.handle?.close()
      target.handle = null
    }
    this.#open.clear()
  }
}

/** Relative, without a way up, and none of the names we add ourselves. */
function isSafeName(name: string): boolean {
  if (name === 'manifest.json' || name === 'all.zip') return false
  if (name === '' || name.length > 400 || name.includes('\\') || /\p{Cc}/u.test(name)) return false
  return name.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}
