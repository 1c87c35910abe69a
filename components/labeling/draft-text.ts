import type { Json } from '@/lib/core/labeler'

/** The words in a draft, for copying: every text it holds, one a line; the draft itself where it holds none. */
export function draftText(draft: Json): string {
  const texts = textsIn(draft)
  if (texts.length > 0) return texts.join('\n')
  return draft === null ? '' : JSON.stringify(draft)
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(textsIn)
  return []
}
