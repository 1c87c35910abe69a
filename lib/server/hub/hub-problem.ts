import 'server-only'
import { AppError } from '@/lib/core/errors'

const again = 'Push again: files that have arrived are not sent a second time.'

/** What a refusal of the hub means and what to do. Its own words are not shown: they are another server's. */
export function hubProblem(status: number, repository: string): AppError {
  const detail = { hubStatus: status }
  if (status === 401) {
    return new AppError(
      'bad-input',
      'The hub does not know this token. Make a new one with write access in its settings, and push again with it.',
      { detail },
    )
  }
  if (status === 403) {
    return new AppError(
      'not-allowed',
      `This token may not write to “${repository}”. Take one with write access to that owner, or choose another name.`,
      { detail },
    )
  }
  if (status === 404) {
    return new AppError(
      'not-found',
      `The hub finds no “${repository}”, or this token may not see it. Check the owner’s name.`,
      { detail },
    )
  }
  if (status >= 300 && status < 400)
    return new AppError('conflict', `“${repository}” has moved on the hub. Push to its new name.`, { detail })
  if (status === 413)
    return new AppError('too-large', 'A file is larger than the hub takes. Export in shards with fewer rows.', {
      detail,
    })
  if (status === 429)
    return new AppError('too-many', `The hub asks for patience. Wait a few minutes. ${again}`, { detail })
  if (status >= 500) return new AppError('unavailable', `The hub is not well at the moment. ${again}`, { detail })
  return new AppError('unavailable', `The hub refused what was sent (${status}). ${again}`, { detail })
}

/** For connections that break off and replies that make no sense. */
export function hubUnreachable(cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return new AppError('unavailable', `The connection to the hub broke off. ${again}`, {
    detail: { network: /^[A-Z_0-9]{1,40}$/.test(code) ? code : '' },
  })
}
