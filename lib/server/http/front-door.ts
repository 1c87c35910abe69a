import 'server-only'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { AppError } from '@/lib/core/errors'
import { hotRoute } from './hot-routes'
import { createFrontServer, drain } from './node-server'
import { problemReply } from './problem'

type NodeHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export interface FrontDoor {
  host: string
  port: number
  /** Next fastens its own upgrade handling to whatever server it is given: this one hears nothing. */
  unused: Server
  /** From now on requests are served. Until then the answer is 'starting'. */
  open(rest: NodeHandler): void
  /** Takes no new requests and waits for those in flight, ten seconds at most. */
  drain(): Promise<void>
}

/** Takes the port first, so that a taken one is named before any work is done. */
export async function startFrontDoor({ host, port }: { host: string; port: number }): Promise<FrontDoor> {
  let rest: NodeHandler | null = null
  const server = createFrontServer({
    hot: (method, url) => (rest === null ? null : hotRoute(method, url)),
    rest: async (request, response) => (rest === null ? answerStarting(response) : rest(request, response)),
  })
  await listen(server, host, port)
  const address = server.address()
  return {
    host,
    port: typeof address === 'object' && address !== null ? address.port : port,
    unused: createServer(),
    open: (handler) => {
      rest = handler
    },
    drain: () => drain(server, 10_000),
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(asSentence(cause, host, port)))
    server.listen(port, host, () => resolve())
  })
}

function asSentence(cause: NodeJS.ErrnoException, host: string, port: number): Error {
  if (cause.code === 'EADDRINUSE') {
    return new AppError(
      'unavailable',
      `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
      { cause },
    )
  }
  if (cause.code === 'EACCES')
    return new AppError(
      'unavailable',
      `Port ${port} needs more rights than this user has. Choose one above 1023: PORT=3000 npm start`,
      { cause },
    )
  if (cause.code === 'EADDRNOTAVAIL' || cause.code === 'ENOTFOUND') {
    return new AppError(
      'unavailable',
      `HOST is “${host}”, which is no address of this machine. Unset it, or use 127.0.0.1 or 0.0.0.0.`,
      { cause },
    )
  }
  return cause
}

function answerStarting(response: ServerResponse): void {
  const { status, headers, body } = problemReply(
    new AppError('unavailable', 'The server is starting. Try again in a moment.', { detail: { retryAfterSeconds: 2 } }),
  )
  response.writeHead(status, headers)
  response.end(body)
}
