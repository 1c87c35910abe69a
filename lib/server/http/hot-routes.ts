import 'server-only'
import type { Endpoint, PathParams } from './endpoint'
import { claimEndpoint, draftEndpoint, renewEndpoint, submitEndpoint } from './queue-endpoints'

const byLastPart: Record<string, Endpoint | undefined> = {
  'PUT annotation': submitEndpoint,
  'PUT draft': draftEndpoint,
  'POST renew': renewEndpoint,
}
const ofAssignment = /^\/api\/v1\/assignments\/([A-Za-z0-9_-]{1,64})\/(annotation|draft|renew)(?:\?|$)/
const ofClaim = /^\/api\/v1\/queue\/claim(?:\?|$)/

/** The calls labelers make all day. bin/serve answers them itself; Next has the same endpoints as routes. */
export function hotRoute(method: string, url: string): { endpoint: Endpoint; params: PathParams } | null {
  if (method === 'POST' && ofClaim.test(url)) return { endpoint: claimEndpoint, params: {} }
  const [, id, part] = ofAssignment.exec(url) ?? []
  const endpoint = byLastPart[`${method} ${part}`]
  return endpoint === undefined || id === undefined ? null : { endpoint, params: { id } }
}
