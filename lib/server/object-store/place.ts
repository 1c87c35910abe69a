import 'server-only'
import { AppError } from '@/lib/core/errors'
import { asFolder, type ObjectPlace, type ObjectStoreSettings, objectStoreSettings } from './settings'

export interface ObjectAddress {
  bucket: string
  key: string
}

export function requiredSettings(): ObjectStoreSettings {
  const settings = objectStoreSettings()
  if (settings !== null) return settings
  throw new AppError(
    'unavailable',
    'This installation has no object store. Whoever runs it can set one up: see “Object store” in the guide for operators.',
  )
}

/** Where media lie in the installation's own bucket. Nobody reads or writes there by an address. */
export function mediaPlace({ bucket, prefix }: ObjectStoreSettings): ObjectPlace {
  return { bucket, prefix: `${prefix}media/` }
}

/** `s3://bucket/folder/file.jsonl` → bucket and key, where the operator allows people to name it. */
export function objectAddress(url: string): ObjectAddress {
  const [, bucket, key] = /^s3:\/\/([^/?#]+)\/(.+)$/.exec(url) ?? []
  if (bucket === undefined || key === undefined)
    throw new AppError('bad-input', 'Give the address of an object as s3://bucket/folder/file.jsonl.')
  assertAllowed({ bucket, key })
  return { bucket, key }
}

/** A folder to write into: by its bucket, else in the installation's own, below its prefix. */
export function folderAddress(bucket: string | null, folder: string): ObjectPlace {
  const settings = requiredSettings()
  const own = bucket === null || bucket === settings.bucket
  const prefix = own ? withPrefix(asFolder(folder), settings.prefix) : asFolder(folder)
  const place = { bucket: bucket ?? settings.bucket, prefix }
  if (prefix === (own ? settings.prefix : ''))
    throw new AppError('bad-input', 'Name a folder for the files, such as exports/reviews.')
  assertAllowed({ bucket: place.bucket, key: prefix })
  return place
}

/** Names the places that people may use, for pages. */
export function allowedPlaces({ bucket, prefix, further }: ObjectStoreSettings): string[] {
  return [{ bucket, prefix }, ...further].map((place) => `s3://${place.bucket}/${place.prefix}`)
}

function assertAllowed({ bucket, key }: ObjectAddress): void {
  const settings = requiredSettings()
  if (/\p{Cc}/u.test(key) || key.length > 900 || key.split('/').some((part) => part === '.' || part === '..'))
    throw new AppError('bad-input', 'This is not the name of an object. Leave out dots alone and control characters.')
  const places = [{ bucket: settings.bucket, prefix: settings.prefix }, ...settings.further]
  const media = mediaPlace(settings)
  const within = (place: ObjectPlace) => place.bucket === bucket && key.startsWith(place.prefix)
  if (places.some(within) && !within(media)) return
  throw new AppError(
    'not-allowed',
    `This installation may not use s3://${bucket.slice(0, 63)} there. Whoever runs it can allow it with CONCORD_S3_BUCKETS.`,
  )
}

function withPrefix(folder: string, prefix: string): string {
  return folder.startsWith(prefix) ? folder : `${prefix}${folder}`
}
