import { z } from 'zod'
import { aggregateMethods } from '@/lib/core/aggregation/methods'
import { type Row, standardColumns } from '../row'
import { valueKinds } from '../value-kinds'
import inputsFile from './inputs.json'
import pythonFile from './python.oracle.json'
import rFile from './r.oracle.json'

const row = z.object({ item: z.string(), annotator: z.string(), value: z.unknown() }).loose()

/** One question to both sides: which table, which measure or method, how. `row` is its line in docs/researchers/oracles.md. */
const ask = z
  .object({
    name: z.string(),
    row: z.string(),
    case: z.string(),
    measure: z.string().optional(),
    method: z.string().optional(),
    level: z.enum(['nominal', 'ordinal', 'interval', 'ratio']).optional(),
    average: z.enum(['macro', 'micro']).optional(),
    classAgnostic: z.boolean().default(false),
    distance: z.string().optional(),
    reference: z.string().optional(),
    bothBad: z.enum(['tie', 'drop']).optional(),
    ties: z.enum(['drop', 'half', 'davidson', 'rao-kupper']).optional(),
    orderEffect: z.boolean().default(false),
  })
  .strict()
export type Ask = z.infer<typeof ask>

const inputs = z
  .object({
    cases: z.record(
      z.string(),
      z.object({ type: z.string(), categories: z.string().optional(), rows: z.array(row).min(1) }),
    ),
    asks: z.array(ask).min(90),
  })
  .parse(inputsFile)

/** What a package answered: numbers, alone or in objects and lists, to be found at `path` of our result. */
const answer = z.object({ ask: z.string(), by: z.string(), path: z.string(), said: z.unknown() })
export type Answer = z.infer<typeof answer>
const answers = z.object({ said: z.array(answer).min(30) })

/** `command` and the versions of the packages stand in the files themselves. */
const python = answers.parse(pythonFile)
const r = answers
  .extend({
    resampling: z.object({
      by: z.string(),
      n: z.number(),
      se: z.number(),
      percentile: z.tuple([z.number(), z.number()]),
      bca: z.tuple([z.number(), z.number()]),
    }),
  })
  .parse(rFile)

export const asks: readonly Ask[] = inputs.asks
export const packageAnswers: readonly Answer[] = [...python.said, ...r.said]
export const resampling = r.resampling

function rowsOf(name: string): Row[] {
  return (inputs.cases[name]?.rows ?? []).map((fields, line) => ({ line: line + 1, fields, cells: false }))
}

interface HowAsked {
  bootstrap?: number
  interval?: 'percentile' | 'bca'
  /** The lines in another order. */
  arranged?: (rows: Row[]) => Row[]
}

/** What the command line makes of a table, by the same way through reader and measure. */
export function ourAnswer(one: Ask, how: HowAsked = {}): unknown {
  const rows = (how.arranged ?? ((own: Row[]) => own))(rowsOf(one.case))
  const table = inputs.cases[one.case]
  if (!table) throw new Error(`no case ${one.case}`)
  const { type, categories } = table
  const shared = { columns: standardColumns, seed: 1, bothBad: one.bothBad, ties: one.ties }
  if (one.method !== undefined) {
    const run = aggregateMethods
      .get(one.method)
      ?.get(type)
      ?.start({
        ...shared,
        repeats: undefined,
        gold: undefined,
        smoothing: undefined,
        iouThreshold: undefined,
        orderEffect: one.orderEffect,
        penalty: undefined,
        strength: false,
      })
    for (const line of rows) run?.add(line)
    return run?.result()
  }
  const measure = one.measure ?? ''
  const run = valueKinds.get(type)?.start({
    columns: standardColumns,
    measures: [measure],
    level: one.level,
    categories: categories?.split(','),
    bootstrap: how.bootstrap ?? 0,
    seed: 1,
    interval: how.interval ?? 'percentile',
    average: one.average,
    pairs: false,
    classAgnostic: one.classAgnostic,
    distance: one.distance,
    ignore: [],
    reference: one.reference,
    bothBad: one.bothBad ?? 'keep',
    ties: one.ties === 'drop' ? 'drop' : 'keep',
    scale: 'choice',
  })
  for (const line of rows) run?.add(line)
  return run?.figures()[measure]
}
