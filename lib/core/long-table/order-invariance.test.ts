import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aggregateMethods } from '@/lib/core/aggregation/methods'
import type { AgreementSettings } from './agreement-run'
import { largestDifference } from './oracles/compare.fixture'
import { type Row, standardColumns } from './row'
import { valueKinds } from './value-kinds'

const box = fc.record({
  label: fc.constantFrom('cat', 'dog'),
  x: fc.integer({ min: 0, max: 12 }),
  y: fc.integer({ min: 0, max: 12 }),
  width: fc.integer({ min: 3, max: 9 }),
  height: fc.integer({ min: 3, max: 9 }),
})
const segment = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 9 }))
  .map(([start, length]) => ({ start: start / 3, end: (start + length) / 3, text: 'so' }))
const text = fc.array(fc.constantFrom('so', 'it', 'goes', 'on', 'é'), { maxLength: 6 }).map((words) => words.join(' '))
const label = fc.constantFrom('1', '2', '3', '4')
const ranking = fc
  .shuffledSubarray(['p', 'q', 'r'], { minLength: 3, maxLength: 3 })
  .chain((order) => fc.constantFrom<unknown>(order, [order[0], order.slice(1)]))

/** The fields of one line beside item and annotator, by the name `--type` takes. */
const lines: Record<string, fc.Arbitrary<Record<string, unknown>>> = {
  categorical: fc.record({ value: label }),
  sentiment: fc.record({ value: label }),
  numeric: fc.record({ value: fc.integer({ min: 0, max: 40 }).map((tenths) => tenths / 10) }),
  'bounding-box': fc.record({ value: fc.array(box, { maxLength: 4 }) }),
  transcription: fc.record({ value: fc.record({ text, segments: fc.array(segment, { maxLength: 3 }) }) }),
  preference: fc.record({
    value: fc.constantFrom('a', 'b', 'a', 'b', 'tie', 'both-bad'),
    shown_first: fc.constantFrom('a', 'b'),
    strength: fc.integer({ min: 1, max: 3 }),
  }),
  ranking: fc.record({ value: ranking }),
}

/** Up to nine items; an annotator stands at most once on an item, since of two lines the later counts. */
function tables(type: string): fc.Arbitrary<Row[]> {
  const line = lines[type]
  if (!line) throw new Error(`No lines of ${type} are drawn here; add them, so that their order is tested.`)
  const cell = fc.record({
    item: fc.nat(8).map((item) => `item ${item}`),
    annotator: fc.constantFrom('ann', 'bob', 'cyd', 'dee'),
    line,
  })
  return fc
    .uniqueArray(cell, { maxLength: 30, selector: ({ item, annotator }) => `${item} ${annotator}` })
    .map((cells) =>
      cells.map(({ item, annotator, line: own }, place) => ({
        line: place + 1,
        fields: { item, annotator, ...own },
        cells: false,
      })),
    )
}

/** What `ask` makes of the rows must be what it makes of them in any other order, to 1e-12. */
function expectNoOrder(type: string, ask: (rows: readonly Row[]) => unknown): void {
  const both = tables(type).chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })),
  )
  fc.assert(
    fc.property(both, ([rows, shuffled]) => {
      const [plain, other] = [ask(rows), ask(shuffled)]
      expect(largestDifference(other, plain)).toBeLessThan(1e-12)
      expect(largestDifference(plain, other)).toBeLessThan(1e-12)
    }),
    { numRuns: 25 },
  )
}

const plain: AgreementSettings = {
  columns: standardColumns,
  measures: undefined,
  level: undefined,
  categories: undefined,
  bootstrap: 10,
  seed: 3,
  interval: 'bca',
  average: undefined,
  pairs: true,
  classAgnostic: false,
  distance: undefined,
  ignore: [],
  reference: undefined,
  bothBad: 'keep',
  ties: 'keep',
  scale: 'choice',
}

/** Settings that bring in what is not measured without them. */
const ways: Record<string, Partial<AgreementSettings>[]> = {
  categorical: [
    { level: 'ordinal', categories: ['0', '1', '2', '3', '4'] },
    { level: 'ratio', average: 'micro' },
  ],
  numeric: [{ level: 'ratio' }, { level: 'ordinal' }],
  'bounding-box': [{ classAgnostic: true, distance: 'f1@0.5' }, { average: 'micro' }],
  transcription: [{ reference: 'ann', distance: 'character', ignore: ['case', 'spaces'] }],
  preference: [{ ties: 'drop', bothBad: 'drop' }, { level: 'ordinal' }, { scale: 'strength', bothBad: 'tie' }],
}

describe.each([...valueKinds])('%s: the order of lines moves no figure', (type, kind) => {
  test.each([{}, ...(ways[type] ?? [])].map((way) => [JSON.stringify(way), way] as const))('%s', (_, way) => {
    expectNoOrder(type, (rows) => {
      const run = kind.start({ ...plain, ...way })
      for (const row of rows) run.add(row)
      return run.figures()
    })
  })
})

const methods = [...aggregateMethods].flatMap(([method, types]) =>
  [...types].map(([type, typed]) => ({ method, type, typed })),
)

test.each(methods)('$method of $type: the order of lines moves no number', ({ type, typed }) => {
  const common = { columns: standardColumns, seed: 3, repeats: undefined, gold: undefined, smoothing: undefined }
  const pairs = { iouThreshold: undefined, ties: undefined, bothBad: undefined, penalty: undefined, strength: false }
  for (const way of typed.settings.includes('orderEffect') ? [{}, { orderEffect: true, penalty: 0.1 }] : [{}]) {
    expectNoOrder(type, (rows) => {
      const run = typed.start({ ...common, ...pairs, orderEffect: false, ...way })
      for (const row of rows) run.add(row)
      return run.result()
    })
  }
})
