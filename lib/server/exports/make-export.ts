import 'server-only'
import { ExportFolder } from './export-folder'
import type { ExportFilters } from './export-options'
import type { Manifest } from './manifest-schema'
import { exportTarget } from './read-target'
import { openSnapshot } from './snapshot'
import { writeExport } from './write-export'
import { writeZip } from './write-zip'

export interface ExportOrder {
  id: string
  projectId: string
  filters: ExportFilters
}

/** What is heard of an export on its way; throws to stop it. */
export interface ExportWatch {
  /** Tasks that will be read. */
  total(tasks: number): Promise<void>
  /** The share of all reading that is done: 0 to 1. */
  progress(share: number): Promise<void>
}

/** Writes all files of an export, its manifest and its zip into its folder on the way, which has to be there. With `rowProgram` (see rowsApart) on several threads. */
export async function makeExport(
  { id, projectId, filters }: ExportOrder,
  watch: ExportWatch,
  rowProgram: string | null = null,
): Promise<Manifest> {
  const target = await exportTarget(projectId, filters)
  const folder = new ExportFolder(id)
  const snapshot = await openSnapshot()
  try {
    await watch.total(await snapshot.countTasks(target.batches.map((batch) => batch.id)))
    const manifest = await writeExport(snapshot, target, filters, folder, watch.progress, rowProgram)
    const json = JSON.stringify(manifest, null, 2)
    await folder.writeManifest(json)
    await writeZip(folder.path, [{ name: 'manifest.json', bytes: Buffer.byteLength(json) }, ...manifest.files])
    return manifest
  } finally {
    await folder.close()
    await snapshot.close()
  }
}
