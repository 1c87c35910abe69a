import { expect, test } from 'vitest'
import type { Figure } from '@/lib/core/agreement/figure'
import { sharedNotes } from './shared-notes'

const figure = (note: string | null): Figure => ({
  value: 0.5,
  ci: null,
  n_items: 10,
  n_annotators: 3,
  n_pairable: 30,
  method: 'some method',
  note,
  reason: null,
  se: null,
  details: {},
})

test('what every note says is said once, and the rest stays with its figure', () => {
  const { rows, shared } = sharedNotes({
    'krippendorff-alpha': figure('The interval takes these 4 annotators as given: with fewer than 5 it says nothing.'),
    'fleiss-kappa': figure(
      'Left out: 2 items with fewer than 3 ratings. The interval takes these 4 annotators as given: with fewer than 5 it says nothing.',
    ),
  })
  expect(shared).toEqual(['The interval takes these 4 annotators as given: with fewer than 5 it says nothing.'])
  expect(rows.map(({ own }) => own)).toEqual([null, 'Left out: 2 items with fewer than 3 ratings.'])
})

test('a sentence that one figure does not have stays with those that have it', () => {
  const { rows, shared } = sharedNotes({ a: figure('Few tasks.'), b: figure(null), c: figure('Few tasks.') })
  expect(shared).toEqual([])
  expect(rows.map(({ own }) => own)).toEqual(['Few tasks.', null, 'Few tasks.'])
})

test('a lone figure keeps its note', () => {
  expect(sharedNotes({ a: figure('Few tasks.') })).toMatchObject({ shared: [], rows: [{ own: 'Few tasks.' }] })
})
