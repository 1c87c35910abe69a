import 'server-only'
import { canonicalJson } from '@/lib/core/canonical-json'
import { isStoredMedia } from './stored-answers'

/** The same for payloads that show the same, and for no others; media count by their digest, not by their name. */
export function contentKey(payload: unknown): string {
  return canonicalJson(mediaByDigest(payload))
}

/** The texts that a payload shows, or null where it shows media: those are the same or they are not. */
export function contentText(payload: unknown): string | null {
  const texts: string[] = []
  return gather(payload, texts) ? texts.join('\n') : null
}

function mediaByDigest(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(mediaByDigest)
  if (typeof value !== 'object' || value === null) return value
  if (isStoredMedia(value)) return 'sha256' in value ? value.sha256 : null
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mediaByDigest(member)]))
}

/** False where there are media. */
function gather(value: unknown, texts: string[]): boolean {
  if (typeof value === 'string') texts.push(value)
  if (typeof value !== 'object' || value === null) return true
  if (isStoredMedia(value)) return false
  return Object.keys(value)
    .toSorted()
    .every((name) => gather(Reflect.get(value, name), texts))
}
