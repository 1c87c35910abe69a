import { AppError } from './errors'

/** Deeper JSON than this overflows the stack of what walks it later. */
const deepest = 64

/**
 * Refuses text that the two databases would not both give back as it came: PostgreSQL refuses NUL and SQLite cuts at it, and both
 * turn half a surrogate pair into U+FFFD. @throws AppError `bad-input` naming the field.
 */
export function assertStorableText(text: string, field: string): void {
  if (text.includes('\u0000'))
    throw new AppError('bad-input', `${field} holds a NUL character. Remove it.`, { detail: { field } })
  if (/\p{Surrogate}/u.test(text))
    throw new AppError(
      'bad-input',
      `${field} holds half of a character (a lone surrogate). Write that character anew.`,
      {
        detail: { field },
      },
    )
}

/** The same for every key and text of a JSON value, and for its depth and numbers. Walks without recursion. */
export function assertStorableJson(value: unknown, field: string): void {
  const waiting: { value: unknown; depth: number }[] = [{ value, depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { depth } = next
    if (depth > deepest)
      throw new AppError('bad-input', `${field} is nested more than ${deepest} levels deep. Flatten it.`, {
        detail: { field },
      })
    if (typeof next.value === 'string') assertStorableText(next.value, field)
    if (typeof next.value === 'number' && !Number.isFinite(next.value))
      throw new AppError('bad-input', `${field} holds a number too large to keep.`, { detail: { field } })
    if (typeof next.value !== 'object' || next.value === null) continue
    for (const [key, member] of Object.entries(next.value)) {
      assertStorableText(key, field)
      waiting.push({ value: member, depth: depth + 1 })
    }
  }
}
