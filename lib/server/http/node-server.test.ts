import { EventEmitter, once } from 'node:events'
import type { IncomingMessage, Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { addressHeader } from '@/lib/server/auth/client-address'
import { createFrontServer, drain, type Handlers } from './node-server'
import { pageHeader } from './page-header'

const quick = { headersMs: 200, bodyMs: 200, replyMs: 5_000 }
const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
})

async function listening(rest: Handlers['rest']): Promise<{ server: Server; port: number }> {
  const server = createFrontServer({ hot: () => null, rest }, quick)
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return { server, port: address.port }
}

async function untilClosed(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', (chunk) => {
    text += String(chunk)
  })
  socket.on('error', () => undefined)
  await once(socket, 'close')
  return text
}

test('an upgrade is refused and closed at once, whatever its path', async () => {
  const { port } = await listening(async (_request, response) => void response.end('page'))
  const socket = connect(port, '127.0.0.1')
  socket.write('GET /any HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  expect(await untilClosed(socket)).toMatch(/^HTTP\/1.1 426 /)
})

test('headers that never end are cut off', async () => {
  const { port } = await listening(async () => undefined)
  const socket = connect(port, '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ')
  await untilClosed(socket)
})

test('a body that stops coming is cut off, and one that comes slowly is not', async () => {
  const bodies: string[] = []
  const { port } = await listening(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    bodies.push(body)
    response.end('read')
  })
  const stalled = connect(port, '127.0.0.1')
  stalled.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf')
  await untilClosed(stalled)
  const slow = connect(port, '127.0.0.1')
  slow.write('POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n\r\n')
  const closed = untilClosed(slow)
  let sent = 0
  const timer = setInterval(() => {
    slow.write('x')
    sent++
    if (sent === 5) clearInterval(timer)
  }, 100)
  expect(await closed).toMatch(/^HTTP\/1.1 200 /)
  expect(bodies).toEqual(['xxxxx'])
})

test('a header that is too large is refused', async () => {
  const { port } = await listening(async (_request, response) => void response.end('page'))
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${'x'.repeat(1_000_000)}\r\n\r\n`)
  expect(await untilClosed(socket)).toMatch(/^HTTP\/1.1 4\d\d /)
})

test('headers that only our own proxy may write do not come in from outside', async () => {
  let seen: IncomingMessage['headers'] = {}
  const { port } = await listening(async (request, response) => {
    seen = request.headers
    response.end()
  })
  await fetch(`http://127.0.0.1:${port}/my-work?after=1`, {
    headers: {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-for': '192.0.2.7',
      'x-middleware-subrequest': 'x',
      [addressHeader]: '192.0.2.9',
      [pageHeader]: '/elsewhere',
    },
  })
  expect(seen['x-forwarded-host']).toBeUndefined()
  expect(seen['x-forwarded-for']).toBeUndefined()
  expect(seen['x-middleware-subrequest']).toBeUndefined()
  expect(seen[addressHeader]).toBe('127.0.0.1')
  expect(seen[pageHeader]).toBe('/my-work?after=1')
})

test('a stop waits for the request in flight and takes no new one', async () => {
  let finish = () => {}
  const door = new EventEmitter()
  const arrived = once(door, 'arrived')
  const { server, port } = await listening(async (_request, response) => {
    finish = () => response.end('done')
    door.emit('arrived')
  })
  const reply = fetch(`http://127.0.0.1:${port}/`)
  await arrived
  const stopped = drain(server, 10_000)
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
  finish()
  expect(await (await reply).text()).toBe('done')
  await stopped
})

test('a stop does not wait for ever', async () => {
  const door = new EventEmitter()
  const arrived = once(door, 'arrived')
  const { server, port } = await listening(async () => void door.emit('arrived'))
  const reply = fetch(`http://127.0.0.1:${port}/`).catch(() => 'cut off')
  await arrived
  await drain(server, 50)
  expect(await reply).toBe('cut off')
})
