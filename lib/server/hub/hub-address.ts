import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'

/** `owner/name`, as the hub takes it. */
export const repositorySchema = z
  .string()
  .trim()
  .max(96)
  .regex(
    /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/,
    'Write the dataset as owner/name, with letters, digits, dots, dashes and underscores.',
  )
  .refine(
    (name) => !/--|\.\.|[.-](?:\/|$)|\.git$/.test(name),
    'The hub takes no name with two dashes or dots in a row, or with one of them at its end.',
  )

export const revisionSchema = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9][\w.-]*$/, 'Name a branch with letters, digits, dots, dashes and underscores.')

/** Never stored. Anything else than printable ASCII could not be sent in a header. */
export const tokenSchema = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{8,300}$/, 'Paste the token as the hub shows it, without spaces.')

/** The hub of this installation, as the operator set it. People choose a dataset, never an address. */
export function hubUrl(): string {
  const address = process.env.CONCORD_HUB_URL?.trim() || 'https://huggingface.co'
  const url = URL.canParse(address) ? new URL(address) : null
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.pathname === '/') return url.origin
  throw new AppError('unavailable', 'CONCORD_HUB_URL is not an address such as https://huggingface.co.')
}

/** Where the hub sends large files: over TLS, or to itself. */
export function assertUploadAddress(href: string): void {
  const url = URL.canParse(href) ? new URL(href) : null
  if (url !== null && (url.protocol === 'https:' || url.origin === hubUrl())) return
  throw new AppError('unavailable', 'The hub named a place for a large file that is not safe. Nothing was sent there.')
}
