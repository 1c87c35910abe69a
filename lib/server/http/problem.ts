import 'server-only'
import { randomUUID } from 'node:crypto'
import { AppError } from '@/lib/core/errors'
import type { Outgoing } from './incoming'
import { log } from './log'

const titles: Record<number, string> = {
  400: 'Bad input',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  410: 'Gone',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Invalid content',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
  507: 'No space left',
}

/** RFC 9457. Extra members (line, field, rejected, …) come from the error's detail. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  [member: string]: unknown
}

/** The one place where errors become replies: a sentence for what people can mend, an id for what is our bug (logged once, here). */
export function problemOf(error: unknown): Problem {
  if (error instanceof AppError) {
    return {
      type: `urn:concord:${error.code}`,
      title: titles[error.status] ?? 'Error',
      status: error.status,
      detail: error.message,
      ...error.detail,
    }
  }
  const id = randomUUID()
  log.error({ id, err: error }, 'request failed')
  const detail = `Something went wrong on our side. Quote ${id} when you report it; nothing of this request was kept.`
  return { type: 'urn:concord:internal', title: 'Internal error', status: 500, detail, id }
}

export function problemReply(error: unknown): Outgoing {
  const problem = problemOf(error)
  const headers: Record<string, string> = { ...plainHeaders, 'content-type': 'application/problem+json' }
  if (problem.status === 401) headers['www-authenticate'] = 'Bearer'
  if (typeof problem.retryAfterSeconds === 'number') headers['retry-after'] = String(problem.retryAfterSeconds)
  return { status: problem.status, headers, body: JSON.stringify(problem) }
}

/** Personal replies are never stored by caches and never taken for anything but what they say they are. */
export const plainHeaders = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  vary: 'Cookie, Authorization',
} as const

export function jsonReply(status: number, value: unknown): Outgoing {
  return { status, headers: { ...plainHeaders, 'content-type': 'application/json' }, body: JSON.stringify(value) }
}

export const emptyReply: Outgoing = { status: 204, headers: plainHeaders, body: '' }
