import 'server-only'
import { z } from 'zod'
import { exportOptionsSchema, exportStates } from '@/lib/server/exports/export-options'
import { idSchema } from './schemas'

const counts = z.record(z.string(), z.number())

export const exportReply = z
  .looseObject({
    id: idSchema,
    projectId: idSchema,
    format: z.string(),
    filters: exportOptionsSchema,
    state: z.enum(exportStates),
    /** Tasks read, and to read; several passes count as one. */
    written: z.number().int(),
    total: z.number().int(),
    error: z.string().nullable(),
    files: z.array(z.object({ name: z.string(), bytes: z.number().int(), sha256: z.string().nullable() })),
    manifest: z.looseObject({ counts, left_out: counts }).nullable(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'Export' })

export const previewReply = z
  .object({
    files: z.array(z.object({ name: z.string(), text: z.string() })),
    tasks: z.number().int(),
    annotations: z.number().int(),
    annotators: z.number().int(),
    rows: z.number().int().nullable(),
    splits: counts,
    scrubbed: counts,
    counts,
    leftOut: counts,
    leftOutAnnotations: counts,
    tasksRead: z.number().int(),
    tasksTotal: z.number().int(),
    isComplete: z.boolean(),
    isPlanned: z.boolean(),
  })
  .meta({ id: 'ExportPreview' })
