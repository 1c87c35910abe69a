import 'server-only'
import { z } from 'zod'

/** Text as people write it: well-formed Unicode without NUL, which the two databases would keep each in its own way. */
export function text(longest: number) {
  return z
    .string()
    .max(longest, `Use at most ${longest} characters.`)
    .refine((value) => !/[\0\p{Cs}]/u.test(value), 'The text holds NUL or half of a character pair. Remove it.')
}

/** A name in lists: one line, not empty. */
export const nameSchema = text(200)
  .trim()
  .min(1, 'Give a name.')
  .refine((name) => !/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(name), 'A name is one line without control characters.')

export const idSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'This is not an id of ours.')
export const idParams = z.strictObject({ id: idSchema })
export const dateSchema = z.iso.datetime({ offset: true })

/** `?flag=true` */
export const flagSchema = z.enum(['true', 'false']).optional()

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    line: z.number().int().optional(),
    field: z.string().nullable().optional(),
    rejected: z
      .array(z.object({ line: z.number().int(), field: z.string().nullable(), message: z.string() }))
      .optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem document. `detail` is a sentence that names the remedy.' })
