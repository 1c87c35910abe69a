import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ExportChunk } from './contract'
import { csv, neutralised, restored } from './csv'
import { jsonl } from './jsonl'

async function* rowsOf<Row>(rows: Row[]): AsyncIterable<Row> {
  yield* rows
}

async function textOf(chunks: AsyncIterable<ExportChunk>): Promise<string> {
  let text = ''
  for await (const chunk of chunks) text += chunk.data
  return text
}

test('a JSON line is a row, line breaks inside text never split it', async () => {
  const rows = [{ text: 'one\ntwo\u2028three' }, { text: '=1+1' }]
  const lines = (await textOf(jsonl('a.jsonl', rowsOf(rows)))).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual(rows)
})

test('an export without rows still has its file', async () => {
  const chunks: ExportChunk[] = []
  for await (const chunk of jsonl('a.jsonl', rowsOf([]))) chunks.push(chunk)
  expect(chunks).toEqual([{ file: 'a.jsonl', data: '' }])
  expect(await textOf(csv('a.csv', ['a', 'b'], rowsOf([])))).toBe('a,b\n')
})

test('a text cell that would begin a formula is neutralised, whatever stands before it', () => {
  const dangerous = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '  =1',
    '\u00a0=1',
    '\tx',
  ]
  for (const text of dangerous) expect(neutralised(text)).toBe(`'${text}`)
  for (const text of dangerous) expect(restored(neutralised(text))).toBe(text)
  for (const text of ['fine', '', '1 = 1', '(-1)', 'a\t=1', "'twas", "''"]) expect(neutralised(text)).toBe(text)
})

test('what was neutralised comes back, apostrophes of its own too', () => {
  expect(neutralised("'=1")).toBe("''=1")
  const piece = fc.constantFrom("'", '=', ' ', '\t', '\r', '-', 'a', '＝', '"', '猫')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const text = pieces.join('')
      const cell = neutralised(text)
      expect(restored(cell)).toBe(text)
      expect(cell).not.toMatch(/^\s*[=+\-@\uFF1D]/)
    }),
  )
})

test('a CSV cell comes back as it was: quotes, commas, line breaks, lists, nulls', async () => {
  const rows = [
    { text: 'a "b", c\nd', votes: 3, labels: ['x', 'y'], note: null },
    { text: ' é ', votes: -0.5, labels: [], note: 'n\rm' },
  ]
  const records: unknown = parse(await textOf(csv('a.csv', ['text', 'votes', 'labels', 'note'], rowsOf(rows))), {
    columns: true,
  })
  expect(records).toEqual([
    { text: 'a "b", c\nd', votes: '3', labels: '["x","y"]', note: '' },
    { text: ' é ', votes: '-0.5', labels: '[]', note: 'n\rm' },
  ])
})
