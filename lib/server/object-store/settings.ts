import 'server-only'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'

/** Where the operator lets this installation keep and fetch objects. Nobody else names an address or a key. */
export interface ObjectStoreSettings {
  /** Null: Amazon's own address for the region. */
  endpoint: string | null
  region: string
  bucket: string
  /** '' or a folder with its slash: `concord/`. All that Concord keeps for itself in its own bucket lies below. */
  prefix: string
  /** Null: as the machine is known to the store (an instance's role, say). */
  keys: { id: string; secret: string } | null
  /** Further places for imports and pushes. */
  further: ObjectPlace[]
}

export interface ObjectPlace {
  bucket: string
  /** '' or a folder with its slash. */
  prefix: string
}

const bucketSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)

/** As the environment says; null where no bucket is named. */
export function objectStoreSettings(): ObjectStoreSettings | null {
  const bucket = given('CONCORD_S3_BUCKET')
  if (bucket === null) return null
  return {
    endpoint: endpointOf(given('CONCORD_S3_ENDPOINT')),
    region: given('CONCORD_S3_REGION') ?? 'us-east-1',
    bucket: bucketName(bucket, 'CONCORD_S3_BUCKET'),
    prefix: asFolder(given('CONCORD_S3_PREFIX') ?? ''),
    keys: keysOf(givenSecret('CONCORD_S3_ACCESS_KEY_ID'), givenSecret('CONCORD_S3_SECRET_ACCESS_KEY')),
    further: (given('CONCORD_S3_BUCKETS') ?? '').split(',').flatMap(placeOf),
  }
}

/** `datasets/a` or `/datasets/a/` → `datasets/a/`. */
export function asFolder(path: string): string {
  const parts = path.split('/').filter((part) => part !== '')
  return parts.length === 0 ? '' : `${parts.join('/')}/`
}

function placeOf(entry: string): ObjectPlace[] {
  const [bucket = '', ...rest] = entry.trim().split('/')
  if (bucket === '') return []
  return [{ bucket: bucketName(bucket, 'CONCORD_S3_BUCKETS'), prefix: asFolder(rest.join('/')) }]
}

function bucketName(name: string, variable: string): string {
  if (bucketSchema.safeParse(name).success) return name
  throw new AppError('unavailable', `${variable} is not the name of a bucket. Write it without s3:// and slashes.`)
}

function endpointOf(address: string | null): string | null {
  if (address === null) return null
  const url = URL.canParse(address) ? new URL(address) : null
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url.href
  throw new AppError(
    'unavailable',
    'CONCORD_S3_ENDPOINT is not an address. Write it as https://s3.example.org, without keys.',
  )
}

function keysOf(id: string | null, secret: string | null): ObjectStoreSettings['keys'] {
  if (id === null && secret === null) return null
  if (id !== null && secret !== null) return { id, secret }
  throw new AppError(
    'unavailable',
    'Only one of CONCORD_S3_ACCESS_KEY_ID and CONCORD_S3_SECRET_ACCESS_KEY is set. Set both, or neither where the machine has a role of its own.',
  )
}

function given(name: string): string | null {
  const value = process.env[name]?.trim()
  return value === undefined || value === '' ? null : value
}

/** The variable itself, or the file that `…_FILE` names. */
function givenSecret(name: string): string | null {
  const file = given(`${name}_FILE`)
  if (file === null) return given(name)
  try {
    return readFileSync(/*turbopackIgnore: true*/ file, 'utf8').trim()
  } catch (cause) {
    throw new AppError(
      'unavailable',
      `The file that ${name}_FILE names cannot be read. Give it to the user who runs the server.`,
      {
        cause,
      },
    )
  }
}
