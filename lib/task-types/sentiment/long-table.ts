import { z } from 'zod'
import { allFigures, type LongTable } from '@/lib/core/long-table/long-table'
import { setsApartInR } from '@/lib/core/long-table/r-lines'
import { configSchema } from './schema'

const labels = z.union([z.object({ label: z.string() }), z.object({ labels: z.array(z.string()) })])
const jaccard = {
  imports: 'import csv, itertools, json',
  read: 'frozenset(json.loads(value))',
  distance: ['def distance(a, b): return 1 - len(a & b) / len(a | b)'],
  r: setsApartInR,
  expected: null,
}

export const longTable: LongTable = {
  columns: [],
  row: (answer) => {
    const chosen = labels.parse(answer)
    return { value: 'label' in chosen ? chosen.label : chosen.labels }
  },
  runs: (config) => {
    const { multiple, scale } = configSchema.parse(config)
    return multiple ? [] : [{ ...allFigures(['--type', 'sentiment', '--level', scale]), declares: true }]
  },
  distance: (config) => (configSchema.parse(config).multiple ? jaccard : null),
}
