import 'server-only'
import { AppError } from '@/lib/core/errors'
import { type Actor, makerOf } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { audited } from '../audit/audited'
import { now } from '../clock'
import { db } from '../db/db'
import { readExport } from '../exports/read-export'
import { hubUrl } from '../hub/hub-address'
import { newId } from '../ids'
import { folderAddress } from '../object-store/place'
import { type CheckedOrder, type PushOrder, pushOrderSchema } from './push-order'
import { runPush, stopPush } from './run-push'

/** So many pushes of one export may wait or run at once. */
const mostWaiting = 5

/** Sends the files of a finished export to a hub or an object store, in the background. Pushed again, it sends only what is not there yet. */
export async function pushExport(actor: Actor, exportId: string, order: PushOrder): Promise<{ id: string }> {
  await assertCan(actor, 'push-export', { exportId })
  const checked = checkedOrder(order)
  const place = placeOf(checked)
  const view = await readExport(actor, exportId)
  if (view.state !== 'done' || view.manifest === null)
    throw new AppError('conflict', 'This export is not ready. Wait for it, then push it.')
  if (view.files.length === 0)
    throw new AppError('gone', 'The files of this export were deleted. Export the same answers again, then push that.')
  const { manifest, projectId } = view
  const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0)
  const id = newId()
  await audited(actor, async (tx) => {
    const waiting = { exportId, state: { in: ['queued', 'running'] } }
    if ((await tx.exportPush.count({ where: { ...waiting, place } })) > 0)
      throw new AppError('conflict', `This export is on its way to ${place} already.`)
    if ((await tx.exportPush.count({ where: waiting })) >= mostWaiting)
      throw new AppError('too-many', 'This export is on its way to several places already. Wait for one to finish.')
    const { target } = checked
    const createdById = makerOf(actor)
    const row = { id, exportId, target, place, state: 'queued', total, createdById, createdAt: now() }
    await tx.exportPush.create({ data: row })
    const detail = { target, place, ...(checked.target === 'hub' ? { private: checked.private } : {}) }
    const entry = { action: 'export.push', subjectType: 'export', subjectId: exportId, projectId, detail } as const
    return { value: null, entry }
  })
  void runPush(id, { exportId, projectId, manifest, order: checked })
  return { id }
}

/** Stops a push that waits or runs. What has arrived stays there. */
export async function cancelPush(actor: Actor, pushId: string): Promise<void> {
  const push = await db.exportPush.findUnique({ where: { id: pushId }, select: { exportId: true } })
  if (push === null) throw new AppError('not-found', 'There is no such push, or you may not see it.')
  await assertCan(actor, 'push-export', { exportId: push.exportId })
  const data = { state: 'cancelled', finishedAt: now() }
  const stopped = await db.exportPush.updateMany({ where: { id: pushId, state: { in: ['queued', 'running'] } }, data })
  if (stopped.count === 0) throw new AppError('conflict', 'This push is no longer under way.')
  stopPush(pushId)
}

function checkedOrder(order: PushOrder): CheckedOrder {
  const parsed = pushOrderSchema.safeParse(order)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') ?? ''
  throw new AppError('bad-input', issue?.message ?? 'This is not a place to push to.', { detail: { field } })
}

/** Where it goes, for people; refused where the operator does not allow it. */
function placeOf(order: CheckedOrder): string {
  if (order.target === 's3') {
    const { bucket, prefix } = folderAddress(order.bucket ?? null, order.prefix)
    return `s3://${bucket}/${prefix}`
  }
  hubUrl()
  return order.revision === 'main' ? order.repository : `${order.repository}@${order.revision}`
}
