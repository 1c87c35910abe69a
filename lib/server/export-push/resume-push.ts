import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Prisma } from '@/prisma/generated/sqlite/client'
import type { Actor } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { audited } from '../audit/audited'
import { now } from '../clock'
import { db } from '../db/db'
import { manifestSchema } from '../exports/manifest-schema'
import { log } from '../http/log'
import { exportToPush } from './export-to-push'
import { checkedOrder, type PushOrder, type PushToken, pushTokenSchema } from './push-order'
import { runPush } from './run-push'

/** A push that a stop of the server interrupted and whose token is gone: queued, and the reason why it does not run. */
export const waitingForToken = { state: 'queued', error: { not: null } } satisfies Prisma.ExportPushWhereInput

const interrupted =
  'The server was stopped while this was under way, and the token is kept nowhere. Give it again: files that have arrived are not sent a second time.'

/** For the start of the server: pushes to object stores go on by themselves; those to a hub wait for their token. */
export async function resumePushes(): Promise<{ going: number; waiting: number }> {
  const cut = { state: { in: ['queued', 'running'] }, finishedAt: null }
  const toHub = await db.exportPush.updateMany({
    where: { ...cut, target: 'hub' },
    data: { state: 'queued', error: interrupted },
  })
  const toStores = await db.exportPush.findMany({ where: { ...cut, target: 's3' }, include: { export: true } })
  for (const { id, exportId, place, export: made } of toStores) {
    const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(place) ?? []
    if (made.manifest === null) {
      const error = 'The files of this export are gone. Export the same answers again, then push that.'
      await db.exportPush.updateMany({ where: { id }, data: { state: 'failed', error, finishedAt: now() } })
      continue
    }
    const manifest = manifestSchema.parse(JSON.parse(made.manifest))
    await db.exportPush.updateMany({ where: { id }, data: { state: 'queued', error: null } })
    const push = { exportId, projectId: made.projectId, manifest, order: { target: 's3', bucket, prefix } as const }
    runPush(id, push).catch((error: unknown) => log.error({ err: error, pushId: id }, 'a push could not go on'))
  }
  return { going: toStores.length, waiting: toHub.count }
}

/** Lets a push that waits for its token go on with one. What has arrived is not sent again. */
export async function resumePush(actor: Actor, pushId: string, given: PushToken): Promise<void> {
  const push = await db.exportPush.findUnique({ where: { id: pushId } })
  if (push === null) throw new AppError('not-found', 'There is no such push, or you may not see it.')
  const { exportId, target, place } = push
  await assertCan(actor, 'push-export', { exportId })
  const order = checkedOrder({ ...checkedToken(given), ...datasetOf(place) })
  const { manifest, projectId } = await exportToPush(actor, exportId)
  await audited(actor, async (tx) => {
    const taken = await tx.exportPush.updateMany({ where: { id: pushId, ...waitingForToken }, data: { error: null } })
    if (taken.count === 0) throw new AppError('conflict', 'This push does not wait for a token.')
    const detail = { target, place, resumed: pushId }
    const entry = { action: 'export.push', subjectType: 'export', subjectId: exportId, projectId, detail } as const
    return { value: null, entry }
  })
  void runPush(pushId, { exportId, projectId, manifest, order })
}

/** `owner/name@branch` as an order names it. */
function datasetOf(place: string): Pick<Extract<PushOrder, { target: 'hub' }>, 'target' | 'repository' | 'revision'> {
  const [repository = '', revision = 'main'] = place.split('@')
  return { target: 'hub', repository, revision }
}

function checkedToken(given: PushToken) {
  const parsed = pushTokenSchema.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') ?? ''
  throw new AppError('bad-input', issue?.message ?? 'This is no token.', { detail: { field } })
}
