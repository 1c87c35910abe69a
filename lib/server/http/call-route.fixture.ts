import 'server-only'
import type { RouteHandler } from './handlers'
import { publicOrigin } from './public-origin'

export interface TestCall {
  method?: string
  params?: Record<string, string>
  query?: string
  /** Sent as JSON. */
  body?: unknown
  /** Sent as it is. */
  raw?: BodyInit
  /** A session cookie's token; the Origin header is ours then, as a browser would send it. */
  session?: string
  /** An API token. */
  token?: string
  headers?: Record<string, string>
}

/** Calls a route handler as Next would. */
export async function callRoute(
  handler: RouteHandler,
  call: TestCall = {},
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const { method = 'GET', params = {}, query = '', session, token } = call
  const headers = new Headers()
  if (session !== undefined) {
    headers.set('cookie', `other=1; concord.session=${session}`)
    headers.set('origin', publicOrigin())
  }
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
  if (call.body !== undefined) headers.set('content-type', 'application/json')
  for (const [name, value] of Object.entries(call.headers ?? {})) headers.set(name, value)
  const body = call.raw ?? (call.body === undefined ? undefined : JSON.stringify(call.body))
  const request = new Request(`${publicOrigin()}/test${query}`, {
    method,
    headers,
    body,
    ...(body === undefined ? {} : { duplex: 'half' }),
  })
  const response = await handler(request, { params: Promise.resolve(params) })
  const text = await response.text()
  const isJson = (response.headers.get('content-type') ?? '').includes('json')
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
}
