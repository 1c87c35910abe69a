import 'server-only'
import { AppError, type ErrorCode } from '@/lib/core/errors'
import { closeDatabase, openDatabase } from '../db/db'
import { asNoSpace } from '../import/storage-error'
import { type ExportOrder, makeExport } from './make-export'
import type { Manifest } from './manifest-schema'

export interface ProgramOrder {
  databaseUrl: string
  rowProgram: string
  order: ExportOrder
}

/** What the program tells the server, one message each. */
export type ProgramNews =
  | { total: number }
  | { share: number }
  | { manifest: Manifest }
  | { refused: { code: ErrorCode; message: string } }
  | { broken: string }

/** The program that makes one export and ends. The server that started it hears of its progress; with the server, it ends too. */
process.once('message', (order: ProgramOrder) => void run(order))
process.once('disconnect', () => process.exit(1))

async function run(order: ProgramOrder): Promise<void> {
  await openDatabase(order.databaseUrl)
  await tell(await outcomeOf(order))
  await closeDatabase()
  process.exit(0)
}

async function outcomeOf({ order, rowProgram }: ProgramOrder): Promise<ProgramNews> {
  try {
    const watch = { total: (total: number) => tell({ total }), progress: progressOf() }
    const manifest = await makeExport(order, watch, rowProgram)
    return { manifest }
  } catch (error) {
    const shown = asNoSpace(error)
    if (shown instanceof AppError) return { refused: { code: shown.code, message: shown.message } }
    return { broken: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

const betweenMs = 250

function progressOf(): (share: number) => Promise<void> {
  let toldAt = 0
  return async (share) => {
    if (performance.now() - toldAt < betweenMs) return
    toldAt = performance.now()
    await tell({ share })
  }
}

function tell(news: ProgramNews): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(news, undefined, {}, (error) => (error ? reject(error) : resolve()))
  })
}
