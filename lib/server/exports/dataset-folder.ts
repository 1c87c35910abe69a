import 'server-only'
import { cardHead } from '@/lib/core/dataset-card/card-head'
import { cardProse } from '@/lib/core/dataset-card/card-prose'
import { croissant } from '@/lib/core/dataset-card/croissant'
import type { DatasetFacts, DatasetPart } from '@/lib/core/dataset-card/dataset-facts'
import type { TableExporter } from '@/lib/core/export/contract'
import type { WrittenFile } from './export-folder'
import { withoutMedia } from './export-parts'
import type { ExportTarget } from './export-target'
import type { Manifest } from './manifest-schema'
import type { WrittenPart } from './write-tables'

export interface DatasetFile {
  file: string
  data: string
}

/** Card, Croissant and guidelines of a dataset folder, from what was written. */
export function datasetFiles(
  exporter: TableExporter<unknown, unknown, unknown>,
  target: ExportTarget,
  facts: Omit<Manifest, 'files'>,
  written: { parts: readonly WrittenPart[]; files: readonly WrittenFile[]; guidelines: string | null },
): DatasetFile[] {
  const dataset = datasetFacts(exporter, target, facts, written)
  const files = [
    { file: 'README.md', data: `${cardHead(dataset)}\n${cardProse(dataset)}` },
    { file: 'croissant.json', data: croissant(dataset) },
  ]
  return written.guidelines === null ? files : [...files, { file: 'guidelines.md', data: written.guidelines }]
}

function datasetFacts(
  exporter: TableExporter<unknown, unknown, unknown>,
  { spec, config, filters, project, aggregation }: ExportTarget,
  facts: Omit<Manifest, 'files'>,
  {
    parts,
    files,
    guidelines,
  }: { parts: readonly WrittenPart[]; files: readonly WrittenFile[]; guidelines: string | null },
): DatasetFacts {
  const { counts, agreement, class_balance, position_bias, scrubbed, snapshot_at } = facts
  const columns = exporter.columns(config)
  const of = (name: string) => counts[name] ?? 0
  return {
    name: project.name,
    task: { name: spec.name, description: spec.description },
    format: { name: filters.format, label: exporter.label, description: exporter.description },
    columns: filters.includeMedia ? columns : withoutMedia(columns),
    parts: parts.map((part) => partFacts(part, files)),
    licence: filters.licence ?? null,
    language: filters.language ?? null,
    guidelines: { versions: facts.guidelines_versions, hasText: guidelines !== null },
    people: {
      annotators: of('annotators_exported'),
      annotations: of('annotations_exported'),
      shownAs: filters.labelers,
    },
    tasks: {
      exported: of('tasks_exported'),
      adjudicated: of('tasks_adjudicated'),
      prelabeled: of('tasks_prelabeled'),
      undecided: of('tasks_undecided'),
    },
    rowIs: filters.rows,
    ties: filters.ties,
    aggregation: { ...aggregation.method, notes: facts.aggregation?.notes ?? [] },
    agreement,
    classBalance: class_balance,
    positionBias: position_bias,
    split: filters.split ? { seed: filters.split.seed } : null,
    duplicates: filters.duplicates,
    leftOut: facts.left_out,
    leftOutAnnotations: facts.left_out_annotations ?? {},
    counts,
    scrubbed,
    snapshotAt: snapshot_at,
    digest: facts.annotations_digest ?? '',
    software: facts.software ?? { name: 'Concord', version: '' },
  }
}

function partFacts({ part, rows, files: names }: WrittenPart, files: readonly WrittenFile[]): DatasetPart {
  return {
    name: part.split ?? 'train',
    tasks: part.tasks,
    rows,
    files: files.filter(({ name }) => names.includes(name)),
  }
}
