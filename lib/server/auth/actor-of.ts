import 'server-only'
import { AppError } from '@/lib/core/errors'
import { type Actor, anonymous } from '@/lib/server/access/actor'
import type { HeaderBag } from '@/lib/server/http/incoming'
import { sessionTokenIn } from './session-cookie'
import { sessionActor } from './sessions'
import { tokenActor } from './token-actor'

/** Who sent these headers. A bad bearer token is an error, not an anonymous visitor: scripts should learn of it at once. */
export async function actorOf(headers: HeaderBag): Promise<Actor> {
  const authorization = headers.get('authorization')
  if (authorization !== null) return bearer(authorization)
  const token = sessionTokenIn(headers.get('cookie'))
  return token === null ? anonymous : ((await sessionActor(token)) ?? anonymous)
}

async function bearer(authorization: string): Promise<Actor> {
  const [scheme, token] = authorization.split(' ', 2)
  const actor = scheme?.toLowerCase() === 'bearer' && token ? await tokenActor(token) : null
  if (actor !== null) return actor
  throw new AppError(
    'not-signed-in',
    'This API token is unknown, expired or revoked. Make a new one under Account → API tokens.',
  )
}
