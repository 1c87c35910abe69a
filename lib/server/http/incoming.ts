import 'server-only'

/** Headers by lower-case name, whatever server carries them. */
export interface HeaderBag {
  get(name: string): string | null
}

/** A request, as thin as the queue's hot path needs it. Next's `Request` and node's IncomingMessage both become one. */
export interface Incoming {
  method: string
  /** Path and query, without the origin. */
  url: string
  headers: HeaderBag
  stream(): AsyncIterable<Uint8Array> | null
}

export interface Outgoing {
  status: number
  headers: Record<string, string>
  body: string
}

export function incomingOf(request: Request): Incoming {
  const { pathname, search } = new URL(request.url)
  return { method: request.method, url: pathname + search, headers: request.headers, stream: () => request.body }
}

export function responseOf(outgoing: Outgoing): Response {
  const body = outgoing.status === 204 ? null : outgoing.body
  return new Response(body, { status: outgoing.status, headers: outgoing.headers })
}

/** For readers that look at the headers of a `Request` only. */
export function requestWithHeaders(incoming: Incoming, names: readonly string[]): Request {
  const headers = new Headers()
  for (const name of names) {
    const value = incoming.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  return new Request(`http://localhost${incoming.url}`, { headers })
}
