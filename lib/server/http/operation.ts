import 'server-only'
import type { ZodType } from 'zod'

type Nothing = Record<string, never>

/** One call of the API: what it takes, what it gives. Handlers parse with it and the OpenAPI document is made from it, so the two agree. */
export interface Operation<Params, Query, Body> {
  id: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** OpenAPI form: `/api/v1/projects/{id}`. */
  path: string
  summary: string
  tag: string
  params?: ZodType<Params>
  query?: ZodType<Query>
  body?: ZodType<Body>
  /** The handler reads the stream itself; these are the content types it takes. */
  upload?: readonly string[]
  /** Largest JSON body, in bytes. */
  bodyLimit?: number
  status?: number
  reply?: ZodType
  /** Content type of a reply that is not JSON. */
  file?: string
  /** Reachable without an account: set-up, invitations. */
  open?: boolean
}

export interface Input<Params, Query, Body> {
  params: Params
  query: Query
  body: Body
}

export function defineOperation<Params = Nothing, Query = Nothing, Body = Nothing>(
  operation: Operation<Params, Query, Body>,
): Operation<Params, Query, Body> {
  return operation
}
