import 'server-only'
import type { ZodError } from 'zod'
import { AppError } from '@/lib/core/errors'

/** The first fault names the field and makes the sentence; the first twenty are listed. */
export function badInput(error: ZodError, prefix = ''): AppError {
  const faults = error.issues.map((issue) => ({
    field: [...(prefix ? [prefix] : []), ...issue.path.map(String)].join('.'),
    message: issue.message,
  }))
  const first = faults[0]
  const sentence = first?.field
    ? `${first.field}: ${first.message}`
    : (first?.message ?? 'The request does not fit what this address takes.')
  return new AppError('bad-input', sentence, {
    cause: error,
    detail: { field: first?.field || null, faults: faults.slice(0, 20) },
  })
}
