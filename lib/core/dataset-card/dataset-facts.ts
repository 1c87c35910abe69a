import type { Column, Split } from '../export/contract'

export interface DataFile {
  name: string
  bytes: number
  sha256: string
}

export interface DatasetPart {
  name: Split
  tasks: number
  rows: number
  files: DataFile[]
}

export interface MeasuredAgreement {
  measure: string
  value: number | null
  n_items: number
  n_annotators: number
  n_pairable: number
  ci: [number, number] | null
  method: string
  note: string | null
  reason: string | null
}

/** All that a dataset folder says of itself; nothing in it depends on when or where it was written. */
export interface DatasetFacts {
  name: string
  /** What people were asked for: name and description of the task type. */
  task: { name: string; description: string }
  format: { name: string; label: string; description: string }
  columns: Column[]
  parts: DatasetPart[]
  /** SPDX. */
  licence: string | null
  /** BCP 47. */
  language: string | null
  guidelines: { versions: number[]; hasText: boolean }
  people: { annotators: number; annotations: number; shownAs: 'names' | 'pseudonyms' | 'none' }
  tasks: { exported: number; adjudicated: number; prelabeled: number; undecided: number }
  rowIs: 'task' | 'annotation'
  ties: 'drop' | 'keep' | 'both'
  /** `notes`: what to know of the fit, as that it did not converge. */
  aggregation: { label: string; description: string; notes: readonly string[] }
  agreement: MeasuredAgreement | null
  classBalance: Record<string, number> | null
  positionBias: { share_first: number; n: number; ci: [number, number] } | null
  split: { seed: string } | null
  duplicates: 'keep' | 'drop-exact' | 'drop-near'
  leftOut: Record<string, number>
  leftOutAnnotations: Record<string, number>
  counts: Record<string, number>
  scrubbed: { replaced: Record<string, number>; tasks: number } | null
  snapshotAt: string | null
  digest: string
  software: { name: string; version: string }
}
