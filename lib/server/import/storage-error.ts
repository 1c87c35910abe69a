import 'server-only'
import { AppError } from '@/lib/core/errors'

/** ENOSPC of the disk, SQLITE_FULL, 53100 of PostgreSQL. */
const fullCodes = new Set(['ENOSPC', 'SQLITE_FULL', '53100'])

/** A full disk is the operator's to mend, and no bug: said so, wherever it showed. */
export function asNoSpace(error: unknown): unknown {
  const full = error instanceof Error && 'code' in error && fullCodes.has(String(error.code))
  if (!full) return error
  return new AppError(
    'no-space',
    'The disk of the server is full. Nothing was stored; free some space and try again.',
    {
      cause: error,
    },
  )
}
