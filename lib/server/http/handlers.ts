import 'server-only'
import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import type { ZodType } from 'zod'
import type { Actor } from '@/lib/server/access/actor'
import { actorOf } from '@/lib/server/auth/actor-of'
import { badInput } from './bad-input'
import { type Endpoint, endpoint, type PathParams } from './endpoint'
import { type Incoming, incomingOf, responseOf } from './incoming'
import type { Input, Operation } from './operation'
import { type Problem, problemOf } from './problem'
import { assertSameOrigin } from './same-origin'

export type RouteHandler = (request: Request, context: { params: Promise<PathParams> }) => Promise<Response>

/** A route handler of the API: `export const POST = route(createProjectOperation, (actor, { body }) => createProject(actor, body))`. */
export function route<Params, Query, Body>(
  operation: Operation<Params, Query, Body>,
  answer: (actor: Actor, input: Input<Params, Query, Body>, incoming: Incoming) => Promise<unknown>,
): RouteHandler {
  return routeOf(endpoint(operation, answer))
}

/** Mounts an endpoint that bin/serve answers by itself as a route handler too. */
export function routeOf(answer: Endpoint): RouteHandler {
  return async (request, context) => {
    const reply = await answer(incomingOf(request), await context.params)
    return reply instanceof Response ? reply : responseOf(reply)
  }
}

export type ActionResult<Value> = { ok: true; value: Value } | { ok: false; problem: Problem }

/**
 * A server action: `'use server'` files export `action(schema, fn)`. Each is a public address of its own, so it checks origin, actor and input itself.
 * What people can mend comes back as a problem; the page shows its `detail`.
 */
export function action<Input, Value>(
  schema: ZodType<Input>,
  fn: (actor: Actor, input: Input) => Promise<Value>,
): (input: unknown) => Promise<ActionResult<Value>> {
  return async (input) => {
    try {
      const bag = await headers()
      assertSameOrigin(bag)
      const actor = await actorOf(bag)
      const result = schema.safeParse(input instanceof FormData ? membersOf(input) : input)
      if (!result.success) throw badInput(result.error)
      return { ok: true, value: await fn(actor, result.data) }
    } catch (error) {
      unstable_rethrow(error)
      return { ok: false, problem: problemOf(error) }
    }
  }
}

/** A form's fields, without those by which Next finds the action. */
function membersOf(form: FormData): Record<string, FormDataEntryValue> {
  return Object.fromEntries([...form].filter(([name]) => !name.startsWith('$ACTION')))
}
