import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { HeaderBag, Incoming } from './incoming'
import { isOurOrigin, publicOrigin } from './public-origin'

const typesNoFormCanSend = ['application/json', 'application/x-ndjson', 'text/csv', 'application/zip']

/** A request that changes something and is signed by a cookie must come from our own pages; another site's form or script must not reach it. */
export function assertSameOrigin(headers: HeaderBag): void {
  const origin = headers.get('origin')
  if (origin === null ? headers.get('sec-fetch-site') === 'same-origin' : isOurOrigin(origin)) return
  throw new AppError(
    'not-allowed',
    `This request does not come from ${publicOrigin()}. Open that address; if people reach this server by another one, set PUBLIC_URL.`,
  )
}

/** Content types a plain HTML form can send are refused, but for uploads, which the Origin check already covers. */
export function assertScriptedBody(incoming: Incoming, upload: boolean): void {
  const type = mediaTypeOf(incoming.headers)
  if (type === null && !hasBody(incoming.headers)) return
  if (type !== null && typesNoFormCanSend.includes(type)) return
  if (upload && type === 'multipart/form-data') return
  throw new AppError(
    'unsupported-media',
    `Send the body as application/json${upload ? ', or as an upload of the types this address takes' : ''}.`,
  )
}

function mediaTypeOf(headers: HeaderBag): string | null {
  const value = headers.get('content-type')
  return value === null ? null : (value.split(';')[0] ?? '').trim().toLowerCase()
}

function hasBody(headers: HeaderBag): boolean {
  return headers.get('transfer-encoding') !== null || Number(headers.get('content-length') ?? 0) > 0
}
