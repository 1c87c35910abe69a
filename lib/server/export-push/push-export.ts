import 'server-only'
import { AppError } from '@/lib/core/errors'
import { type Actor, makerOf } from '../access/actor'
import { assertCan } from '../access/assert-can'
import { audited } from '../audit/audited'
import { now } from '../clock'
import { db } from '../db/db'
import { hubUrl } from '../hub/hub-address'
import { newId } from '../ids'
import { folderAddress } from '../object-store/place'
import { exportToPush } from './export-to-push'
import { type CheckedOrder, checkedOrder, type PushOrder } from './push-order'
import { waitingForToken } from './resume-push'
import { runPush, stopPush } from './run-push'

/** So many pushes of one export may wait or run at once. */
const mostWaiting = 5

/** Sends the files of a finished export to a hub or an object store, in the background. Pushed again, it sends only what is not there yet. */
export async function pushExport(actor: Actor, exportId: string, order: PushOrder): Promise<{ id: string }> {
  await assertCan(actor, 'push-export', { exportId })
  const checked = checkedOrder(order)
  const place = placeOf(checked)
  const { manifest, projectId } = await exportToPush(actor, exportId)
  const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0)
  const id = newId()
  await audited(actor, async (tx) => {
    // One that waits for its token is not on its way: this one takes its place.
    const ended = { state: 'cancelled', error: null, finishedAt: now() }
    await tx.exportPush.updateMany({ where: { exportId, place, ...waitingForToken }, data: ended })
    const waiting = { exportId, state: { in: ['queued', 'running'] }, error: null }
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
  const data = { state: 'cancelled', error: null, finishedAt: now() }
  const stopped = await db.exportPush.updateMany({ where: { id: pushId, state: { in: ['queued', 'running'] } }, data })
  if (stopped.count === 0) throw new AppError('conflict', 'This push is no longer under way.')
  stopPush(pushId)
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
