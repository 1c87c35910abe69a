import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { system } from '@/lib/server/access/actor'
import { openSession } from '@/lib/server/auth/sessions'
import { db } from '@/lib/server/db/db'
import { callRoute, type TestCall } from '@/lib/server/http/call-route.fixture'
import type { RouteHandler } from '@/lib/server/http/handlers'
import { givenDispute, names } from '@/lib/server/review/review.fixture'
import { describeOnEachEngine, freshDatabase } from '@/lib/server/testing/engines'
import { givenUser } from '@/lib/server/testing/given'
import { createToken } from '@/lib/server/tokens/tokens'
import * as undoRoute from '../assignments/[id]/undo/route'
import * as adjudicationsRoute from '../projects/[id]/adjudications/route'
import * as decideRoute from './[taskId]/decide/route'
import * as draftRoute from './[taskId]/draft/route'
import * as passRoute from './[taskId]/pass/route'
import * as releaseRoute from './[taskId]/release/route'
import * as renewRoute from './[taskId]/renew/route'
import * as revealedRoute from './[taskId]/revealed/route'
import * as sendRoute from './[taskId]/send/route'
import * as sendBackRoute from './[taskId]/send-back/route'
import * as undoReviewRoute from './[taskId]/undo/route'
import * as claimRoute from './claim/route'
import * as queuesRoute from './queues/route'

const columns = ['admin', 'manager', 'reviewer', 'labeler', 'exporter', 'anonymous'] as const
const cell = z.enum(['allow', 'deny'])
const rows = z
  .array(
    z.object({
      action: z.string(),
      scope: z.string(),
      status_when_denied: z.string(),
      admin: cell,
      manager: cell,
      reviewer: cell,
      labeler: cell,
      exporter: cell,
      anonymous: cell,
    }),
  )
  .parse(parse(readFileSync('lib/server/access/permissions.csv'), { columns: true }))

function row(action: string, scope: string) {
  const found = rows.find((one) => one.action === action && one.scope === scope)
  if (!found) throw new Error(`No row “${action}, ${scope}”.`)
  return found
}

const claimed = z.object({
  tasks: z.array(
    z.object({ taskId: z.string(), basis: z.string(), answers: z.array(z.object({ letter: z.string() })) }),
  ),
})

type Caller = Pick<TestCall, 'session' | 'token'>

describeOnEachEngine('the rights of review', (engine) => {
  let given: Awaited<ReturnType<typeof givenDispute>>
  let foreign: Awaited<ReturnType<typeof givenDispute>>
  const callers = new Map<string, Caller>()
  const call = (who: string, handler: RouteHandler, wanted: TestCall) =>
    callRoute(handler, { ...wanted, ...callers.get(who) })
  const post = (body?: unknown, params: Record<string, string> = {}): TestCall => ({ method: 'POST', body, params })

  beforeAll(async () => {
    await freshDatabase(engine)
    given = await givenDispute(12)
    foreign = await givenDispute(1)
    const admin = await givenUser({ role: 'admin' })
    await db.member.create({ data: { projectId: given.projectId, userId: admin.id, role: 'manager' } })
    const [ann] = given.labelers
    if (!ann) throw new Error('No labeler.')
    const people = { admin, manager: given.manager, reviewer: given.reviewer, labeler: ann, second: given.second }
    for (const [who, { id }] of Object.entries(people)) callers.set(who, { session: await openSession(id) })
    const token = { userId: given.manager.id, name: 'script', projectId: given.projectId }
    callers.set('exporter', { token: (await createToken(system, { ...token, scopes: ['exports:write'] })).token })
    callers.set('anonymous', {})
  })

  describe('claim and settle', () => {
    const own = row('adjudicate disputed task', 'own project, not labeled by oneself')
    test.each(columns)('in one’s own project: %s', async (who) => {
      const reply = await call(who, claimRoute.POST, post({ projectId: given.projectId }))
      const denied = who === 'anonymous' ? 401 : Number(own.status_when_denied)
      expect(reply.status).toBe(own[who] === 'allow' ? 200 : denied)
      const task = own[who] === 'allow' ? claimed.parse(reply.body).tasks[0] : undefined
      const taskId = task?.taskId ?? given.taskId
      const accept = { how: 'accepted', annotation: 'A', basis: task?.basis ?? 'x' }
      for (const [handler, wanted] of [
        [renewRoute.POST, post(undefined, { taskId })],
        [draftRoute.PUT, { method: 'PUT', params: { taskId }, body: { draft: {}, revision: 0 } }],
        [decideRoute.POST, post(accept, { taskId })],
        [undoReviewRoute.POST, post(undefined, { taskId })],
        [sendBackRoute.POST, post({ to: 'others' }, { taskId })],
        [releaseRoute.POST, post(undefined, { taskId })],
        [passRoute.POST, post(undefined, { taskId })],
      ] satisfies [RouteHandler, TestCall][]) {
        const { status } = await call(who, handler, wanted)
        if (own[who] === 'allow') expect(status, JSON.stringify(wanted)).toBeLessThan(300)
        else expect(status).toBe(denied)
      }
    })

    const strange = row('adjudicate disputed task', 'foreign project')
    test.each(columns)('in a foreign project: %s', async (who) => {
      const denied = who === 'anonymous' ? 401 : Number(strange.status_when_denied)
      expect(strange[who]).toBe('deny')
      const accept = { how: 'anew', answer: { label: 'neutral' } }
      expect((await call(who, claimRoute.POST, post({ projectId: foreign.projectId }))).status).toBe(denied)
      expect((await call(who, claimRoute.POST, post({ taskId: foreign.taskId }))).status).toBe(denied)
      expect((await call(who, decideRoute.POST, post(accept, { taskId: foreign.taskId }))).status).toBe(denied)
    })
  })

  test('only managers send tasks to review', async () => {
    const { id } = await db.task.findFirstOrThrow({ where: { batchId: given.batch.id, overlap: 3, submitted: 3 } })
    const send = (who: string) => call(who, sendRoute.POST, post({ note: 'Look' }, { taskId: id }))
    expect((await send('manager')).status).toBe(204)
    for (const who of ['reviewer', 'labeler', 'exporter']) expect((await send(who)).status, who).toBe(403)
  })

  test('an undo after the verdict is refused with 409', async () => {
    const reply = await call('second', claimRoute.POST, post({ projectId: given.projectId }))
    const task = claimed.parse(reply.body).tasks[0]
    const taskId = task?.taskId ?? ''
    await call('second', decideRoute.POST, post({ how: 'anew', answer: { label: 'neutral' } }, { taskId }))
    const mine = await db.assignment.findFirstOrThrow({ where: { taskId, labelerId: given.labelers[0]?.id ?? '' } })
    const denied = row('undo or revise annotation', 'own, after the grace period or adjudication')
    const undone = await call('labeler', undoRoute.POST, post(undefined, { id: mine.id }))
    expect(undone.status).toBe(Number(denied.status_when_denied))
  })

  test('a reviewer reads no name and no address over the API, before or after the verdict', async () => {
    const replies = [await call('second', queuesRoute.GET, {})]
    replies.push(await call('second', claimRoute.POST, post({ projectId: given.projectId, count: 3 })))
    const task = claimed.parse(replies.at(-1)?.body).tasks[0]
    const params = { taskId: task?.taskId ?? '' }
    expect((await call('second', revealedRoute.GET, { params })).status).toBe(404)
    const accept = { how: 'accepted', annotation: 'A', basis: task?.basis, next: 2 }
    replies.push(await call('second', decideRoute.POST, post(accept, params)))
    replies.push(await call('second', revealedRoute.GET, { params }))
    replies.push(await call('second', adjudicationsRoute.GET, { params: { id: given.projectId } }))
    const heard = JSON.stringify(replies.map(({ body }) => body))
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(heard).toContain('annotator-')
    for (const secret of [...names, '@hidden', '@example', given.reviewer.name, ...given.labelers.map(({ id }) => id)])
      expect(heard).not.toContain(secret)
  })

  test('verdicts are read by judges only', async () => {
    const read = (who: string) => call(who, adjudicationsRoute.GET, { params: { id: given.projectId } })
    for (const who of ['admin', 'manager', 'reviewer']) expect((await read(who)).status, who).toBe(200)
    for (const who of ['labeler', 'exporter']) expect((await read(who)).status, who).toBe(404)
    expect((await read('anonymous')).status).toBe(401)
  })
})
