import 'server-only'
import { z } from 'zod'
import { repositorySchema, revisionSchema, tokenSchema } from '../hub/hub-address'

const folder = z
  .string()
  .trim()
  .min(1, 'Name a folder for the files, such as exports/reviews.')
  .max(300)
  .regex(/^[^\p{Cc}\\?#]+$/u, 'A folder is named with words and slashes.')

/** Where an export is to go. The token of a hub is used and forgotten: it is in no table, no log and no page. */
export const pushOrderSchema = z.discriminatedUnion('target', [
  z.strictObject({
    target: z.literal('s3'),
    /** One of those the operator allows; the installation's own where left out. */
    bucket: z.string().min(3).max(63).nullish(),
    prefix: folder,
  }),
  z.strictObject({
    target: z.literal('hub'),
    repository: repositorySchema,
    token: tokenSchema,
    private: z.boolean().default(true),
    revision: revisionSchema.default('main'),
  }),
])

export type PushOrder = z.input<typeof pushOrderSchema>
export type CheckedOrder = z.output<typeof pushOrderSchema>

export const pushStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type PushState = (typeof pushStates)[number]
