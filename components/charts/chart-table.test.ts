import { describe, expect, test } from 'vitest'
import { chartCsv } from './chart-table'

describe('the CSV of a chart', () => {
  test('a name that a spreadsheet would run as a formula stays text', () => {
    expect(chartCsv({ columns: ['name'], rows: [['=HYPERLINK("x")'], ['@a']] })).toBe(
      'name\r\n"\'=HYPERLINK(""x"")"\r\n\'@a\r\n',
    )
  })

  test('commas, quotes and line breaks are quoted, numbers are not', () => {
    expect(chartCsv({ columns: ['a', 'b'], rows: [['x, "y"\nz', -0.5]] })).toBe('a,b\r\n"x, ""y""\nz",-0.5\r\n')
  })

  test('what is undefined is an empty cell, never 0', () => {
    expect(chartCsv({ columns: ['a', 'b'], rows: [[null, 0]] })).toBe('a,b\r\n,0\r\n')
  })
})
