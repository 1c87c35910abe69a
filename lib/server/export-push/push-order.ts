import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
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

/** What a push that waits is given to go on. */
export const pushTokenSchema = z.strictObject({
  token: tokenSchema,
  /** Only where the dataset was not made before the stop. */
  private: z.boolean().default(true),
})

export type PushOrder = z.input<typeof pushOrderSchema>
export type CheckedOrder = z.output<typeof pushOrderSchema>

export type PushToken = z.input<typeof pushTokenSchema>

/** `waiting-for-token`: a stop of the server came between; it goes on once somebody gives the token again. */
export const pushStates = ['queued', 'running', 'waiting-for-token', 'done', 'failed', 'cancelled'] as const
export type PushState = (typeof pushStates)[number]

/** @throws AppError `bad-input` with the field */
export function checkedOrder(order: PushOrder): CheckedOrder {
  const parsed = pushOrderSchema.safeParse(order)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') ?? ''
  throw new AppError('bad-input', issue?.message ?? 'This is not a place to push to.', { detail: { field } })
}
