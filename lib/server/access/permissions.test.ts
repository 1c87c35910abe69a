import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { now } from '@/lib/server/clock'
import { db } from '@/lib/server/db/db'
import { newId } from '@/lib/server/ids'
import { describeOnEachEngine, freshDatabase } from '@/lib/server/testing/engines'
import { givenBatch, givenProject, givenUser } from '@/lib/server/testing/given'
import { type Actor, anonymous } from './actor'
import { assertCan } from './assert-can'
import type { Action } from './permissions'
import type { Thing } from './standing'

const columns = ['admin', 'manager', 'reviewer', 'labeler', 'exporter', 'anonymous'] as const
type Column = (typeof columns)[number]

const cellSchema = z.enum(['allow', 'deny'])
const rowSchema = z.looseObject({
  action: z.string(),
  scope: z.string(),
  status_when_denied: z.string(),
  admin: cellSchema,
  manager: cellSchema,
  reviewer: cellSchema,
  labeler: cellSchema,
  exporter: cellSchema,
  anonymous: cellSchema,
})

type Subject =
  | 'instance'
  | 'own project'
  | 'foreign project'
  | 'self'
  | 'someone else'
  | 'own assignment'
  | 'assignment of another'

/** Which right a row of permissions.csv speaks of, and about what. Rows without a line here have no right of their own (see `elsewhere`). */
const rights: Record<string, [Action, Subject]> = {
  'read OpenAPI document / -': ['read-openapi', 'instance'],
  'create user or invitation / any role below admin, own project': ['invite-member', 'own project'],
  'create user or invitation / role admin': ['create-user', 'instance'],
  'list users / members of own project': ['list-members', 'own project'],
  'list users / whole instance': ['list-users', 'instance'],
  'change role or disable user / someone else': ['change-user', 'someone else'],
  'change role or disable user / oneself': ['change-user', 'self'],
  'end sessions and revoke tokens / of oneself': ['end-sessions', 'self'],
  'end sessions and revoke tokens / of another': ['end-sessions', 'someone else'],
  'create API token / for oneself, scope no wider than own rights': ['create-token', 'self'],
  'create API token / exporter token for a project': ['create-exporter-token', 'own project'],
  'create project / -': ['create-project', 'instance'],
  'read project and guidelines / own project': ['read-project', 'own project'],
  'read project and guidelines / foreign project': ['read-project', 'foreign project'],
  'update project config and guidelines / own project': ['update-project', 'own project'],
  'update project config and guidelines / foreign project': ['update-project', 'foreign project'],
  'delete project / own project': ['delete-project', 'own project'],
  'add or remove project member / own project': ['change-members', 'own project'],
  'add or remove project member / foreign project': ['change-members', 'foreign project'],
  'create batch or import tasks / own project': ['import-tasks', 'own project'],
  'create batch or import tasks / foreign project': ['create-batch', 'foreign project'],
  'import from URL or object store / allow-listed public addresses': ['import-from-store', 'own project'],
  'pause, close, reprioritise batch / own project': ['update-batch', 'own project'],
  'pause, close, reprioritise batch / foreign project': ['update-batch', 'foreign project'],
  'upload media / own project': ['upload-media', 'own project'],
  'read media / own project': ['read-media', 'own project'],
  'read media / of own open or submitted assignment': ['read-assigned-media', 'own assignment'],
  'read media / of a task not assigned to oneself': ['read-media', 'own project'],
  'read media / foreign project': ['read-media', 'foreign project'],
  'read task with gold answer and meta / own project': ['read-task', 'own project'],
  'read task with gold answer and meta / foreign project': ['read-task', 'foreign project'],
  'claim next task / own project, allowed in batch': ['claim', 'own project'],
  'claim next task / foreign project': ['claim', 'foreign project'],
  'read assignment / own': ['read-assignment', 'own assignment'],
  'read assignment / another’s': ['read-assignment', 'assignment of another'],
  'save draft, submit, skip, release, renew / own assignment': ['answer-assignment', 'own assignment'],
  'save draft, submit, skip, release, renew / another’s assignment': ['answer-assignment', 'assignment of another'],
  'undo or revise annotation / own, inside the grace period': ['undo-annotation', 'own assignment'],
  'read another’s annotation / own project, pseudonymous': ['read-annotations', 'own project'],
  'read another’s annotation / foreign project': ['read-annotations', 'foreign project'],
  'adjudicate disputed task / own project, not labeled by oneself': ['adjudicate', 'own project'],
  'adjudicate disputed task / foreign project': ['adjudicate', 'foreign project'],
  'set or change gold answer / own project': ['set-gold', 'own project'],
  'pause, qualify or exclude labeler / own project': ['exclude-labeler', 'own project'],
  'reveal identity behind a pseudonym / own project': ['reveal-identity', 'own project'],
  'read agreement and progress / own project': ['read-agreement', 'own project'],
  'read agreement and progress / foreign project': ['read-agreement', 'foreign project'],
  'read labeler quality table / own project': ['read-labeler-quality', 'own project'],
  'create export / own project': ['create-export', 'own project'],
  'create export / foreign project': ['create-export', 'foreign project'],
  'read or download export / own project': ['read-export', 'own project'],
  'read or download export / foreign project': ['read-export', 'foreign project'],
  'delete export / own project': ['delete-export', 'own project'],
  'push export to hub or store / own project': ['push-export', 'own project'],
  'read audit log / own project': ['read-project-audit', 'own project'],
  'read audit log / instance': ['read-audit', 'instance'],
  'export one person’s data / of oneself': ['export-person', 'self'],
  'export one person’s data / of another': ['export-person', 'someone else'],
  'erase one person / of another': ['erase-person', 'someone else'],
}

/** Rows that are no right over a thing: open pages, links that carry their own right, what no route does, and what is not there yet. */
const elsewhere = [
  'read health and readiness / -',
  'use set-up link / before the first admin',
  'use set-up link / after the first admin',
  'sign in / -',
  'accept invitation / addressed to oneself, unused, unexpired',
  'configure object store, identity provider, webhooks / instance',
  'undo or revise annotation / own, after the grace period or adjudication',
  'change or delete audit entry / -',
  'make or restore backup / command line on the server only',
  'read metrics / -',
  'call server action behind a page of another role / any',
]

const rows = z
  .array(rowSchema)
  .parse(parse(readFileSync(new URL('permissions.csv', import.meta.url)), { columns: true }))
  .map((row) => ({ ...row, key: `${row.action} / ${row.scope}`.replaceAll("'", '’') }))

test('every row of the table of rights is a right here, or said to be none', () => {
  const known = new Set([...Object.keys(rights), ...elsewhere])
  expect(rows.map((row) => row.key).filter((key) => !known.has(key))).toEqual([])
})

describeOnEachEngine('who may do what', (engine) => {
  let thingOf: (subject: Subject, column: Column) => Thing
  const actors = new Map<Column, Actor>()

  beforeAll(async () => {
    await freshDatabase(engine)
    const people = await Promise.all([
      givenUser({ role: 'admin' }),
      givenUser({ role: 'manager' }),
      givenUser({ role: 'reviewer' }),
      givenUser(),
    ])
    const [admin, manager, reviewer, labeler] = people
    const other = await givenUser()
    const own = await givenProject({
      access: 'members',
      members: [
        { userId: admin.id, role: 'manager' },
        { userId: manager.id, role: 'manager' },
        { userId: reviewer.id, role: 'reviewer' },
        { userId: labeler.id, role: 'labeler' },
        { userId: other.id, role: 'labeler' },
      ],
    })
    const foreign = await givenProject({ access: 'members' })
    const batch = await givenBatch({ projectId: own.id, overlap: 6, tasks: 1 })
    const assignments = new Map<string, string>()
    for (const person of [...people, other]) {
      const id = newId()
      const at = now()
      const row = {
        id,
        taskId: batch.taskIds[0] ?? '',
        labelerId: person.id,
        state: 'open',
        leaseUntil: at,
        claimedAt: at,
        seed: 1,
        configVersion: 1,
        guidelinesVersion: 0,
      }
      await db.assignment.create({ data: row })
      assignments.set(person.id, id)
    }
    actors.set('admin', admin.actor)
    actors.set('manager', manager.actor)
    actors.set('reviewer', reviewer.actor)
    actors.set('labeler', labeler.actor)
    actors.set('anonymous', anonymous)
    if (manager.actor.kind === 'user') {
      actors.set('exporter', {
        ...manager.actor,
        via: 'token',
        scopes: ['exports:write'],
        projectId: own.id,
        tokenId: newId(),
      })
    }
    const idOf = (column: Column) => {
      const actor = actors.get(column)
      return actor?.kind === 'user' ? actor.userId : admin.id
    }
    thingOf = (subject, column) => {
      const things: Record<Subject, Thing> = {
        instance: null,
        'own project': { projectId: own.id },
        'foreign project': { projectId: foreign.id },
        self: { userId: idOf(column) },
        'someone else': { userId: other.id },
        'own assignment': { assignmentId: assignments.get(idOf(column)) ?? '' },
        'assignment of another': { assignmentId: assignments.get(other.id) ?? '' },
      }
      return things[subject]
    }
  })

  describe.each(rows.filter((row) => row.key in rights))('$key', (row) => {
    test.each(columns)('%s', async (column) => {
      const right = rights[row.key]
      const actor = actors.get(column)
      if (right === undefined || actor === undefined) throw new Error('No such cell.')
      const [action, subject] = right
      const outcome = assertCan(actor, action, thingOf(subject, column))
      if (row[column] === 'allow') return expect(outcome).resolves.toBeUndefined()
      // Without an account the answer is always 'sign in first': it tells nothing of what there is.
      const status = column === 'anonymous' ? 401 : Number(row.status_when_denied)
      const error: unknown = await outcome.catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(AppError)
      expect(error instanceof AppError ? error.status : null).toBe(status)
    })
  })

  test('a token bound to one project opens no other, whoever owns it', async () => {
    const admin = actors.get('admin')
    if (admin?.kind !== 'user') throw new Error('No admin.')
    const elsewhereId = (await givenProject()).id
    const bound: Actor = { ...admin, via: 'token', projectId: elsewhereId, tokenId: newId() }
    await expect(assertCan(bound, 'update-project', { projectId: elsewhereId })).resolves.toBeUndefined()
    await expect(assertCan(bound, 'update-project', thingOf('own project', 'admin'))).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(assertCan(bound, 'list-users', null)).rejects.toMatchObject({ code: 'not-allowed' })
  })

  test('a project membership never lifts a person above their role in the installation', async () => {
    const labeler = await givenUser()
    const project = await givenProject({ members: [{ userId: labeler.id, role: 'manager' }] })
    await expect(assertCan(labeler.actor, 'update-project', { projectId: project.id })).rejects.toMatchObject({
      code: 'not-allowed',
    })
  })
})
