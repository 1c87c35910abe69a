import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Actor } from '../access/actor'
import type { Manifest } from '../exports/manifest-schema'
import { readExport } from '../exports/read-export'

/** A finished export whose files are there. @throws AppError `conflict`, `gone` */
export async function exportToPush(actor: Actor, exportId: string): Promise<{ manifest: Manifest; projectId: string }> {
  const { state, manifest, files, projectId } = await readExport(actor, exportId)
  if (state !== 'done' || manifest === null)
    throw new AppError('conflict', 'This export is not ready. Wait for it, then push it.')
  if (files.length === 0)
    throw new AppError('gone', 'The files of this export were deleted. Export the same answers again, then push that.')
  return { manifest, projectId }
}
