import 'server-only'
import { AppError } from '@/lib/core/errors'

const absent = ['NoSuchKey', 'NotFound', 'NoSuchBucket']
const refused = ['AccessDenied', 'Forbidden', 'InvalidAccessKeyId', 'SignatureDoesNotMatch', 'CredentialsProviderError']

/** No such object. A missing bucket is a fault of the set-up and no such answer. */
export function isAbsent(error: unknown): boolean {
  return nameOf(error) === 'NoSuchKey' || nameOf(error) === 'NotFound'
}

/** What the store answered, as a sentence. Its own words stay out: they may hold key ids, signatures and addresses. */
export function asStoreProblem(error: unknown): unknown {
  if (error instanceof AppError) return error
  const name = nameOf(error)
  if (name === 'AbortError') return error
  if (name === 'NoSuchBucket')
    return new AppError(
      'unavailable',
      'The object store has no such bucket. Whoever runs this installation can make it.',
    )
  if (absent.includes(name))
    return new AppError('not-found', 'The object store has no such object. Check the address, letter by letter.')
  if (refused.includes(name) || statusOf(error) === 403) {
    return new AppError(
      'unavailable',
      'The object store refused this installation. Whoever runs it should check the keys and what they allow.',
      { detail: { store: name } },
    )
  }
  if (!isOfTheStore(error)) return error
  return new AppError('unavailable', 'The object store did not answer as it should. Try again in a while.', {
    detail: { store: name, status: statusOf(error) },
  })
}

function isOfTheStore(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return '$metadata' in error || '$fault' in error || 'syscall' in error || networkNames.includes(error.name)
}

const networkNames = ['TimeoutError', 'NetworkingError', 'AggregateError', 'TypeError']

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : ''
}

function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('$metadata' in error)) return null
  const { $metadata } = error
  if (typeof $metadata !== 'object' || $metadata === null || !('httpStatusCode' in $metadata)) return null
  return typeof $metadata.httpStatusCode === 'number' ? $metadata.httpStatusCode : null
}
