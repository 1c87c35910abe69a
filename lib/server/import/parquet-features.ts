import 'server-only'
import type { FileMetaData } from 'hyparquet'
import { isRecord } from './json-value'

/** Takes a file that lies inside a row, and gives the name under which the row then names it. */
export type KeepMedia = (name: string, bytes: Uint8Array) => Promise<string>

/** What Hugging Face datasets says of the columns: class labels are numbers, media lie inside as bytes. Null where it says nothing. */
export function featuresIn(metadata: Pick<FileMetaData, 'key_value_metadata'>): unknown {
  const text = metadata.key_value_metadata?.find(({ key }) => key === 'huggingface')?.value
  if (text === undefined) return null
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) && isRecord(value.info) ? value.info.features : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** A value as JSON would hold it: labels by name, media by the name under which they were kept. */
export async function plainValue(value: unknown, feature: unknown, keep: KeepMedia): Promise<unknown> {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return Promise.all(value.map((entry) => plainValue(entry, elementOf(feature), keep)))
  if (isRecord(feature)) {
    if (feature._type === 'ClassLabel') return labelOf(value, feature.names)
    if (feature._type === 'Image' || feature._type === 'Audio') return mediaOf(value, keep)
  }
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return new TextDecoder().decode(value)
  if (!isRecord(value)) return value
  const entries = Object.entries(value).map(async ([key, entry]): Promise<[string, unknown]> => {
    return [key, await plainValue(entry, memberOf(feature, key), keep)]
  })
  return Object.fromEntries(await Promise.all(entries))
}

function labelOf(value: unknown, names: unknown): unknown {
  const name: unknown =
    Array.isArray(names) && (typeof value === 'bigint' || typeof value === 'number') ? names[Number(value)] : value
  return typeof name === 'string' ? name : null
}

async function mediaOf(value: unknown, keep: KeepMedia): Promise<unknown> {
  if (typeof value === 'string') return value
  if (!isRecord(value)) return null
  const name = typeof value.path === 'string' ? value.path : new TextDecoder().decode(asBytes(value.path))
  const bytes = asBytes(value.bytes)
  return bytes.length === 0 ? name : keep(name, bytes)
}

function asBytes(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array()
}

/** `[feature]`, or `{ _type: 'Sequence' | 'List', feature }` of newer and older writers. */
function elementOf(feature: unknown): unknown {
  if (Array.isArray(feature)) return feature[0]
  return isRecord(feature) && 'feature' in feature ? feature.feature : null
}

/** A list of structs may stand as a struct of lists. */
function memberOf(feature: unknown, key: string): unknown {
  if (!isRecord(feature)) return null
  if (isRecord(feature.feature) && key in feature.feature) return [feature.feature[key]]
  return Object.hasOwn(feature, key) ? feature[key] : null
}
