import 'server-only'
import { z } from 'zod'
import { answerUses } from '@/lib/server/import/task-answers'
import { defineOperation } from './operation'
import { flagSchema, idParams } from './schemas'

const tag = 'Data'

const rejectedLine = z.object({
  line: z.number().int(),
  field: z.string(),
  message: z.string(),
  excerpt: z.string().optional(),
})

export const importReply = z
  .object({
    imported: z.number().int(),
    rejected: z.array(rejectedLine),
    rejectedCount: z.number().int(),
    lines: z.number().int(),
    dryRun: z.boolean(),
    format: z.string().meta({ description: '`tasks` for the lines of the task type, else the name of the format' }),
    answers: z
      .object({
        use: z.enum(answerUses).nullable(),
        tasks: z.number().int(),
        annotations: z.number().int(),
        prelabels: z.number().int(),
        annotators: z.array(z.string()),
        annotatorCount: z.number().int(),
        rejected: z.array(rejectedLine),
        rejectedCount: z.number().int(),
      })
      .meta({ description: 'Answers that the file brings, and what became of them' }),
    notes: z
      .array(z.object({ what: z.string(), count: z.number().int() }))
      .meta({ description: 'What tasks and answers have no place for' }),
    preview: z
      .array(
        z.object({
          line: z.number().int(),
          id: z.string().nullable(),
          title: z.string(),
          media: z.array(z.string()),
          answers: z.array(z.object({ annotator: z.string(), says: z.string() })),
          prelabel: z.string().nullable(),
          gold: z.string().nullable(),
        }),
      )
      .meta({ description: 'The first tasks, in a dry run' }),
  })
  .meta({ id: 'ImportResult' })

/** Read as: `tasks` or a format’s name. Names are checked where the formats are known, so that a refusal lists those that fit. */
export const formatSchema = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/, 'This is no name of a format.')
  .optional()

export const importUploads = [
  'application/x-ndjson',
  'application/json',
  'text/csv',
  'text/tab-separated-values',
  'application/xml',
  'application/vnd.apache.parquet',
  'application/zip',
] as const

const importQuery = z.strictObject({
  dryRun: flagSchema,
  format: formatSchema.meta({
    description: 'What the file is read as; found out from its content where it is left out',
  }),
  discardBatch: flagSchema.meta({
    description: 'The batch was made for this import: where the import is refused, the empty batch goes too',
  }),
  answers: z.enum(answerUses).optional().meta({
    description:
      'What becomes of answers that the file brings: people start from them, they count as annotations of the people named, or nothing',
  }),
})

export const importTasks = defineOperation({
  id: 'importTasks',
  method: 'POST',
  path: '/api/v1/batches/{id}/tasks',
  tag,
  summary:
    'Import a file of tasks, in the type’s own lines or a format of another tool: good lines in, bad lines reported, a broken file refused whole. `Idempotency-Key` makes a retry safe',
  params: idParams,
  query: importQuery,
  upload: [...importUploads],
  reply: importReply,
})

export const importFromStore = defineOperation({
  id: 'importFromStore',
  method: 'POST',
  path: '/api/v1/batches/{id}/tasks-from-store',
  tag,
  summary: 'Import a file that lies in an object store which the operator allows',
  params: idParams,
  query: importQuery,
  body: z.strictObject({ url: z.string().max(2000).meta({ description: 's3://bucket/folder/file.jsonl' }) }),
  reply: importReply,
})
