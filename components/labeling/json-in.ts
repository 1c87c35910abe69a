import { isRecord } from './assignment'

/** The value that a text holds as JSON; undefined where it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The object that a text holds as JSON; null where it holds none. */
export function objectIn(text: string | null): Record<string, unknown> | null {
  const value = text === null ? null : jsonIn(text)
  return isRecord(value) ? value : null
}
