import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { system } from '@/lib/server/access/actor'
import { openSession } from '@/lib/server/auth/sessions'
import { db } from '@/lib/server/db/db'
import { callRoute, type TestCall } from '@/lib/server/http/call-route.fixture'
import type { RouteHandler } from '@/lib/server/http/handlers'
import { claimNext } from '@/lib/server/queue/claim'
import { submitAnnotation } from '@/lib/server/queue/submit'
import { describeOnEachEngine, freshDatabase } from '@/lib/server/testing/engines'
import { type GivenUser, givenBatch, givenProject, givenUser } from '@/lib/server/testing/given'
import { createToken } from '@/lib/server/tokens/tokens'
import { taskTypes } from '@/lib/task-types/registry'
import * as annotationRoute from './assignments/[id]/annotation/route'
import * as draftRoute from './assignments/[id]/draft/route'
import * as releaseRoute from './assignments/[id]/release/route'
import * as renewRoute from './assignments/[id]/renew/route'
import * as assignmentRoute from './assignments/[id]/route'
import * as skipRoute from './assignments/[id]/skip/route'
import * as undoRoute from './assignments/[id]/undo/route'
import * as auditRoute from './audit/route'
import * as batchRoute from './batches/[id]/route'
import * as tasksRoute from './batches/[id]/tasks/route'
import * as exportRoute from './exports/[id]/route'
import * as invitationsRoute from './invitations/route'
import * as openapiRoute from './openapi.json/route'
import * as reproduceRoute from './projects/[id]/agreement/reproduce/route'
import * as agreementRoute from './projects/[id]/agreement/route'
import * as tableRoute from './projects/[id]/agreement/table.csv/route'
import * as projectBatchesRoute from './projects/[id]/batches/route'
import * as exportsRoute from './projects/[id]/exports/route'
import * as guidelinesRoute from './projects/[id]/guidelines/route'
import * as mediaRoute from './projects/[id]/media/route'
import * as memberRoute from './projects/[id]/members/[userId]/route'
import * as membersRoute from './projects/[id]/members/route'
import * as projectRoute from './projects/[id]/route'
import * as projectsRoute from './projects/route'
import * as claimRoute from './queue/claim/route'
import * as tokensRoute from './tokens/route'
import * as userRoute from './users/[id]/route'
import * as sessionsRoute from './users/[id]/sessions/route'
import * as usersRoute from './users/route'

const columns = ['admin', 'manager', 'reviewer', 'labeler', 'exporter', 'anonymous'] as const
type Column = (typeof columns)[number]
const cell = z.enum(['allow', 'deny'])
const rowSchema = z.object({
  action: z.string(),
  scope: z.string(),
  status_when_denied: z.string(),
  admin: cell,
  manager: cell,
  reviewer: cell,
  labeler: cell,
  exporter: cell,
  anonymous: cell,
})
const rows = z
  .array(rowSchema)
  .parse(parse(readFileSync('lib/server/access/permissions.csv'), { columns: true }))
  .map((row) => ({ ...row, key: `${row.action} / ${row.scope}`.replaceAll("'", '’') }))

/** What stands around a cell: made anew for each, so that no cell changes another's answer. */
interface World {
  /** The id of the person who asks; a stranger's for those without an account. */
  me: string
  other: string
  own: { projectId: string; batchId: string }
  foreign: { projectId: string; batchId: string }
  /** An open and a submitted assignment of the person who asks, and an open one of another. */
  mine: string
  answered: string
  theirs: string
  exportId: string
  foreignExportId: string
}

type Request = [RouteHandler, TestCall]
const post = (handler: RouteHandler, params: Record<string, string>, body: unknown): Request => [
  handler,
  { method: 'POST', params, body },
]
const get = (handler: RouteHandler, params: Record<string, string> = {}, query = ''): Request => [
  handler,
  { params, query },
]
const answer = { answer: { label: 'positive' }, timeSpentMs: 1 }

/** Each row of permissions.csv that has a route, with the requests it is about. */
const requests: Record<string, (world: World) => Request[]> = {
  'read OpenAPI document / -': () => [get(openapiRoute.GET)],
  'create user or invitation / any role below admin, own project': ({ own }) => [
    post(invitationsRoute.POST, {}, { email: 'new@example.org', role: 'labeler', projectId: own.projectId }),
    post(
      usersRoute.POST,
      {},
      { email: 'newer@example.org', name: 'New', role: 'labeler', projectId: own.projectId, password: 'correct horse' },
    ),
  ],
  'create user or invitation / role admin': () => [
    post(invitationsRoute.POST, {}, { email: 'new@example.org', role: 'admin' }),
  ],
  'list users / members of own project': ({ own }) => [
    get(membersRoute.GET, { id: own.projectId }),
    get(invitationsRoute.GET, {}, `?projectId=${own.projectId}`),
  ],
  'list users / whole instance': () => [get(usersRoute.GET), get(invitationsRoute.GET)],
  'change role or disable user / someone else': ({ other }) => [
    [userRoute.PATCH, { method: 'PATCH', params: { id: other }, body: { role: 'reviewer' } }],
  ],
  'change role or disable user / oneself': ({ me }) => [
    [userRoute.PATCH, { method: 'PATCH', params: { id: me }, body: { role: 'admin' } }],
  ],
  'end sessions and revoke tokens / of oneself': ({ me }) => [
    [sessionsRoute.DELETE, { method: 'DELETE', params: { id: me } }],
  ],
  'end sessions and revoke tokens / of another': ({ other }) => [
    [sessionsRoute.DELETE, { method: 'DELETE', params: { id: other } }],
  ],
  'create API token / for oneself, scope no wider than own rights': () => [
    post(tokensRoute.POST, {}, { name: 'x', scopes: ['label'] }),
  ],
  'create API token / exporter token for a project': ({ own }) => [
    post(tokensRoute.POST, {}, { name: 'x', scopes: ['exports:write'], projectId: own.projectId }),
  ],
  'create project / -': () => [post(projectsRoute.POST, {}, { name: 'New', taskType: 'sentiment' })],
  'read project and guidelines / own project': ({ own }) => [
    get(projectRoute.GET, { id: own.projectId }),
    get(guidelinesRoute.GET, { id: own.projectId }),
  ],
  'read project and guidelines / foreign project': ({ foreign }) => [
    get(projectRoute.GET, { id: foreign.projectId }),
    get(guidelinesRoute.GET, { id: foreign.projectId }),
  ],
  'update project config and guidelines / own project': ({ own }) => [
    [projectRoute.PATCH, { method: 'PATCH', params: { id: own.projectId }, body: { name: 'Renamed' } }],
    post(guidelinesRoute.POST, { id: own.projectId }, { markdown: '# Read' }),
  ],
  'update project config and guidelines / foreign project': ({ foreign }) => [
    [projectRoute.PATCH, { method: 'PATCH', params: { id: foreign.projectId }, body: { name: 'Renamed' } }],
    post(guidelinesRoute.POST, { id: foreign.projectId }, { markdown: '# Read' }),
  ],
  'delete project / own project': ({ own }) => [
    [projectRoute.DELETE, { method: 'DELETE', params: { id: own.projectId } }],
  ],
  'add or remove project member / own project': ({ own, other }) => [
    post(membersRoute.POST, { id: own.projectId }, { userId: other, role: 'labeler' }),
    [memberRoute.DELETE, { method: 'DELETE', params: { id: own.projectId, userId: other } }],
  ],
  'add or remove project member / foreign project': ({ foreign, other }) => [
    post(membersRoute.POST, { id: foreign.projectId }, { userId: other, role: 'labeler' }),
  ],
  'create batch or import tasks / own project': ({ own }) => [
    post(projectBatchesRoute.POST, { id: own.projectId }, { name: 'New' }),
    [
      tasksRoute.POST,
      {
        method: 'POST',
        params: { id: own.batchId },
        raw: '{"text":"new"}\n',
        headers: { 'content-type': 'application/x-ndjson' },
      },
    ],
    [
      tasksRoute.POST,
      {
        method: 'POST',
        params: { id: own.batchId },
        query: '?dryRun=true',
        raw: '{"text":"new"}\n',
        headers: { 'content-type': 'application/x-ndjson' },
      },
    ],
  ],
  'create batch or import tasks / foreign project': ({ foreign }) => [
    post(projectBatchesRoute.POST, { id: foreign.projectId }, { name: 'New' }),
    [
      tasksRoute.POST,
      {
        method: 'POST',
        params: { id: foreign.batchId },
        raw: '{"text":"new"}\n',
        headers: { 'content-type': 'application/x-ndjson' },
      },
    ],
  ],
  'pause, close, reprioritise batch / own project': ({ own }) => [
    [batchRoute.PATCH, { method: 'PATCH', params: { id: own.batchId }, body: { status: 'paused', priority: 2 } }],
  ],
  'pause, close, reprioritise batch / foreign project': ({ foreign }) => [
    [batchRoute.PATCH, { method: 'PATCH', params: { id: foreign.batchId }, body: { status: 'closed' } }],
  ],
  'upload media / own project': ({ own }) => [
    [mediaRoute.POST, { method: 'POST', params: { id: own.projectId }, raw: oneImage() }],
  ],
  'claim next task / own project, allowed in batch': ({ own }) => [
    post(claimRoute.POST, {}, { batchId: own.batchId }),
    post(claimRoute.POST, {}, { projectId: own.projectId, count: 2 }),
  ],
  'claim next task / foreign project': ({ foreign }) => [
    post(claimRoute.POST, {}, { batchId: foreign.batchId }),
    post(claimRoute.POST, {}, { projectId: foreign.projectId }),
  ],
  'read assignment / own': ({ mine }) => [get(assignmentRoute.GET, { id: mine })],
  'read assignment / another’s': ({ theirs }) => [get(assignmentRoute.GET, { id: theirs })],
  'save draft, submit, skip, release, renew / own assignment': ({ mine }) => [
    post(renewRoute.POST, { id: mine }, {}),
    [draftRoute.PUT, { method: 'PUT', params: { id: mine }, body: { draft: 'begun', revision: 0 } }],
    post(releaseRoute.POST, { id: mine }, {}),
    [annotationRoute.PUT, { method: 'PUT', params: { id: mine }, body: answer }],
  ],
  'save draft, submit, skip, release, renew / another’s assignment': ({ theirs }) => [
    post(renewRoute.POST, { id: theirs }, {}),
    [draftRoute.PUT, { method: 'PUT', params: { id: theirs }, body: { draft: 'begun', revision: 0 } }],
    post(releaseRoute.POST, { id: theirs }, {}),
    post(skipRoute.POST, { id: theirs }, { reason: 'unclear' }),
    [annotationRoute.PUT, { method: 'PUT', params: { id: theirs }, body: answer }],
    post(undoRoute.POST, { id: theirs }, {}),
  ],
  'undo or revise annotation / own, inside the grace period': ({ answered }) => [
    post(undoRoute.POST, { id: answered }, {}),
  ],
  'read agreement and progress / own project': ({ own }) => [
    get(agreementRoute.GET, { id: own.projectId }),
    get(tableRoute.GET, { id: own.projectId }),
    get(reproduceRoute.GET, { id: own.projectId }),
    get(batchRoute.GET, { id: own.batchId }),
    get(projectBatchesRoute.GET, { id: own.projectId }),
  ],
  'read agreement and progress / foreign project': ({ foreign }) => [
    get(agreementRoute.GET, { id: foreign.projectId }),
    get(tableRoute.GET, { id: foreign.projectId }),
    get(reproduceRoute.GET, { id: foreign.projectId }),
    get(batchRoute.GET, { id: foreign.batchId }),
  ],
  'create export / own project': ({ own }) => [post(exportsRoute.POST, { id: own.projectId }, { format: 'raw' })],
  'create export / foreign project': ({ foreign }) => [
    post(exportsRoute.POST, { id: foreign.projectId }, { format: 'raw' }),
  ],
  'read or download export / own project': ({ own, exportId }) => [
    get(exportsRoute.GET, { id: own.projectId }),
    get(exportRoute.GET, { id: exportId }),
  ],
  'read or download export / foreign project': ({ foreign, foreignExportId }) => [
    get(exportsRoute.GET, { id: foreign.projectId }),
    get(exportRoute.GET, { id: foreignExportId }),
  ],
  'read audit log / own project': ({ own }) => [get(auditRoute.GET, {}, `?projectId=${own.projectId}`)],
  'read audit log / instance': () => [get(auditRoute.GET)],
}

function oneImage(): FormData {
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const form = new FormData()
  form.append('file', new Blob([Buffer.from(png, 'base64')]), 'dot.png')
  return form
}

const emptyExport = { format: 'raw', filters: '{"format":"raw"}', state: 'failed', createdAt: new Date(0) }

async function makeWorld(column: Column): Promise<{ world: World; credentials: Pick<TestCall, 'session' | 'token'> }> {
  const role = column === 'exporter' ? 'manager' : column
  const asker = await givenUser({ role: role === 'anonymous' ? 'labeler' : role })
  const other = await givenUser()
  const memberRole = asker.role === 'admin' ? 'manager' : asker.role
  const config = taskTypes.sentiment.defaultConfig
  const members = [
    { userId: asker.id, role: memberRole },
    { userId: other.id, role: 'labeler' as const },
  ]
  const own = await givenProject({ config, access: 'members', members })
  const foreign = await givenProject({ config, access: 'members', members: [{ userId: other.id, role: 'labeler' }] })
  const ownBatch = await givenBatch({ projectId: own.id, tasks: 8 })
  const foreignBatch = await givenBatch({ projectId: foreign.id, tasks: 2 })
  const [answered, mine] = await claimTwo(asker, ownBatch.id)
  const [theirs] = await claimTwo(other, ownBatch.id)
  await submitAnnotation(asker.actor, answered, answer)
  const world: World = {
    me: asker.id,
    other: other.id,
    own: { projectId: own.id, batchId: ownBatch.id },
    foreign: { projectId: foreign.id, batchId: foreignBatch.id },
    mine,
    answered,
    theirs,
    exportId: `own-${own.id}`,
    foreignExportId: `foreign-${own.id}`,
  }
  await db.export.create({ data: { ...emptyExport, id: world.exportId, projectId: own.id } })
  await db.export.create({ data: { ...emptyExport, id: world.foreignExportId, projectId: foreign.id } })
  return { world, credentials: await credentialsOf(column, asker, own.id) }
}

async function claimTwo(user: GivenUser, batchId: string): Promise<[string, string]> {
  const [first, second] = await claimNext(user.actor, { batchId, count: 2 })
  if (!first || !second) throw new Error('The batch has no two tasks for this person.')
  return [first.id, second.id]
}

async function credentialsOf(
  column: Column,
  asker: GivenUser,
  projectId: string,
): Promise<Pick<TestCall, 'session' | 'token'>> {
  if (column === 'anonymous') return {}
  if (column !== 'exporter') return { session: await openSession(asker.id) }
  const { token } = await createToken(system, {
    userId: asker.id,
    name: 'exporter',
    scopes: ['exports:write'],
    projectId,
  })
  return { token }
}

describeOnEachEngine('the routes keep the table of rights', (engine) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-rights-'))
  beforeAll(async () => {
    vi.stubEnv('CONCORD_DATA', folder)
    await freshDatabase(engine)
  })
  afterAll(async () => {
    const underWay = () => db.export.count({ where: { state: { in: ['queued', 'running'] } } })
    await vi.waitFor(async () => expect(await underWay()).toBe(0), { timeout: 30_000 })
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  })
  beforeEach(async () => {
    // An admin who is in nobody's way, so that no cell takes away the last one.
    if ((await db.user.count({ where: { role: 'admin' } })) === 0) await givenUser({ role: 'admin' })
    await db.invitation.deleteMany({})
    await db.user.deleteMany({ where: { email: { startsWith: 'new' } } })
  })

  describe.each(rows.filter((row) => row.key in requests))('$key', (row) => {
    test.each(columns)('%s', async (column) => {
      const { world, credentials } = await makeWorld(column)
      const before = await db.auditEvent.count()
      for (const [handler, call] of requests[row.key]?.(world) ?? []) {
        const { status, body } = await callRoute(handler, { ...call, ...credentials })
        const told = `${call.method ?? 'GET'}: ${JSON.stringify(body).slice(0, 300)}`
        if (row[column] === 'allow') expect(status, told).toBeLessThan(300)
        // Without an account the answer is always 'sign in first': it tells nothing of what there is.
        else expect(status, told).toBe(column === 'anonymous' ? 401 : Number(row.status_when_denied))
      }
      if (row[column] === 'deny') expect(await db.auditEvent.count(), 'a refused request leaves no entry').toBe(before)
    })
  })
})
