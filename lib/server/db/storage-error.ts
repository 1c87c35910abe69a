import 'server-only'
import { AppError } from '@/lib/core/errors'

/** What the database says when the machine, not the request, is at fault, in words that help whoever runs it. Anything else stays as it is. */
export function asStorageError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_FULL' || code === '53100' || code === 'ENOSPC')
    return new AppError(
      'no-space',
      'The disk of the server is full, so this was not stored. Free some space, then send it again.',
      {
        cause: error,
      },
    )
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_IOERR') || unreachable.has(code))
    return new AppError(
      'unavailable',
      'The database does not answer at the moment, so this was not stored. Try again shortly.',
      {
        cause: error,
        detail: { retryAfterSeconds: 2 },
      },
    )
  return error
}

/** PostgreSQL stopping, starting, out of connections or gone; the network's own names for the latter. */
const unreachable = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08000',
  '08003',
  '08006',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
])
