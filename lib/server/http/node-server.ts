import 'server-only'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { addressHeader } from '@/lib/server/auth/client-address'
import type { Endpoint, PathParams } from './endpoint'
import type { Incoming, Outgoing } from './incoming'
import { problemReply } from './problem'
import { securityHeaders } from './security-headers.mjs'

export interface Handlers {
  hot(method: string, url: string): { endpoint: Endpoint; params: PathParams } | null
  /** Everything else: Next. */
  rest(request: IncomingMessage, response: ServerResponse): Promise<void>
}

const bodyIdleMs = 30_000
const idleMs = 120_000
const always = Object.fromEntries(securityHeaders().map(({ key, value }) => [key, value]))
/** Headers by which Next and next-auth take orders. From outside they are forgeries, unless our own proxy writes them. */
const ofProxies = ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'x-forwarded-for', 'forwarded']
const neverFromOutside = [
  'x-middleware-subrequest',
  'x-middleware-rewrite',
  'x-invoke-path',
  'x-invoke-status',
  addressHeader,
]

/** node:http in front of Next: limits on headers, bodies and idling, upgrades refused at once, the queue's calls answered first. */
export function createFrontServer(handlers: Handlers): Server {
  const server = createServer(
    { maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 0, keepAliveTimeout: 65_000 },
    (request, response) => {
      // A body that stops coming is cut off; one that keeps coming may take as long as it needs.
      request.socket.setTimeout(bodyIdleMs)
      request.once('end', () => request.socket.setTimeout(idleMs))
      cleanHeaders(request)
      const url = request.url ?? '/'
      const found = handlers.hot(request.method ?? 'GET', url)
      if (found === null)
        return void handlers.rest(request, response).catch((error: unknown) => send(response, problemReply(error)))
      void found.endpoint(incomingOf(request, url), found.params).then((reply) => {
        if (reply instanceof Response) return send(response, problemReply(new Error('A hot route gave a Response.')))
        return send(response, reply)
      })
    },
  )
  server.timeout = idleMs
  server.on('upgrade', (_request, socket) =>
    socket.end('HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'),
  )
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
  return server
}

function cleanHeaders(request: IncomingMessage): void {
  for (const name of neverFromOutside) delete request.headers[name]
  if (process.env.TRUST_PROXY !== '1') for (const name of ofProxies) delete request.headers[name]
  request.headers[addressHeader] = request.socket.remoteAddress ?? 'unknown'
}

function incomingOf(request: IncomingMessage, url: string): Incoming {
  const get = (name: string) => {
    const value = request.headers[name]
    return Array.isArray(value) ? value.join(', ') : (value ?? null)
  }
  return { method: request.method ?? 'GET', url, headers: { get }, stream: () => request }
}

function send(response: ServerResponse, { status, headers, body }: Outgoing): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, {
    ...always,
    ...headers,
    ...(status === 204 ? {} : { 'content-length': Buffer.byteLength(body) }),
  })
  response.end(status === 204 ? undefined : body)
}

/** Takes no new requests, lets those in flight finish, then resolves. After `graceMs` what is left is cut off. */
export async function drain(server: Server, graceMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
  clearTimeout(cut)
}
