import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { DocumentPart, ImportSource, SourceHead, SourceRow } from '@/lib/core/import-formats/mirror'
import type { PackedMedia } from './media-finder'
import { readCsv, readTsv } from './read-csv'
import { readJson } from './read-json'
import { readJsonDocument } from './read-json-document'
import type { ReadLine } from './read-line'
import { readNdjson } from './read-ndjson'
import { begun } from './text-beginning'

/** What was sent, open for reading. */
export interface OpenSource extends ImportSource {
  head(): Promise<SourceHead>
  /** Rows as the task type's own lines. */
  plainRows(): AsyncIterable<ReadLine>
  /** @throws AppError where rows are asked for and there is no table, or several that are no parts of one */
  assertOneTable(): void
  media: PackedMedia | null
  close(): Promise<void>
}

/** Longest text that is read in one piece. */
const longestText = 32 * 1024 * 1024

const readers: readonly [RegExp, (text: AsyncIterable<string>) => AsyncIterable<ReadLine>][] = [
  [/\.(jsonl|ndjson)$/i, readNdjson],
  [/\.json$/i, readJson],
  [/\.csv$/i, readCsv],
  [/\.tsv$/i, readTsv],
]

export function readerOf(file: string): (text: AsyncIterable<string>) => AsyncIterable<ReadLine> {
  return readers.find(([ending]) => ending.test(file))?.[1] ?? readNdjson
}

/** A plain upload: one text that passes by once. */
export class StreamSource implements OpenSource {
  readonly files: readonly string[]
  readonly tables: readonly string[]
  readonly media = null
  readonly #text: AsyncIterable<string>
  readonly #start: string

  private constructor(name: string, start: string, text: AsyncIterable<string>) {
    this.files = [name]
    this.tables = name.endsWith('.xml') ? [] : [name]
    this.#start = start
    this.#text = text
  }

  static async of(name: string, text: AsyncIterable<string>): Promise<StreamSource> {
    const { start, all } = await begun(text)
    return new StreamSource(name, start, all)
  }

  async head(): Promise<SourceHead> {
    const [table] = this.tables
    const row = table === undefined ? null : await firstRow(table, this.#start)
    return { files: this.files, tables: this.tables, row, start: this.#start }
  }

  plainRows(): AsyncIterable<ReadLine> {
    return readerOf(this.tables[0] ?? '')(this.#text)
  }

  rows(): AsyncIterable<SourceRow> {
    return this.plainRows()
  }

  parts(): AsyncIterable<DocumentPart> {
    return readJsonDocument(this.#text)
  }

  text(file: string): Promise<string> {
    return wholeText(file, this.#text)
  }

  async imageSize(): Promise<null> {
    return null
  }

  assertOneTable(): void {
    if (this.tables.length === 0)
      throw new AppError(
        'invalid-content',
        'This XML is of no format that holds tasks of this project. Nothing was imported.',
      )
  }

  async close(): Promise<void> {}
}

/** The first row of a beginning that may end in the middle of it; null where it cannot be read. */
export async function firstRow(file: string, start: string): Promise<Record<string, unknown> | null> {
  async function* beginning() {
    yield start
  }
  try {
    for await (const row of readerOf(file)(beginning())) return 'value' in row ? row.value : null
    return null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

export async function wholeText(file: string, text: AsyncIterable<string>): Promise<string> {
  let whole = ''
  for await (const chunk of text) {
    whole += chunk
    if (whole.length > longestText)
      throw new AppError('too-large', `“${file}” is larger than 32 MB. Split it. Nothing was imported.`)
  }
  return whole
}

/** For a look at the first row: media stay where they are. */
export async function asNamed(name: string): Promise<string> {
  return name
}
