import 'server-only'
import { deepestJson, depthOf } from '@/lib/core/import-formats/json-depth'
import type { LineProblem } from './read-line'

export type JsonResult = { value: Record<string, unknown> } | { problem: LineProblem }

const problem = (field: string, message: string) => ({ problem: { field, message } })

/** One JSON object as a task line may hold it, or the reason it may not. */
export function parseObject(text: string): JsonResult {
  if (depthOf(text) > deepestJson) {
    return problem('', `Lists and objects lie more than ${deepestJson} deep. Flatten the line.`)
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return problem('', `This is not JSON (${shortened(reason)}). Write one object a line.`)
  }
  if (!isRecord(value)) return problem('', 'A line must be an object such as {"id": "1", …}.')
  const found = faultIn(value, '')
  return found === null ? { value } : { problem: found }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What both databases cannot keep as it is: NUL, half a surrogate pair, endless or rounded numbers, __proto__. */
export function faultIn(value: unknown, field: string): LineProblem | null {
  if (typeof value === 'string') return faultOfText(value, field)
  if (typeof value === 'number') return faultOfNumber(value, field)
  if (Array.isArray(value)) return firstFault(value.entries(), field)
  return isRecord(value) ? firstFault(Object.entries(value), field) : null
}

function firstFault(entries: Iterable<[string | number, unknown]>, field: string): LineProblem | null {
  for (const [key, value] of entries) {
    const name = field === '' ? String(key) : `${field}.${key}`
    if (key === '__proto__') return { field: name, message: 'A field may not be called __proto__. Rename it.' }
    const fault = (typeof key === 'string' ? faultOfText(key, name) : null) ?? faultIn(value, name)
    if (fault !== null) return fault
  }
  return null
}

function faultOfText(text: string, field: string): LineProblem | null {
  if (text.includes('\u0000')) return { field, message: 'The text holds a NUL character (\\u0000). Remove it.' }
  if (/[\uD800-\uDFFF]/u.test(text))
    return { field, message: 'The text holds half of a character (a lone surrogate). Mend it.' }
  return null
}

function faultOfNumber(value: number, field: string): LineProblem | null {
  if (!Number.isFinite(value)) return { field, message: 'The number is too large. Write it as text in quotes.' }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return { field, message: 'The number has more digits than can be kept exactly. Write it as text in quotes.' }
  }
  return null
}

function shortened(reason: string): string {
  const clean = reason
    .replace(/\s+/g, ' ')
    .replace(/, "?\.\.\..*/, '')
    .replace(/ in JSON/, '')
  return clean.length > 90 ? `${clean.slice(0, 90)}…` : clean
}
