import 'server-only'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'
import { now } from '../clock'
import { db } from '../db/db'
import { exportFolder } from '../exports/export-folder'
import type { Manifest } from '../exports/manifest-schema'
import { log } from '../http/log'
import { type DatasetFile, uploadDataset } from '../hub/upload-dataset'
import { takingTurns } from '../media/limits'
import { sha256Of } from '../media/receive-file'
import type { CheckedOrder } from './push-order'
import { pushToStore } from './push-to-store'

export interface Push {
  exportId: string
  projectId: string
  manifest: Manifest
  order: CheckedOrder
}

/** Two at a time: a slow hub does not hold up a push to a store nearby. */
const inTurn = takingTurns(2)
const stopping = new Map<string, AbortController>()
const saveEveryMs = 500

/** Works on a push to its end. Never rejects: what went wrong stands in its row. The order, with its token, is nowhere but here. */
export async function runPush(id: string, push: Push): Promise<void> {
  const controller = new AbortController()
  stopping.set(id, controller)
  try {
    await inTurn(() => run(id, push, controller.signal))
  } catch (error) {
    log.error({ err: error, pushId: id }, 'a push could not be recorded')
  } finally {
    stopping.delete(id)
  }
}

export function stopPush(id: string): void {
  stopping.get(id)?.abort()
}

async function run(id: string, push: Push, signal: AbortSignal): Promise<void> {
  const waiting = { id, state: 'queued', error: null }
  if ((await db.exportPush.updateMany({ where: waiting, data: { state: 'running' } })).count === 0) return
  const running = { id, state: 'running' }
  try {
    const files = await filesOf(push)
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
    await db.exportPush.updateMany({ where: running, data: { total } })
    const { url } = await sent(push, files, signal, savedProgress(id))
    const data = { state: 'done', written: total, url, finishedAt: now() }
    await db.exportPush.updateMany({ where: running, data })
  } catch (error) {
    if (signal.aborted) return
    if (!(error instanceof AppError)) log.error({ err: error, pushId: id }, 'a push failed')
    const message =
      error instanceof AppError ? error.message : 'The push failed. The reason is in the log of the server.'
    await db.exportPush.updateMany({ where: running, data: { state: 'failed', error: message, finishedAt: now() } })
  }
}

async function sent(
  { exportId, projectId, manifest, order }: Push,
  files: readonly DatasetFile[],
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<{ url: string }> {
  const folder = exportFolder(exportId)
  if (order.target === 's3') return pushToStore({ order, projectId, folder, files, signal, onProgress })
  const { repository, token, revision } = order
  return uploadDataset({
    access: { repository, token, revision, signal },
    private: order.private,
    folder,
    files,
    summary: `${manifest.project.name}: ${manifest.counts.tasks_exported ?? 0} tasks as ${manifest.format}`,
    onProgress,
  })
}

/** Those of the manifest, and at the end the manifest itself: where it lies, all others do. */
async function filesOf({ exportId, manifest }: Push): Promise<DatasetFile[]> {
  const file = path.join(exportFolder(exportId), 'manifest.json')
  const { size } = await stat(file).catch((cause: unknown) => {
    throw new AppError(
      'gone',
      'The files of this export were deleted. Export the same answers again, then push that.',
      {
        cause,
      },
    )
  })
  return [...manifest.files, { name: 'manifest.json', bytes: size, sha256: await sha256Of(file) }]
}

/** Writes down how many bytes have arrived, twice a second, one write at a time. */
function savedProgress(id: string): (bytes: number) => void {
  let savedAt = 0
  let saving = false
  return (bytes) => {
    if (saving || performance.now() - savedAt < saveEveryMs) return
    saving = true
    savedAt = performance.now()
    void db.exportPush
      .updateMany({ where: { id, state: 'running' }, data: { written: bytes } })
      .catch((error: unknown) => log.error({ err: error, pushId: id }, 'the progress of a push could not be recorded'))
      .finally(() => {
        saving = false
      })
  }
}
