import { expect, test } from 'vitest'
import { alphaByDistance } from '@/lib/core/agreement/alpha-by-distance'
import type { Figures } from '@/lib/core/agreement/figure'
import { rankingsApartInR, rForDistance, setsApartInR, textsApartInR } from './r-lines'
import frozen from './r-lines.oracle.json'
import { type Row, standardColumns } from './row'
import { UnitCollector } from './unit-collector'
import { valueKinds } from './value-kinds'

/** R 4.2.2 with jsonlite 1.8.4 and utf8 1.2.3 ran each script of the file on its rows and printed what stands there. */
const tables: [keyof typeof frozen, readonly string[], number | null][] = [
  ['rankings', rankingsApartInR, 0.5],
  ['pairs', rankingsApartInR, 0.5],
  ['words', textsApartInR('word'), null],
  ['characters', textsApartInR('character'), null],
  ['sets', setsApartInR, null],
]

const rowsOf = (name: keyof typeof frozen): Row[] =>
  frozen[name].rows.map(([item, annotator, value], place) => ({
    line: place + 2,
    fields: { item, annotator, value },
    cells: true,
  }))

function figuresOf(name: keyof typeof frozen, type: string, distance?: string): Figures {
  const run = valueKinds.get(type)?.start({
    columns: standardColumns,
    measures: ['krippendorff-alpha'],
    level: undefined,
    categories: undefined,
    bootstrap: 0,
    seed: 1,
    interval: 'percentile',
    average: undefined,
    pairs: false,
    classAgnostic: false,
    distance,
    ignore: [],
    reference: undefined,
    bothBad: 'keep',
    ties: 'keep',
    scale: 'choice',
  })
  for (const row of rowsOf(name)) run?.add(row)
  return run?.figures() ?? {}
}

test.each(tables)('%s: the lines are those that R ran', (name, r, expected) => {
  expect(rForDistance('agreement.csv', { r, expected })).toEqual(frozen[name].script)
})

test.each([
  ['rankings', 'ranking', undefined],
  ['pairs', 'ranking', undefined],
  ['words', 'transcription', 'word'],
  ['characters', 'transcription', 'character'],
] as const)('%s: what R printed is our alpha', (name, type, distance) => {
  const alpha = figuresOf(name, type, distance)['krippendorff-alpha']?.value
  expect(alpha).toBeCloseTo(Number(frozen[name].printed), 12)
})

test('sets of labels: what R printed is our alpha over the Jaccard distance', () => {
  const collector = new UnitCollector<string[]>((row) => JSON.parse(String(row.fields.value)), standardColumns)
  for (const row of rowsOf('sets')) collector.add(row)
  const { value } = alphaByDistance(collector.finish().units, (a, b) => {
    const shared = a.filter((label) => b.includes(label)).length
    return 1 - shared / (a.length + b.length - shared)
  })
  expect(value).toBeCloseTo(Number(frozen.sets.printed), 12)
})
