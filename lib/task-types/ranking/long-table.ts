import { z } from 'zod'
import { allFigures, type LongTable } from '@/lib/core/long-table/long-table'
import { rankingsApartInR } from '@/lib/core/long-table/r-lines'

const ranks = z.object({ ranks: z.array(z.number()) })

export const longTable: LongTable = {
  columns: [],
  row: (answer) => ({
    value: Object.fromEntries(ranks.parse(answer).ranks.map((rank, index) => [`r${index + 1}`, rank])),
  }),
  runs: () => [allFigures(['--type', 'ranking', '--measure', 'krippendorff-alpha,kendall-w,kendall-tau-b,spearman'])],
  distance: () => ({
    imports: 'import csv, itertools, json',
    read: 'json.loads(value)',
    distance: [
      'def order(v): return [(v[i] > v[j]) - (v[i] < v[j]) for i, j in itertools.combinations(sorted(v), 2)]',
      'def distance(a, b): return sum(abs(x - y) / 2 for x, y in zip(order(a), order(b))) / len(order(a))',
    ],
    r: rankingsApartInR,
    expected: 0.5,
  }),
}
