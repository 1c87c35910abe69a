import 'server-only'
import type { Endpoint, PathParams } from './endpoint'
import { mediaEndpoint } from './media-endpoint'
import { claimEndpoint, draftEndpoint, renewEndpoint, submitEndpoint } from './queue-endpoints'

const byLastPart: Record<string, Endpoint | undefined> = {
  'PUT annotation': submitEndpoint,
  'PUT draft': draftEndpoint,
  'POST renew': renewEndpoint,
}
const ofAssignment = /^\/api\/v1\/assignments\/([A-Za-z0-9_-]{1,64})\/(annotation|draft|renew)(?:\?|$)/
const ofMedia = /^\/api\/media\/([A-Za-z0-9_-]{1,64})(?:\?|$)/
const ofClaim = /^\/api\/v1\/queue\/claim(?:\?|$)/

/** The calls labelers make all day, and media, which Next would send without their length. bin/serve answers them itself; Next has the same endpoints as routes. */
export function hotRoute(method: string, url: string): { endpoint: Endpoint; params: PathParams } | null {
  if (method === 'POST' && ofClaim.test(url)) return { endpoint: claimEndpoint, params: {} }
  const mediaId = method === 'GET' ? ofMedia.exec(url)?.[1] : undefined
  if (mediaId !== undefined) return { endpoint: mediaEndpoint, params: { id: mediaId } }
  const [, id, part] = ofAssignment.exec(url) ?? []
  const endpoint = byLastPart[`${method} ${part}`]
  return endpoint === undefined || id === undefined ? null : { endpoint, params: { id } }
}
