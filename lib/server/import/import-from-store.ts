import 'server-only'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { readObject } from '../object-store/object-store'
import type { ImportResult } from './import-report'
import { type ImportOptions, importTasks } from './import-tasks'

const contentTypes = new Map([
  ['.jsonl', 'application/x-ndjson'],
  ['.ndjson', 'application/x-ndjson'],
  ['.json', 'application/json'],
  ['.csv', 'text/csv'],
  ['.tsv', 'text/tab-separated-values'],
  ['.xml', 'application/xml'],
  ['.parquet', 'application/vnd.apache.parquet'],
  ['.zip', 'application/zip'],
])

/** Imports an object of a store that the operator allows, `s3://bucket/folder/file.jsonl`. Addresses of the web are not fetched. */
export async function importFromStore(
  actor: Actor,
  batchId: string,
  url: string,
  options: Omit<ImportOptions, 'body' | 'contentType' | 'expectedBytes'>,
): Promise<ImportResult> {
  await assertCan(actor, 'import-from-store', { batchId })
  if (!url.startsWith('s3://'))
    throw new AppError(
      'bad-input',
      'Give the address of an object as s3://bucket/folder/file.jsonl. Other addresses are not fetched.',
    )
  const contentType = contentTypes.get(path.posix.extname(url).toLowerCase())
  if (contentType === undefined) {
    throw new AppError(
      'bad-input',
      `The ending of the object tells what it is. Use ${[...contentTypes.keys()].join(', ')}.`,
    )
  }
  const { stream, bytes } = await readObject(url)
  try {
    return await importTasks(actor, batchId, { ...options, body: stream, contentType, expectedBytes: bytes })
  } finally {
    stream.destroy()
  }
}
