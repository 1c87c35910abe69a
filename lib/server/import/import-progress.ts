import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { db } from '../db/db'
import { readResult } from './import-record'
import type { ImportResult } from './import-report'

export interface ImportProgress {
  state: 'reading' | 'publishing' | 'done'
  lines: number
  imported: number
  rejected: number
  /** The reply of a finished import. */
  result: ImportResult | null
}

/** How far the import with this key is. A refused import leaves no trace and is not found. */
export async function importProgress(actor: Actor, batchId: string, key: string): Promise<ImportProgress> {
  await assertCan(actor, 'import-tasks', { batchId })
  const row = await db.import.findUnique({ where: { batchId_key: { batchId, key } } })
  if (row === null) throw new AppError('not-found', 'There is no import with this key in this batch.')
  const { linesRead: lines, imported, rejected } = row
  const state = row.state === 'done' || row.state === 'publishing' ? row.state : 'reading'
  return { state, lines, imported, rejected, result: state === 'done' ? readResult(row.result) : null }
}
