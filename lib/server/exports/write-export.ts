import 'server-only'
import { datasetFiles } from './dataset-folder'
import { ExportCount } from './export-count'
import type { ExportFolder } from './export-folder'
import { manifestFacts, type PartSize, withFiles } from './export-manifest'
import { mediaChunks } from './export-media'
import type { ExportFilters } from './export-options'
import { exportParts } from './export-parts'
import { type OnProgress, preparedPass } from './export-pass'
import type { ExportTarget } from './export-target'
import type { Manifest } from './manifest-schema'
import { passingTasks, unnoted } from './passing-tasks'
import { canBeMadeApart } from './row-maker'
import { rowSteps } from './row-steps'
import { rowsApart } from './rows-apart'
import type { Snapshot } from './snapshot-task'
import { writeFiles } from './write-files'
import { writeMadeTables, writeTables } from './write-tables'

/** Writes all files of an export but the zip and the manifest, which it gives. Nothing of the moment or the run goes into any of them. `rowProgram`: see rowsApart. */
export async function writeExport(
  snapshot: Snapshot,
  target: ExportTarget,
  asked: ExportFilters,
  folder: ExportFolder,
  onProgress: OnProgress,
  rowProgram: string | null,
): Promise<Manifest> {
  const { exporter, spec, config, filters, project } = target
  const { passAnew, people } = await preparedPass(snapshot, target, onProgress)
  const pass = passAnew()
  const count = new ExportCount(spec, config)
  const writing = { target, parts: exportParts(filters), folder, count }
  if (!('rows' in exporter)) {
    const again = (isFirst: boolean) =>
      isFirst ? passingTasks(snapshot, pass, count) : passingTasks(snapshot, passAnew(), unnoted)
    const parts = await writeFiles(exporter, writing, again)
    await writeMedia(parts, folder, onProgress)
    const facts = await manifestFacts(target, asked, count, pass.answers.report, parts.map(sizeOf))
    return withFiles(facts, await folder.finish())
  }
  const made = canBeMadeApart(target)
    ? rowsApart({ target: target.plain, people }, rowSteps(snapshot, pass), rowProgram, (counts) => {
        count.absorb(counts.count)
        pass.answers.report.absorb(counts.scrubbed)
      })
    : null
  const written =
    made === null
      ? await writeTables(exporter, writing, passingTasks(snapshot, pass, count))
      : await writeMadeTables(exporter, writing, made)
  if (filters.layout === 'files') await writeMedia(writing.parts, folder, onProgress)
  const sizes = written.map(({ part, rows }) => ({ ...sizeOf(part), rows }))
  const facts = await manifestFacts(target, asked, count, pass.answers.report, sizes)
  if (filters.layout === 'huggingface') {
    const newest = facts.guidelines_versions.at(-1) ?? 0
    const guidelines = await snapshot.guidelines(project.id, newest)
    const files = await folder.finish()
    for (const file of datasetFiles(exporter, target, facts, {
      parts: written.filter((part) => part.files.length > 0),
      files,
      guidelines,
    }))
      await folder.write(file)
  }
  return withFiles(facts, await folder.finish())
}

function sizeOf({ split, tasks }: { split: string | null; tasks: number }): PartSize {
  return { split, tasks, rows: null }
}

async function writeMedia(
  parts: readonly ReturnType<typeof exportParts>[number][],
  folder: ExportFolder,
  onProgress: OnProgress,
): Promise<void> {
  for (const { media, places, prefix } of parts) {
    for await (const { file, data } of mediaChunks(media.values(), places)) {
      await onProgress(1)
      await folder.write({ file: `${prefix}${file}`, data })
    }
  }
}
