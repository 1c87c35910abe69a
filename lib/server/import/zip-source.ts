import 'server-only'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AppError } from '@/lib/core/errors'
import type { DocumentPart, SourceHead, SourceRow } from '@/lib/core/import-formats/mirror'
import { mediaStore } from '../media/media-store'
import { decodeUtf8 } from './decode-utf8'
import { inspected, type PackedMedia } from './media-finder'
import { MediaShelf } from './media-shelf'
import type { TaskZip } from './open-zip'
import type { KeepMedia } from './parquet-features'
import { readJsonDocument } from './read-json-document'
import type { ReadLine } from './read-line'
import { readParquet } from './read-parquet'
import { asNamed, firstRow, type OpenSource, readerOf, wholeText } from './single-source'
import { oneTable, tablesAmong } from './tables-in-zip'
import { begun } from './text-beginning'

/** The files of a zip, each read as a stream of its own. */
export class ZipSource implements OpenSource {
  readonly files: readonly string[]
  readonly tables: readonly string[]
  readonly #zip: TaskZip
  readonly #shelf = new MediaShelf()

  constructor(zip: TaskZip) {
    this.#zip = zip
    this.files = zip.files
    this.tables = tablesAmong(zip.files)
  }

  get media(): PackedMedia {
    const beside = this.tables[0] ?? null
    return this.#shelf.before({
      find: (name) => this.#zip.find(name, beside),
      read: (name) => this.#zip.read(name),
    })
  }

  async head(): Promise<SourceHead> {
    const { files, tables } = this
    const [first] = tables
    if (first?.endsWith('.parquet')) {
      for await (const row of this.#rowsOf(first, asNamed)) {
        return { files, tables, row: 'value' in row ? row.value : null, start: '' }
      }
    }
    const looked = first ?? files.find((file) => /\.xml$/i.test(file))
    if (looked === undefined) return { files, tables, row: null, start: '' }
    const { start, all } = await begun(await this.#textOf(looked))
    await all[Symbol.asyncIterator]().return?.()
    return { files, tables, row: first === undefined ? null : await firstRow(looked, start), start }
  }

  async *plainRows(): AsyncIterable<ReadLine> {
    for (const table of this.tables) yield* this.#rowsOf(table)
  }

  rows(file: string): AsyncIterable<SourceRow> {
    return this.#rowsOf(file)
  }

  async *parts(file: string): AsyncIterable<DocumentPart> {
    yield* readJsonDocument(await this.#textOf(file))
  }

  async text(file: string): Promise<string> {
    return wholeText(file, await this.#textOf(file))
  }

  async imageSize(name: string): Promise<{ width: number; height: number } | null> {
    try {
      const { width, height } = await inspected(name, await this.#zip.read(name))
      return width === null || height === null ? null : { width, height }
    } catch (error) {
      if (error instanceof AppError && error.code !== 'no-space') return null
      throw error
    }
  }

  assertOneTable(): void {
    oneTable(this.tables)
  }

  async close(): Promise<void> {
    this.#zip.close()
    await this.#shelf.close()
  }

  async *#rowsOf(
    file: string,
    keep: KeepMedia = (name, bytes) => this.#shelf.keep(name, bytes),
  ): AsyncIterable<ReadLine> {
    if (!file.endsWith('.parquet')) {
      yield* readerOf(file)(await this.#textOf(file))
      return
    }
    // Parquet is read from its end: it must lie on the disk.
    const folder = await mediaStore().incomingFolder()
    try {
      const unpacked = path.join(folder, 'rows.parquet')
      await pipeline(await this.#zip.read(file), createWriteStream(unpacked, { mode: 0o600 }))
      yield* readParquet(unpacked, keep)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  async #textOf(file: string): Promise<AsyncIterable<string>> {
    return decodeUtf8(await this.#zip.read(file))
  }
}
