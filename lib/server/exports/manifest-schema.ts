import 'server-only'
import { z } from 'zod'
import { exportOptionsSchema } from './export-options'

const figureSchema = z.object({
  measure: z.string(),
  value: z.number().nullable(),
  n_items: z.number(),
  n_annotators: z.number(),
  n_pairable: z.number(),
  ci: z.tuple([z.number(), z.number()]).nullable(),
  method: z.string(),
  note: z.string().nullable(),
  reason: z.string().nullable(),
})

const countsSchema = z.record(z.string(), z.number())
const bySplit = z.record(z.string(), z.object({ tasks: z.number(), rows: z.number().nullable() }))

/**
 * What an export is made of. Version 2 holds nothing of the moment or the run, so that the same answers and options give the same bytes; fields
 * that version 1 had not are null in it.
 */
export const manifestSchema = z.object({
  schema_version: z.literal([1, 2]),
  software: z.object({ name: z.string(), version: z.string() }).nullable().default(null),
  project: z.object({ id: z.string(), name: z.string(), task_type: z.string() }),
  format: z.string(),
  /** Null for formats that are no tables. */
  form: z.enum(['jsonl', 'csv', 'parquet']).nullable().default(null),
  /** When the newest of the answers was given or changed (version 1: when the export began); null where there is none. */
  snapshot_at: z.string().nullable(),
  guidelines_versions: z.array(z.number()),
  filters: exportOptionsSchema,
  /** `notes`: what to know of the fit, as that it did not converge. */
  aggregation: z
    .object({ name: z.string(), label: z.string(), description: z.string(), notes: z.array(z.string()).default([]) })
    .nullable()
    .default(null),
  /** tasks, annotations and annotators written, and what the format counted itself. */
  counts: countsSchema,
  /** Tasks of the chosen batches that are not in the files, by reason. */
  left_out: countsSchema,
  /** Annotations that are not in the files, by reason. */
  left_out_annotations: countsSchema.nullable().default(null),
  /** The project's headline figure over exactly the annotations exported; null where nothing was exported. */
  agreement: figureSchema.nullable(),
  /** Tasks by the category of their answer; null where answers are no categories. */
  class_balance: countsSchema.nullable().default(null),
  position_bias: z
    .object({
      share_first: z.number(),
      n: z.number(),
      ci: z.tuple([z.number(), z.number()]),
      method: z.string(),
    })
    .nullable()
    .default(null),
  splits: bySplit.nullable().default(null),
  /** What was replaced, by kind; null where nothing was looked for. */
  scrubbed: z.object({ replaced: countsSchema, tasks: z.number() }).nullable().default(null),
  /** sha256 over the lines `id revision sha256(answer)` of all annotations and verdicts used, in the order of the export. */
  annotations_digest: z.string().nullable().default(null),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })),
})
export type Manifest = z.infer<typeof manifestSchema>
