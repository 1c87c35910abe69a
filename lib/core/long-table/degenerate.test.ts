import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { aggregateMethods } from '@/lib/core/aggregation/methods'
import { aggregateCell, degenerateTables, figureCell } from './degenerate.fixture'

// docs/researchers/degenerate.md is the expectation: every cell of its two tables is asked of the engine.
const document = readFileSync(new URL('../../../docs/researchers/degenerate.md', import.meta.url), 'utf8')
const [figures = '', methods = ''] = document.split('## Methods')

const linesOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.includes('`'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    )

function documented(text: string): [type: string, name: string, table: string, answer: string][] {
  const tables = [...degenerateTables.keys()]
  return linesOf(text).flatMap(([type = '', name = '', ...cells]) =>
    tables.map((table, place): [string, string, string, string] => [type, name, table, cells[place] ?? '']),
  )
}

test('the columns of the document are the tables of this test', () => {
  for (const text of [figures, methods]) expect(text).toContain(`| ${[...degenerateTables.keys()].join(' | ')} |`)
})

describe('measures', () => {
  test.each(documented(figures))('%s, %s, %s: %s', (type, measure, table, answer) => {
    expect(figureCell(type, measure, table)).toBe(answer)
  })

  test('every measure stands there', () => {
    expect(linesOf(figures).length).toBe(31)
  })
})

describe('methods', () => {
  test.each(documented(methods))('%s, %s, %s: %s', (type, method, table, answer) => {
    expect(aggregateCell(type, method, table)).toBe(answer)
  })

  test('every method stands there', () => {
    const names = new Set(linesOf(methods).map(([, name]) => name))
    expect([...names].sort()).toEqual([...aggregateMethods.keys()].sort())
  })
})
