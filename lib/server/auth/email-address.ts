import 'server-only'
import { z } from 'zod'

/** One spelling per account: compatibility forms folded, lower case, then checked. Quoted local parts and lists of addresses are refused. */
export const emailSchema = z
  .string()
  .max(1000, 'An e-mail address is shorter than that.')
  .transform((text) => text.normalize('NFKC').trim().toLowerCase())
  .pipe(
    z
      .string()
      .max(254, 'An e-mail address has at most 254 characters.')
      .regex(
        /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u,
        'This is not an e-mail address. Use one like ada@example.org.',
      ),
  )

/** A name as it is shown. Control and direction characters would let one person's name garble another's row. */
export const personNameSchema = z
  .string()
  .trim()
  .min(1, 'Give a name.')
  .max(100, 'Use at most 100 characters.')
  .refine(
    (name) => !/[\p{Cc}\p{Cs}\u200B\u202A-\u202E\u2066-\u2069]/u.test(name),
    'A name holds no control characters.',
  )
