import 'server-only'
import { z } from 'zod'

const scrubKinds = ['email', 'phone', 'card', 'ssn', 'key'] as const

/** Parts of the whole; what one row of the data has in common with another decides its part, so neither prompts nor media stand in two. */
const splitSchema = z
  .strictObject({
    train: z.number().min(0).max(1),
    validation: z.number().min(0).max(1).default(0),
    test: z.number().min(0).max(1),
    /** Another seed, another division. */
    seed: z.string().max(100).default('0'),
  })
  .refine(({ train, validation, test }) => Math.abs(train + validation + test - 1) < 1e-9, {
    message: 'The parts of the split have to add up to 1, such as 0.9, 0 and 0.1.',
  })

const share = z.number().min(0).max(1)
const people = z.array(z.string().min(1)).min(1, 'Name at least one person, or leave the list out.').max(1000)

/** What a person may ask of an export. The whole of it goes into the manifest. */
export const exportOptionsSchema = z
  .strictObject({
    /** One of the task type's exporters: `coco`, `trl-preference`, `raw`, … */
    format: z.string().min(1),
    /** For tables; the format's usual form where left out. Formats that are files of a layout of their own have none. */
    form: z.enum(['jsonl', 'csv', 'parquet']).nullish(),
    /** `huggingface`: a dataset folder with card, Parquet, Croissant; tables only. */
    layout: z.enum(['files', 'huggingface']).default('files'),

    /** All batches of the project where left out. */
    batchIds: z.array(z.string().min(1)).min(1, 'Choose at least one batch, or leave batchIds out.').nullish(),
    /** Only annotations first given on this day (UTC) or later, and … */
    from: z.iso.date('Give the day as 2026-01-31.').nullish(),
    /** … on this day or earlier. */
    to: z.iso.date('Give the day as 2026-01-31.').nullish(),
    /** Only tasks with at least so many annotations, of those that count. */
    minAnnotators: z.number().int().min(1).max(20).default(1),
    /** Only tasks whose annotators agree at least so much (mean pairwise similarity); tasks of one annotator fall out. */
    minAgreement: share.nullish(),
    /** Only tasks whose answer the aggregation holds for so probable; tasks to which it gives no probability fall out, settled ones stay. */
    minCertainty: share.nullish(),
    /** Only annotations of these people (user ids). */
    labelersIn: people.nullish(),
    /** No annotations of these people. */
    labelersOut: people.nullish(),
    /** Tasks with a known answer, which measure labelers. */
    gold: z.enum(['include', 'leave-out', 'only']).default('leave-out'),
    /** Reviewers' answers: go before the annotators' where there is one, are the only ones, or do not count. */
    adjudicated: z.enum(['prefer', 'only', 'ignore']).default('prefer'),

    /** One row (or set of pairs) a task, from all its annotations, or one an annotation. */
    rows: z.enum(['task', 'annotation']).default('task'),
    /** One of the task type's aggregations; its first where left out. */
    aggregation: z.string().min(1).nullish(),
    /** Tasks without a winner: left out and counted, kept by formats that can hold a tie, or both directions at weight ½. */
    ties: z.enum(['drop', 'keep', 'both']).default('drop'),

    split: splitSchema.nullish(),
    /** Of several tasks with the same content (or nearly the same) only the first is kept. */
    duplicates: z.enum(['keep', 'drop-exact', 'drop-near']).default('keep'),

    labelers: z.enum(['names', 'pseudonyms', 'none']).default('pseudonyms'),
    /** Replaced in every text by `[EMAIL]`, `[PHONE]`, …, and counted. */
    scrub: z.array(z.enum(scrubKinds)).max(scrubKinds.length).default([]),
    /** Puts the images and recordings beside the answers. */
    includeMedia: z.boolean().default(false),
    /** Rows a file at most. */
    shardRows: z.number().int().min(100).max(10_000_000).nullish(),
    /** BCP 47 tag of the texts, for the rows and the card. */
    language: z
      .string()
      .max(35)
      .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i, 'Give a language tag such as en, de-CH or zh-Hant.')
      .nullish(),
    /** SPDX identifier or expression, for the card. */
    licence: z
      .string()
      .max(200)
      .regex(/^[A-Za-z0-9.+\-() ]+$/, 'Give an SPDX identifier such as CC-BY-4.0.')
      .nullish(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, {
    message: 'The last day has to be the first one or a later one.',
    path: ['to'],
  })

export type ExportOptions = z.input<typeof exportOptionsSchema>
export type ExportFilters = z.output<typeof exportOptionsSchema>

export const exportStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type ExportState = (typeof exportStates)[number]
