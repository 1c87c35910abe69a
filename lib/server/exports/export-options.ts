import 'server-only'
import { z } from 'zod'

/** What a person may ask of an export. The whole of it goes into the manifest. */
export const exportOptionsSchema = z.strictObject({
  /** One of the task type's exporters: `coco`, `trl-preference`, `raw`, … */
  format: z.string().min(1),
  /** All batches of the project where left out. */
  batchIds: z.array(z.string().min(1)).min(1, 'Choose at least one batch, or leave batchIds out.').nullish(),
  /** Only tasks whose annotators agree at least so much (mean pairwise similarity); tasks of one annotator fall out. */
  minAgreement: z.number().min(0).max(1).nullish(),
  /** Only tasks with at least so many annotations. */
  minAnnotators: z.number().int().min(1).max(20).default(1),
  labelers: z.enum(['names', 'pseudonyms', 'none']).default('pseudonyms'),
  /** Tasks with a known answer, which measure labelers. */
  gold: z.enum(['include', 'leave-out']).default('include'),
  /** Puts the images and recordings beside the answers. */
  includeMedia: z.boolean().default(false),
})

export type ExportOptions = z.input<typeof exportOptionsSchema>
export type ExportFilters = z.output<typeof exportOptionsSchema>

export const exportStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type ExportState = (typeof exportStates)[number]

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

export const manifestSchema = z.object({
  schema_version: z.literal(1),
  export_id: z.string(),
  project: z.object({ id: z.string(), name: z.string(), task_type: z.string() }),
  format: z.string(),
  /** The answers are those of this moment. */
  snapshot_at: z.string(),
  guidelines_versions: z.array(z.number()),
  filters: exportOptionsSchema,
  /** tasks, annotations and annotators written, and what the format counted itself. */
  counts: z.record(z.string(), z.number()),
  /** Tasks of the chosen batches that are not in the files, by reason. */
  left_out: z.record(z.string(), z.number()),
  /** The project's headline figure over exactly the annotations exported; null where nothing was exported. */
  agreement: figureSchema.nullable(),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })),
})
export type Manifest = z.infer<typeof manifestSchema>
