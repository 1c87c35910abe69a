import { once } from 'node:events'
import type { Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { system } from '@/lib/server/access/actor'
import { openSession } from '@/lib/server/auth/sessions'
import { callRoute } from '@/lib/server/http/call-route.fixture'
import type { RouteHandler } from '@/lib/server/http/handlers'
import { hotRoute } from '@/lib/server/http/hot-routes'
import { createFrontServer } from '@/lib/server/http/node-server'
import { publicOrigin } from '@/lib/server/http/public-origin'
import { claim, renewLease, saveDraft, submitAnnotation } from '@/lib/server/http/schemas-queue'
import { describeOnEachEngine, freshDatabase } from '@/lib/server/testing/engines'
import { type GivenBatch, givenBatch, givenProject, givenUser } from '@/lib/server/testing/given'
import { createToken } from '@/lib/server/tokens/tokens'
import { taskTypes } from '@/lib/task-types/registry'
import * as annotationRoute from './assignments/[id]/annotation/route'
import * as draftRoute from './assignments/[id]/draft/route'
import * as renewRoute from './assignments/[id]/renew/route'
import * as claimRoute from './queue/claim/route'

interface Reply {
  status: number
  body: unknown
  headers: Headers
}
type Send = (method: string, path: string, body: unknown, headers: Record<string, string>) => Promise<Reply>

const routes: [RegExp, RouteHandler][] = [
  [/^\/api\/v1\/queue\/claim$/, claimRoute.POST],
  [/^\/api\/v1\/assignments\/(.+)\/annotation$/, annotationRoute.PUT],
  [/^\/api\/v1\/assignments\/(.+)\/draft$/, draftRoute.PUT],
  [/^\/api\/v1\/assignments\/(.+)\/renew$/, renewRoute.POST],
]

const throughRoutes: Send = (method, path, body, headers) => {
  const [pattern, handler] = routes.find(([known]) => known.test(path)) ?? []
  if (!pattern || !handler) throw new Error(`No route for ${path}.`)
  return callRoute(handler, { method, body, headers, params: { id: pattern.exec(path)?.[1] ?? '' } })
}

const claimed = z.object({ assignments: z.array(z.object({ id: z.string() })).min(1) })

describeOnEachEngine('the queue’s calls', (engine) => {
  let server: Server
  let port = 0
  let batch: GivenBatch
  let bearer: Record<string, string>
  let cookie: string

  const throughServer: Send = async (method, path, body, headers) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? '' : JSON.parse(text), headers: response.headers }
  }

  beforeAll(async () => {
    await freshDatabase(engine)
    const rest = () => Promise.reject(new Error('Next would answer this.'))
    server = createFrontServer({ hot: hotRoute, rest })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    port = typeof address === 'object' && address !== null ? address.port : 0
    const labeler = await givenUser()
    const project = await givenProject({ config: taskTypes.sentiment.defaultConfig })
    batch = await givenBatch({ projectId: project.id, tasks: 20 })
    const { token } = await createToken(system, { userId: labeler.id, name: 'script', scopes: ['label'] })
    bearer = { authorization: `Bearer ${token}` }
    cookie = `concord.session=${await openSession(labeler.id)}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  describe.each([
    ['as Next’s routes', () => throughRoutes],
    ['in the server before Next', () => throughServer],
  ])('%s', (_name, sender) => {
    const send: Send = (...call) => sender()(...call)

    test('claim, draft, renew and submit answer as the API documents', async () => {
      const claiming = await send('POST', '/api/v1/queue/claim', { batchId: batch.id, count: 2 }, bearer)
      expect(claiming.status).toBe(200)
      claim.reply?.parse(claiming.body)
      const id = claimed.parse(claiming.body).assignments[0]?.id
      const draft = await send(
        'PUT',
        `/api/v1/assignments/${id}/draft`,
        { draft: { text: 'begun' }, revision: 0 },
        bearer,
      )
      saveDraft.reply?.parse(draft.body)
      const stale = await send(
        'PUT',
        `/api/v1/assignments/${id}/draft`,
        { draft: { text: 'older' }, revision: 0 },
        bearer,
      )
      expect(stale).toMatchObject({ status: 409, body: { draft: { text: 'begun' }, revision: 1 } })
      renewLease.reply?.parse((await send('POST', `/api/v1/assignments/${id}/renew`, {}, bearer)).body)
      const body = { answer: { label: 'positive' }, timeSpentMs: 900, next: 1 }
      const submitting = await send('PUT', `/api/v1/assignments/${id}/annotation`, body, bearer)
      expect(submitting.status).toBe(200)
      submitAnnotation.reply?.parse(submitting.body)
      expect(submitting.headers.get('cache-control')).toContain('no-store')
      const again = await send('PUT', `/api/v1/assignments/${id}/annotation`, body, bearer)
      expect(again.body).toEqual(submitting.body)
    })

    test('a wrong answer is refused with its field, an unknown assignment is not found', async () => {
      const claiming = await send('POST', '/api/v1/queue/claim', { batchId: batch.id }, bearer)
      const id = claimed.parse(claiming.body).assignments[0]?.id
      const wrong = { answer: { label: 'sideways' }, timeSpentMs: 1 }
      expect(await send('PUT', `/api/v1/assignments/${id}/annotation`, wrong, bearer)).toMatchObject({
        status: 422,
        body: { field: 'answer.label' },
      })
      expect(await send('PUT', '/api/v1/assignments/AAAAAAAAAAAAAAAA/annotation', wrong, bearer)).toMatchObject({
        status: 404,
      })
      expect(await send('POST', '/api/v1/queue/claim', { batchId: batch.id, count: 11 }, bearer)).toMatchObject({
        status: 400,
        body: { field: 'count' },
      })
      expect(
        await send('POST', '/api/v1/queue/claim', { batchId: batch.id, labelerId: 'someone' }, bearer),
      ).toMatchObject({ status: 400 })
    })

    test('a cookie counts from our own pages only, and nobody without one gets anything', async () => {
      const ask = (headers: Record<string, string>) =>
        send('POST', '/api/v1/queue/claim', { batchId: batch.id }, headers)
      expect((await ask({ cookie, origin: publicOrigin() })).status).toBe(200)
      expect((await ask({ cookie, origin: 'https://evil.example' })).status).toBe(403)
      expect((await ask({ cookie })).status).toBe(403)
      expect((await ask({})).status).toBe(401)
      expect((await ask({ authorization: 'Bearer %%' })).status).toBe(401)
    })
  })
})
