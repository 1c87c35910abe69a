import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { DocumentPart, SourceHead, SourceRow } from '@/lib/core/import-formats/mirror'
import type { PackedMedia } from './media-finder'
import { MediaShelf } from './media-shelf'
import type { ReadLine } from './read-line'
import { readParquet } from './read-parquet'
import { asNamed, type OpenSource } from './single-source'

/** One Parquet file on disk. */
export class ParquetSource implements OpenSource {
  readonly files = ['tasks.parquet']
  readonly tables = ['tasks.parquet']
  readonly #file: string
  readonly #shelf = new MediaShelf()

  constructor(file: string) {
    this.#file = file
  }

  get media(): PackedMedia {
    return this.#shelf.before(null)
  }

  async head(): Promise<SourceHead> {
    for await (const row of readParquet(this.#file, asNamed)) {
      return { files: this.files, tables: this.tables, row: 'value' in row ? row.value : null, start: '' }
    }
    return { files: this.files, tables: this.tables, row: null, start: '' }
  }

  plainRows(): AsyncIterable<ReadLine> {
    return readParquet(this.#file, (name, bytes) => this.#shelf.keep(name, bytes))
  }

  rows(): AsyncIterable<SourceRow> {
    return this.plainRows()
  }

  parts(): AsyncIterable<DocumentPart> {
    throw new AppError('invalid-content', 'A Parquet file is no JSON document. Nothing was imported.')
  }

  text(): Promise<string> {
    throw new AppError('invalid-content', 'A Parquet file is no text. Nothing was imported.')
  }

  async imageSize(): Promise<null> {
    return null
  }

  assertOneTable(): void {}

  close(): Promise<void> {
    return this.#shelf.close()
  }
}
