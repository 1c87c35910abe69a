import { expect, test } from 'vitest'
import { chartCsv } from '@/components/charts/chart-table'
import type { LabelerAgreement } from '@/lib/server/agreement/project-agreement'
import { labelersAsTable, shownColumns, sorted } from './labeler-columns'

const none = { value: null, ci: null, n: 0, reason: 'no-votes', method: 'm' } as const

function row(labeler: string, gold: number | null, more: Partial<LabelerAgreement> = {}): LabelerAgreement {
  return {
    labeler,
    labelerId: labeler,
    role: 'labeler',
    annotations: 1,
    medianSeconds: null,
    seconds: { ...none, middleHalf: null },
    withRest: none,
    leaveOneOut: { ...none, all: null, gain: null },
    gold: gold === null ? none : { value: gold, ci: [0, 1], n: 4, reason: null, method: 'm' },
    firstShown: { ...none, p: null },
    reliability: { ...none, aboveChance: null },
    variety: { ...none, others: null },
    run: null,
    flags: [],
    ...more,
  }
}

const names = (rows: readonly LabelerAgreement[]) => rows.map(({ labeler }) => labeler).join('')

test('who has no number stands last, whichever way the table is sorted', () => {
  const rows = [row('a', 0.5), row('b', null), row('c', 0.9)]
  expect(names(sorted(rows, { column: 'gold', descending: true }))).toBe('cab')
  expect(names(sorted(rows, { column: 'gold', descending: false }))).toBe('acb')
  expect(names(sorted(rows, { column: 'labeler', descending: true }))).toBe('cba')
})

test('a column that no row can fill is left out', () => {
  const titles = (rows: LabelerAgreement[]) => shownColumns(rows).map(({ id }) => id)
  expect(titles([row('a', 1)])).not.toContain('firstShown')
  const firstShown = { value: 0.5, ci: null, n: 2, reason: null, method: 'm', p: 1 } as const
  expect(titles([row('a', 1, { firstShown })])).toContain('firstShown')
})

test('the CSV holds what is undefined as an empty cell and names nobody’s formula', () => {
  const [head, line] = chartCsv(labelersAsTable([row('=x', 0.25)])).split('\r\n')
  expect(head?.split(',').length).toBe(line?.split(',').length)
  expect(line?.startsWith("'=x,labeler,1,,0.25,0,1,4,")).toBe(true)
})
