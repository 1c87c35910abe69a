import 'server-only'
import packageFile from '@/package.json'
import type { ExportCount } from './export-count'
import type { WrittenFile } from './export-folder'
import type { ExportFilters } from './export-options'
import type { ExportTarget } from './export-target'
import { headlineFigure } from './headline-figure'
import type { Manifest } from './manifest-schema'
import type { ScrubReport } from './scrub-report'

const software = { name: 'Concord', version: packageFile.version }

export interface PartSize {
  split: string | null
  tasks: number
  /** Null for formats that are no tables. */
  rows: number | null
}

/** Everything but the files, which may yet follow from it. */
export async function manifestFacts(
  target: ExportTarget,
  asked: ExportFilters,
  count: ExportCount,
  scrubbed: ScrubReport,
  parts: readonly PartSize[],
): Promise<Omit<Manifest, 'files'>> {
  const { project, config, form, aggregation } = target
  const { name, method } = aggregation
  const rows = parts.reduce((sum, part) => sum + (part.rows ?? 0), 0)
  return {
    schema_version: 2,
    software,
    project: { id: project.id, name: project.name, task_type: project.taskType },
    format: asked.format,
    form,
    snapshot_at: count.newest === 0 ? null : new Date(count.newest).toISOString(),
    guidelines_versions: [...count.guidelinesVersions].toSorted((a, b) => a - b),
    filters: asked,
    aggregation: { name, label: method.label, description: method.description, notes: [...count.caveats].toSorted() },
    counts: {
      tasks_exported: count.tasks,
      annotations_exported: count.annotations,
      annotators_exported: count.annotators.size,
      tasks_adjudicated: count.adjudicated,
      tasks_prelabeled: count.prelabeled,
      tasks_undecided: count.undecided,
      ...(form === null ? {} : { rows_written: rows }),
      ...inOrder(count.counts),
    },
    left_out: inOrder(count.leftOut),
    left_out_annotations: inOrder(count.leftOutAnswers),
    agreement: await headlineFigure(project.taskType, config, count.sample),
    class_balance: count.classBalance(),
    position_bias: count.positionBias(),
    splits: asked.split ? sizes(parts, count) : null,
    scrubbed: asked.scrub.length === 0 ? null : { replaced: inOrder(scrubbed.replaced), tasks: scrubbed.tasks },
    annotations_digest: count.annotationsDigest(),
  }
}

/** A layout that places splits itself has one part only: its tasks by split are those counted. */
function sizes(parts: readonly PartSize[], count: ExportCount): Manifest['splits'] {
  if (parts.some(({ split }) => split === null))
    return Object.fromEntries(
      [...count.splits].toSorted(byName).map(([split, tasks]) => [split, { tasks, rows: null }]),
    )
  return Object.fromEntries(parts.map(({ split, tasks, rows }) => [split, { tasks, rows }]))
}

/** Of several threads each may have counted another thing first; the bytes of a manifest are to be the same. */
function inOrder(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].toSorted(byName))
}

function byName([a]: [string, number], [b]: [string, number]): number {
  return a < b ? -1 : 1
}

export function withFiles(facts: Omit<Manifest, 'files'>, files: readonly WrittenFile[]): Manifest {
  return { ...facts, files: [...files] }
}
