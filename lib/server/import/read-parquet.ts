import 'server-only'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { AppError } from '@/lib/core/errors'
import { faultIn, isRecord } from './json-value'
import { importLimits } from './limits'
import { featuresIn, type KeepMedia, plainValue } from './parquet-features'
import { excerptOf, type ReadLine } from './read-line'

/** A row group is held whole while its rows are read. */
const mostGroupBytes = 512 * 1024 ** 2
const rowsAtOnce = 200

/** The rows of a Parquet file on disk, some hundred at a time; the line is the number of the row. */
export async function* readParquet(file: string, keep: KeepMedia): AsyncIterable<ReadLine> {
  const buffer = await asyncBufferFromFile(file)
  const metadata = await parquetMetadataAsync(buffer).catch(refused)
  const features = featuresIn(metadata)
  let row = 0
  for (const group of metadata.row_groups) {
    if (group.total_byte_size > BigInt(mostGroupBytes))
      throw new AppError('too-large', 'A row group of the Parquet file is larger than 512 MB. Write smaller ones.')
    const end = row + Number(group.num_rows)
    for (let from = row; from < end; from += rowsAtOnce) {
      const to = Math.min(from + rowsAtOnce, end)
      // Only what says that it is text is decoded as text: media are bytes.
      const some = { file: buffer, metadata, rowStart: from, rowEnd: to, utf8: false }
      const rows = await parquetReadObjects(some).catch(refused)
      for (const [index, value] of rows.entries()) yield await lineOf(value, features, from + index + 1, keep)
    }
    row = end
  }
}

async function lineOf(value: unknown, features: unknown, line: number, keep: KeepMedia): Promise<ReadLine> {
  const plain = await plainValue(value, features, keep)
  const text = JSON.stringify(plain)
  const start = { line, characters: text.length, excerpt: excerptOf(text) }
  if (!isRecord(plain)) return { ...start, problem: { field: '', message: 'This row is no object.' } }
  if (text.length > importLimits.lineCharacters)
    return { ...start, problem: { field: '', message: 'This row is longer than 1 MB. Move media into files.' } }
  const fault = faultIn(plain, '')
  return fault === null ? { ...start, value: plain, asText: null } : { ...start, problem: fault }
}

function refused(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause)
  throw new AppError(
    'invalid-content',
    `The Parquet file cannot be read (${reason}). Write it anew. Nothing was imported.`,
    { cause },
  )
}
