import 'server-only'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'
import type { ExportTally } from '@/lib/core/export/contract'
import { detected, mirrorOf, plainFormat } from '@/lib/core/import-formats/registry'
import { mediaStore } from '../media/media-store'
import { receiveFile } from '../media/receive-file'
import { decodeUtf8 } from './decode-utf8'
import { importLimits } from './limits'
import type { PackedMedia } from './media-finder'
import { mirroredLines } from './mirrored-lines'
import { openZip } from './open-zip'
import { ParquetSource } from './parquet-source'
import type { ReadLine } from './read-line'
import { type OpenSource, StreamSource } from './single-source'
import { ZipSource } from './zip-source'

export interface TaskSource {
  /** The format it is read as: `tasks` for the type's own lines, or a mirror's name. */
  format: string
  lines: AsyncIterable<ReadLine>
  /** Where media are looked up first; null for plain files. */
  zip: PackedMedia | null
  close(): Promise<void>
}

export interface SourceOptions {
  contentType: string
  taskType: string
  /** A format's name; null: found out from the content. */
  format: string | null
  /** Counts what tasks cannot hold. */
  tally: ExportTally
}

/** What a plain file is called, by what it was sent as: its ending says how its rows are read. */
const nameOf = new Map([
  ['application/x-ndjson', 'tasks.jsonl'],
  ['application/ndjson', 'tasks.jsonl'],
  ['application/jsonl', 'tasks.jsonl'],
  ['application/x-jsonlines', 'tasks.jsonl'],
  ['application/json', 'tasks.json'],
  ['text/csv', 'tasks.csv'],
  ['text/tab-separated-values', 'tasks.tsv'],
  ['application/xml', 'tasks.xml'],
  ['text/xml', 'tasks.xml'],
])

const zipTypes = new Set(['application/zip', 'application/x-zip-compressed'])
const parquetTypes = new Set(['application/vnd.apache.parquet', 'application/x-parquet'])

/** Opens what was sent, by its content type, and finds out its format. A zip is kept in a file of our own until `close`. */
export async function openTaskSource(body: AsyncIterable<Uint8Array>, options: SourceOptions): Promise<TaskSource> {
  const type = (options.contentType.split(';', 1)[0] ?? '').trim().toLowerCase()
  if (zipTypes.has(type)) return onDisk(body, 'tasks.zip', options, async (file) => new ZipSource(await openZip(file)))
  if (parquetTypes.has(type)) return onDisk(body, 'tasks.parquet', options, async (file) => new ParquetSource(file))
  const name = nameOf.get(type)
  if (name === undefined) {
    throw new AppError(
      'unsupported-media',
      `“${type}” cannot be imported. Send application/x-ndjson, application/json, text/csv, text/tab-separated-values, application/xml, application/vnd.apache.parquet or application/zip.`,
    )
  }
  return described(await StreamSource.of(name, decodeUtf8(body)), options, async () => {})
}

async function onDisk(
  body: AsyncIterable<Uint8Array>,
  name: string,
  options: SourceOptions,
  open: (file: string) => Promise<OpenSource>,
): Promise<TaskSource> {
  const folder = await mediaStore().incomingFolder()
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const file = path.join(folder, name)
    await receiveFile(body, file, importLimits.zipBytes, 'The file')
    return await described(await open(file), options, remove)
  } catch (error) {
    await remove()
    throw error
  }
}

async function described(source: OpenSource, options: SourceOptions, remove: () => Promise<void>): Promise<TaskSource> {
  const { taskType, tally } = options
  const close = async () => {
    await source.close()
    await remove()
  }
  try {
    const format = options.format ?? detected(await source.head(), taskType)
    const mirror = mirrorOf(format, taskType)
    if (mirror?.folder !== true) source.assertOneTable()
    const lines = mirror === null ? source.plainRows() : mirroredLines(mirror.read(source, tally, taskType))
    return { format: mirror === null ? plainFormat : format, lines, zip: source.media, close }
  } catch (error) {
    await close()
    throw error
  }
}
