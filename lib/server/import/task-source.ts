import 'server-only'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'
import { mediaStore } from '../media/media-store'
import { receiveFile } from '../media/receive-file'
import { decodeUtf8 } from './decode-utf8'
import { importLimits } from './limits'
import { openZip, type TaskZip } from './open-zip'
import { readCsv } from './read-csv'
import { readJsonArray } from './read-json-array'
import type { ReadLine } from './read-line'
import { readNdjson } from './read-ndjson'

export interface TaskSource {
  lines: AsyncIterable<ReadLine>
  /** Where media are looked up first; null for plain files. */
  zip: TaskZip | null
  close(): Promise<void>
}

type LineReader = (text: AsyncIterable<string>) => AsyncIterable<ReadLine>

const readers = new Map<string, LineReader>([
  ['application/x-ndjson', readNdjson],
  ['application/ndjson', readNdjson],
  ['application/jsonl', readNdjson],
  ['application/x-jsonlines', readNdjson],
  ['application/json', readJsonArray],
  ['text/csv', readCsv],
])

const zipTypes = new Set(['application/zip', 'application/x-zip-compressed'])

const readersByEnding = new Map<string, LineReader>([
  ['.jsonl', readNdjson],
  ['.ndjson', readNdjson],
  ['.json', readJsonArray],
  ['.csv', readCsv],
])

/** Opens what was sent, by its content type. A zip is kept in a file of our own until `close`. */
export async function openTaskSource(body: AsyncIterable<Uint8Array>, contentType: string): Promise<TaskSource> {
  const type = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()
  if (zipTypes.has(type)) return openZipSource(body)
  const reader = readers.get(type)
  if (reader === undefined) {
    throw new AppError(
      'unsupported-media',
      `“${type}” cannot be imported. Send application/x-ndjson, application/json, text/csv or application/zip.`,
    )
  }
  return { lines: reader(decodeUtf8(body)), zip: null, close: async () => {} }
}

async function openZipSource(body: AsyncIterable<Uint8Array>): Promise<TaskSource> {
  const folder = await mediaStore().incomingFolder()
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const file = path.join(folder, 'tasks.zip')
    await receiveFile(body, file, importLimits.zipBytes, 'The zip')
    const zip = await openZip(file)
    const close = async () => {
      zip.close()
      await remove()
    }
    const reader = readersByEnding.get(path.extname(zip.dataFile.name).toLowerCase()) ?? readNdjson
    return { lines: linesOf(zip, reader), zip, close }
  } catch (error) {
    await remove()
    throw error
  }
}

async function* linesOf(zip: TaskZip, reader: LineReader): AsyncIterable<ReadLine> {
  yield* reader(decodeUtf8(await zip.dataFile.read()))
}
