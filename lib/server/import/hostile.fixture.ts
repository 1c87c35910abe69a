import { expect } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { contentOf, type Files, readAs } from './mirror.fixture'

const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
export const hostile: unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1e308,
  5e-324,
  '1e999',
  'NaN',
  true,
  [],
  {},
  [[]],
  [null],
  [{}],
  { toString: 1 },
  '{"__proto__": {"polluted": 1}}',
  '{"constructor": {"prototype": {"polluted": 1}}}',
  deep,
  `{"a":${deep}}`,
  '[1,',
  '\u2028',
  '../../etc/passwd',
  'C:\\x',
  '=cmd|1',
  'x'.repeat(50_000),
  Array.from({ length: 5000 }, (_, index) => index),
]

/** Every table or document as it was exported, with one value in it replaced. */
export function spoiled(name: string, text: string, at: number, value: unknown): string {
  if (name.endsWith('.json')) return JSON.stringify(replaced(JSON.parse(text), at, value))
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line) => `${JSON.stringify(replaced(JSON.parse(line), at, value))}\n`).join('')
}

/** The object with its `at`-th value, counted through all depths, replaced. */
export function replaced(value: unknown, at: number, by: unknown): unknown {
  let seen = -1
  const total = count(value)
  const walk = (part: unknown): unknown => {
    seen += 1
    if (seen === (total === 0 ? 0 : 1 + (at % total))) return by
    if (Array.isArray(part)) return part.map(walk)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(value)
}

export function count(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce((sum: number, inner) => sum + 1 + count(inner), 0)
}

export function assertSentences(sentences: readonly string[]) {
  for (const sentence of sentences) {
    expect(sentence).toMatch(/[.!?)]$/)
    expect(sentence).not.toMatch(/undefined|\[object|Error:|Invalid input/)
    expect(sentence.length).toBeLessThan(1000)
  }
}

export async function verdictOn(type: string, format: string, files: Files | string): Promise<string[]> {
  try {
    const { lines } = await readAs(type, files, { format })
    return contentOf(lines).filter((content) => typeof content === 'string')
  } catch (error) {
    if (error instanceof AppError) return [error.message]
    throw error
  }
}
