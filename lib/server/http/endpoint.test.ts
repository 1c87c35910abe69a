import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { system, type UserActor } from '@/lib/server/access/actor'
import { openSession } from '@/lib/server/auth/sessions'
import { describeOnEachEngine, freshDatabase } from '@/lib/server/testing/engines'
import { givenUser } from '@/lib/server/testing/given'
import { createToken } from '@/lib/server/tokens/tokens'
import { callRoute } from './call-route.fixture'
import { route } from './handlers'
import { log } from './log'
import { defineOperation } from './operation'
import { publicOrigin } from './public-origin'

const operation = defineOperation({
  id: 'test',
  method: 'POST',
  path: '/api/v1/test',
  tag: 'Test',
  summary: 'For tests',
  bodyLimit: 1000,
  body: z.strictObject({ name: z.string(), more: z.unknown().optional() }),
})

describeOnEachEngine('every API call', (engine) => {
  let session: string
  let personId: string
  let token: string
  let calls: number

  const echo = route(operation, async (_actor, { body }) => {
    calls++
    return body
  })
  const post = (call: Parameters<typeof callRoute>[1]) =>
    callRoute(echo, { method: 'POST', body: { name: 'Ada' }, ...call })

  beforeAll(async () => {
    await freshDatabase(engine)
    const user = await givenUser({ role: 'manager' })
    personId = user.id
    session = await openSession(user.id)
    token = (await createToken(system, { userId: user.id, name: 'script', scopes: ['all'] })).token
  })
  beforeEach(() => {
    calls = 0
  })

  test('what a page asks in the name of one person is not done in the name of another', async () => {
    const other = await openSession((await givenUser()).id)
    const headers = { 'concord-as': personId }
    expect((await post({ session, headers })).status).toBe(200)
    expect((await post({ session: other, headers })).status).toBe(401)
    expect((await post({ session: other })).status).toBe(200)
    expect(calls).toBe(2)
  })

  test('a cookie counts only on requests from our own pages', async () => {
    expect((await post({ session })).status).toBe(200)
    expect((await post({ session, headers: { origin: 'http://127.0.0.1:3000' } })).status).toBe(200)
    const { host, port } = new URL(publicOrigin())
    for (const origin of [
      'https://evil.example',
      'null',
      `https://${host}`,
      `http://sub.${host}`,
      `http://localhost:${Number(port) + 1}`,
      `${publicOrigin()}.evil.example`,
    ]) {
      expect((await post({ session, headers: { origin } })).status, origin).toBe(403)
    }
    expect(calls).toBe(2)
  })

  test('without an Origin the browser’s word on where a request comes from decides', async () => {
    const cookie = `concord.session=${session}`
    expect((await post({ headers: { cookie } })).status).toBe(403)
    expect((await post({ headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
    expect((await post({ headers: { cookie, 'sec-fetch-site': 'same-site' } })).status).toBe(403)
    expect((await post({ headers: { cookie, 'sec-fetch-site': 'same-origin' } })).status).toBe(200)
  })

  test('what a plain form can send is not taken from a cookie', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const reply = await post({ session, body: undefined, raw: '{"name":"Ada"}', headers: { 'content-type': type } })
      expect(reply.status, type).toBe(415)
    }
    expect(calls).toBe(0)
  })

  test('a bearer token needs no Origin, since no page of another site can send it', async () => {
    expect((await post({ token })).status).toBe(200)
    expect((await post({ token, headers: { origin: 'https://evil.example' } })).status).toBe(200)
  })

  test('without an account the answer is 401, as a problem document', async () => {
    const reply = await post({})
    expect(reply.status).toBe(401)
    expect(reply.headers.get('content-type')).toBe('application/problem+json')
    expect(reply.headers.get('cache-control')).toContain('no-store')
    expect(reply.body).toMatchObject({ status: 401, title: 'Not signed in' })
  })

  test('bodies that are too large, too deep, cut off, not UTF-8 or not JSON are refused by name', async () => {
    const bytes = (text: string) => new TextEncoder().encode(text)
    const cases: [string, BodyInit, number][] = [
      ['too large', JSON.stringify({ name: 'x'.repeat(2000) }), 413],
      ['too deep', `{"name":"a","more":${'['.repeat(400)}${']'.repeat(400)}}`, 400],
      ['cut off', '{"name":"A', 400],
      ['empty', ' ', 400],
      ['not UTF-8', new Blob([bytes('{"name":"'), new Uint8Array([0xff, 0xfe]), bytes('"}')]), 400],
    ]
    for (const [name, raw, status] of cases) {
      const reply = await post({ token, body: undefined, raw, headers: { 'content-type': 'application/json' } })
      expect(reply.status, name).toBe(status)
    }
    expect(calls).toBe(0)
  })

  test('an unknown member is refused and named, never passed on', async () => {
    const reply = await post({ token, body: { name: 'Ada', role: 'admin' } })
    expect(reply.status).toBe(400)
    expect(JSON.stringify(reply.body)).toContain('role')
  })

  test('a bug tells an id and nothing else, and is logged once under that id', async () => {
    const logged = vi.spyOn(log, 'error').mockImplementation(() => undefined)
    const broken = route(operation, async () => {
      throw new Error('secret path /etc/concord')
    })
    const reply = await callRoute(broken, { method: 'POST', token, body: { name: 'Ada' } })
    expect(reply.status).toBe(500)
    expect(JSON.stringify(reply.body)).not.toContain('secret')
    const { id } = z.looseObject({ id: z.string() }).parse(reply.body)
    expect(logged).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id }), expect.anything())
    logged.mockRestore()
  })

  test('an actor knows whose it is', async () => {
    let seen: UserActor | null = null
    const who = route(operation, async (actor) => {
      seen = actor.kind === 'user' ? actor : null
    })
    expect((await callRoute(who, { method: 'POST', session, body: { name: 'Ada' } })).status).toBe(204)
    expect(seen).toMatchObject({ via: 'session', scopes: ['all'] })
  })
})
