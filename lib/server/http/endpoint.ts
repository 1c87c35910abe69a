import 'server-only'
import type { ZodType } from 'zod'
import { AppError } from '@/lib/core/errors'
import type { Actor } from '@/lib/server/access/actor'
import { refused } from '@/lib/server/access/decide'
import { actorOf } from '@/lib/server/auth/actor-of'
import { badInput } from './bad-input'
import type { Incoming, Outgoing } from './incoming'
import { readJsonBody } from './json-body'
import type { Input, Operation } from './operation'
import { emptyReply, jsonReply, problemReply } from './problem'
import { assertSameOrigin, assertScriptedBody } from './same-origin'
import { inUploadPlace } from './upload-places'

const defaultBodyLimit = 1024 * 1024

export type PathParams = Record<string, string | string[] | undefined>
export type Endpoint = (incoming: Incoming, params: PathParams) => Promise<Outgoing | Response>
type Answer<Params, Query, Body> = (
  actor: Actor,
  input: Input<Params, Query, Body>,
  incoming: Incoming,
) => Promise<unknown>

/** Who asks → is it really them → what do they want → do it → reply. Every API call takes this way, whichever server carries it. */
export function endpoint<Params, Query, Body>(
  operation: Operation<Params, Query, Body>,
  answer: Answer<Params, Query, Body>,
): Endpoint {
  return async (incoming, pathParams) => {
    try {
      const actor = await actorOf(incoming.headers)
      if (actor.kind === 'anonymous' && !operation.open) throw refused('not-signed-in')
      assertSamePerson(actor, incoming)
      if (operation.method !== 'GET') assertNotForged(actor, incoming, operation)
      const params = parsed(operation.params, pathParams)
      const query = parsed(operation.query, queryOf(incoming.url))
      const body = operation.body
        ? parsed(operation.body, await readJsonBody(incoming, operation.bodyLimit ?? defaultBodyLimit))
        : parsed<Body>(undefined, {})
      const reply = () => answer(actor, { params, query, body }, incoming)
      const value = operation.upload && actor.kind === 'user' ? await inUploadPlace(actor.userId, reply) : await reply()
      if (value instanceof Response) return value
      return value === undefined ? emptyReply : jsonReply(operation.status ?? 200, value)
    } catch (error) {
      return problemReply(error)
    }
  }
}

/** Bearer tokens cannot be sent by another site's page, cookies can. Open calls carry no rights but set cookies, so they are guarded too. */
function assertNotForged(
  actor: Actor,
  incoming: Incoming,
  operation: { upload?: readonly string[]; open?: boolean },
): void {
  if (actor.kind === 'user' && actor.via === 'token') return
  if (actor.kind === 'user' || incoming.headers.get('origin') !== null) assertSameOrigin(incoming.headers)
  assertScriptedBody(incoming, operation.upload !== undefined)
}

/** A page that belongs to one person says so: answers kept on its device never go out in the name of whoever signed in after them. */
function assertSamePerson(actor: Actor, { headers }: Incoming): void {
  const asked = headers.get('concord-as')
  if (asked === null || (actor.kind === 'user' && actor.userId === asked)) return
  throw new AppError(
    'not-signed-in',
    'Somebody else is signed in here now. Sign in again as the person whose page this is.',
  )
}

function parsed<Value>(schema: ZodType<Value> | undefined, value: unknown): Value
function parsed(schema: ZodType | undefined, value: unknown): unknown {
  if (!schema) return {}
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw badInput(result.error)
}

function queryOf(url: string): Record<string, string> {
  const at = url.indexOf('?')
  return at < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(at + 1)))
}
