import { z } from 'zod'
import { aggregateMethods } from '@/lib/core/aggregation/methods'
import { standardColumns } from './row'
import { valueKinds } from './value-kinds'

type Line = [item: string, annotator: string, value: unknown]

/** Two answers of a type that are as different as they can be. */
interface Pair {
  same: unknown
  other: unknown
}

const box = (x: number) => [{ label: 'cat', x, y: 0, width: 10, height: 10 }]
const spoken = (text: string, start: number) => ({ text, segments: [{ start, end: start + 1 }] })

const answers: Readonly<Record<string, Pair>> = {
  categorical: { same: 'x', other: 'y' },
  numeric: { same: 1, other: 2 },
  preference: { same: 'a', other: 'b' },
  ranking: { same: ['p', 'q', 'r'], other: ['r', 'q', 'p'] },
  'bounding-box': { same: box(0), other: box(50) },
  transcription: { same: spoken('so', 0), other: spoken('no', 5) },
}

/** The degenerate tables, by the columns of docs/researchers/degenerate.md. */
export const degenerateTables: ReadonlyMap<string, (pair: Pair) => Line[]> = new Map<string, (pair: Pair) => Line[]>([
  ['no lines', () => []],
  [
    'skips only',
    () => [
      ['1', 'ann', null],
      ['1', 'bob', null],
    ],
  ],
  [
    'one annotator',
    ({ same, other }) => [
      ['1', 'ann', same],
      ['2', 'ann', other],
    ],
  ],
  [
    'no overlap',
    ({ same, other }) => [
      ['1', 'ann', same],
      ['2', 'bob', other],
    ],
  ],
  [
    'one answer only',
    ({ same }) => [
      ['1', 'ann', same],
      ['1', 'bob', same],
      ['2', 'ann', same],
      ['2', 'bob', same],
    ],
  ],
  [
    'one agreeing pair',
    ({ same }) => [
      ['1', 'ann', same],
      ['1', 'bob', same],
    ],
  ],
  [
    'one disagreeing pair',
    ({ same, other }) => [
      ['1', 'ann', same],
      ['1', 'bob', other],
    ],
  ],
])

const rowsOf = (lines: Line[]) =>
  lines.map(([item, annotator, value], line) => ({
    line: line + 1,
    cells: false,
    fields: { item, annotator, value, shown_first: 'a' },
  }))

/** Value or reason of a measure; the categories are those seen, as where nobody declared any. */
export function figureCell(type: string, measure: string, table: string): string {
  const pair = answers[type]
  const lines = degenerateTables.get(table)
  const run = valueKinds.get(type)?.start({
    columns: standardColumns,
    measures: [measure],
    level: measure === 'first-position-share' || type === 'ranking' ? undefined : 'nominal',
    categories: /gwet-ac2|cohen-kappa-/.test(measure) ? ['x', 'y'] : undefined,
    bootstrap: 20,
    seed: 1,
    interval: 'bca',
    average: undefined,
    pairs: true,
    classAgnostic: false,
    distance: undefined,
    ignore: [],
    reference: 'ann',
    bothBad: 'keep',
    ties: 'keep',
    scale: 'choice',
  })
  if (!pair || !lines || !run) throw new Error(`no degenerate table ${type}, ${table}`)
  for (const row of rowsOf(lines(pair))) run.add(row)
  const figure = run.figures()[measure]
  if (!figure) throw new Error(`no figure ${measure}`)
  if ((figure.value === null) !== (figure.reason !== null)) throw new Error(`${measure}: value and reason contradict`)
  if (figure.value === null && (figure.ci !== null || figure.se !== null || figure.note === null))
    throw new Error(`${measure}: undefined, with an interval or without a sentence`)
  return figure.value === null ? `${figure.reason}` : String(Number(figure.value.toFixed(12)))
}

/** What a method makes of item 1 (or the strengths of all), or the reason why nothing. */
export function aggregateCell(type: string, method: string, table: string): string {
  const pair = answers[type]
  const lines = degenerateTables.get(table)
  const run = aggregateMethods.get(method)?.get(type)?.start({
    columns: standardColumns,
    seed: 1,
    repeats: undefined,
    gold: undefined,
    smoothing: undefined,
    iouThreshold: undefined,
    ties: undefined,
    bothBad: undefined,
    orderEffect: false,
    penalty: undefined,
    strength: false,
  })
  if (!pair || !lines || !run) throw new Error(`no degenerate table ${type}, ${table}`)
  for (const row of rowsOf(lines(pair))) run.add(row)
  const result = run.result()
  if (result.reason !== null) return result.reason
  const parsed = aggregate.parse(result)
  const numbers = parsed.scores ?? strengthsOf(parsed.strengths)
  if (numbers) return Object.values(numbers).map(short).join(', ')
  const [first] = Object.values(parsed.items ?? {})
  if (Array.isArray(first?.value)) return `${first.value.length} boxes`
  return first?.value === null ? `tie of ${first.top?.join(', ')}` : String(first?.value)
}

const aggregate = z.object({
  items: z.record(z.string(), z.object({ value: z.unknown(), top: z.array(z.string()).optional() })).optional(),
  strengths: z.record(z.string(), z.object({ value: z.number() })).optional(),
  scores: z.record(z.string(), z.number()).optional(),
})

function strengthsOf(strengths: Record<string, { value: number }> | undefined): Record<string, number> | undefined {
  return strengths && Object.fromEntries(Object.entries(strengths).map(([name, { value }]) => [name, value]))
}

const short = (value: number): string => String(Number(value.toFixed(4)))
