import { z } from 'zod'
import { allFigures, type LongTable } from '@/lib/core/long-table/long-table'

const boxes = z.object({ boxes: z.array(z.unknown()) })

export const longTable: LongTable = {
  columns: [],
  row: (answer) => ({ value: boxes.parse(answer).boxes }),
  runs: () => [allFigures(['--type', 'bounding-box'])],
  distance: () => ({
    imports:
      'import csv, itertools, json; import numpy as np; from scipy.optimize import linear_sum_assignment as match',
    read: 'json.loads(value)',
    distance: [
      'def shared(a, b): return np.prod([max(0, min(a[p] + a[s], b[p] + b[s]) - max(a[p], b[p])) for p, s in (("x", "width"), ("y", "height"))])',
      'def iou(a, b): return (a["label"] == b["label"]) * shared(a, b) / (a["width"] * a["height"] + b["width"] * b["height"] - shared(a, b))',
      'def overlap(a, b): m = np.array([[iou(x, y) for y in b] for x in a]); return m[match(m, maximize=True)].sum()',
      'def distance(a, b): return 1 - 2 * overlap(a, b) / (len(a) + len(b)) if a and b else float(len(a) + len(b) > 0)',
    ],
    expected: null,
  }),
}
