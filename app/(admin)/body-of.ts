import 'server-only'
import type { ZodType } from 'zod'
import type { Operation } from '@/lib/server/http/operation'

/** The body an API operation takes: server actions parse with the same schema. */
export function bodyOf<Params, Query, Body>({ id, body }: Operation<Params, Query, Body>): ZodType<Body> {
  if (body === undefined) throw new Error(`The operation ${id} has no body`)
  return body
}
