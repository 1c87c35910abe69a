import 'server-only'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { addressHeader } from '@/lib/server/auth/client-address'
import type { Endpoint, PathParams } from './endpoint'
import type { Incoming, Outgoing } from './incoming'
import { pageHeader } from './page-header'
import { problemReply } from './problem'
import { securityHeaders } from './security-headers.mjs'

export interface Handlers {
  hot(method: string, url: string): { endpoint: Endpoint; params: PathParams } | null
  /** Everything else: Next. */
  rest(request: IncomingMessage, response: ServerResponse): Promise<void>
}

export interface Patience {
  headersMs: number
  /** Between two pieces of a body. */
  bodyMs: number
  /** Without any traffic while a reply is being made. */
  replyMs: number
}

const patient: Patience = { headersMs: 10_000, bodyMs: 30_000, replyMs: 120_000 }
const always = Object.fromEntries(securityHeaders().map(({ key, value }) => [key.toLowerCase(), value]))
/** Headers by which Next and next-auth take orders. From outside they are forgeries, unless our own proxy writes them. */
const ofProxies = ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'x-forwarded-for', 'forwarded']
const neverFromOutside = [
  'x-middleware-subrequest',
  'x-middleware-rewrite',
  'x-invoke-path',
  'x-invoke-status',
  addressHeader,
  pageHeader,
]

/** node:http in front of Next: limits on headers, bodies and idling, upgrades refused at once, the queue's calls answered first. */
export function createFrontServer(handlers: Handlers, patience: Patience = patient): Server {
  const limits = {
    maxHeaderSize: 16 * 1024,
    headersTimeout: patience.headersMs,
    connectionsCheckingInterval: Math.min(patience.headersMs, 5_000),
    requestTimeout: 0,
    keepAliveTimeout: 65_000,
  }
  const server = createServer(limits, (request, response) => {
    watchBody(request, patience)
    cleanHeaders(request)
    answer(handlers, request, response).catch((error: unknown) => {
      if (!wentAway(request, error)) send(response, problemReply(error))
    })
  })
  server.timeout = patience.replyMs
  server.on('upgrade', (_request, socket) =>
    socket.end('HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'),
  )
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
  return server
}

async function answer(handlers: Handlers, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? '/'
  const found = handlers.hot(request.method ?? 'GET', url)
  if (found === null) return handlers.rest(request, response)
  const reply = await found.endpoint(incomingOf(request, url), found.params)
  return reply instanceof Response ? sendStream(response, reply) : send(response, reply)
}

/** The client broke off while its body was read: nobody is left to answer, and nothing is wrong with us. */
function wentAway(request: IncomingMessage, error: unknown): boolean {
  return request.destroyed && error instanceof Error && 'code' in error && error.code === 'ECONNRESET'
}

/** A body that stops coming is cut off; one that keeps coming may take as long as it needs. */
function watchBody(request: IncomingMessage, { bodyMs, replyMs }: Patience): void {
  const { headers, socket } = request
  if (headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0)
    return void socket.setTimeout(replyMs)
  socket.setTimeout(bodyMs)
  request.once('end', () => socket.setTimeout(replyMs))
}

function cleanHeaders(request: IncomingMessage): void {
  for (const name of neverFromOutside) delete request.headers[name]
  if (process.env.TRUST_PROXY !== '1') for (const name of ofProxies) delete request.headers[name]
  request.headers[addressHeader] = request.socket.remoteAddress ?? 'unknown'
  request.headers[pageHeader] = request.url ?? '/'
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

/** Files. The reader may go away in the middle: then the file is closed and nobody is told. */
async function sendStream(response: ServerResponse, reply: Response): Promise<void> {
  response.writeHead(reply.status, { ...always, ...Object.fromEntries(reply.headers) })
  if (reply.body === null) return void response.end()
  await pipeline(Readable.from(reply.body), response).catch((error: unknown) => {
    if (!response.destroyed) throw error
  })
}

/** Takes no new requests, lets those in flight finish, then resolves. After `graceMs` what is left is cut off. */
export async function drain(server: Server, graceMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  // A connection whose reply has just gone out stays open for the next request, which will not come.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
  clearInterval(sweep)
  clearTimeout(cut)
}
