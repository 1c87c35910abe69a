import type { ChartTable } from '@/components/charts/chart-table'
import type { LabelerAgreement } from '@/lib/server/agreement/project-agreement'

/** What the table may be sorted by. */
export const columns = [
  { id: 'labeler', title: 'Labeler', end: false },
  { id: 'annotations', title: 'Answers', end: true },
  { id: 'seconds', title: 'Median, middle half', end: true },
  { id: 'gold', title: 'Gold, 95 %', end: false },
  { id: 'leaveOneOut', title: 'α with rest', end: true },
  { id: 'reliability', title: 'Reliability', end: true },
  { id: 'firstShown', title: 'Shown first', end: true },
  { id: 'variety', title: 'Entropy', end: true },
  { id: 'flags', title: 'Look at', end: false },
] as const

export type ColumnId = (typeof columns)[number]['id']

export interface Sorting {
  column: ColumnId
  descending: boolean
}

/** Columns that no row can fill are left out. */
export function shownColumns(labelers: readonly LabelerAgreement[]): (typeof columns)[number][] {
  return columns.filter(({ id }) => {
    if (id !== 'reliability' && id !== 'firstShown' && id !== 'variety') return true
    return labelers.some((row) => row[id].value !== null)
  })
}

/** Rows without a number stand last, whichever way they are sorted. */
export function sorted(labelers: readonly LabelerAgreement[], { column, descending }: Sorting): LabelerAgreement[] {
  const sign = descending ? -1 : 1
  return labelers.toSorted((a, b) => {
    if (column === 'labeler') return sign * a.labeler.localeCompare(b.labeler, 'en')
    const [x, y] = [numberIn(a, column), numberIn(b, column)]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return sign * (x - y) || a.labeler.localeCompare(b.labeler, 'en')
  })
}

function numberIn(row: LabelerAgreement, column: Exclude<ColumnId, 'labeler'>): number | null {
  if (column === 'annotations') return row.annotations
  return column === 'flags' ? row.flags.length : row[column].value
}

/** Every number of the table with its n, unrounded. */
export function labelersAsTable(labelers: readonly LabelerAgreement[]): ChartTable {
  return {
    columns: [
      'labeler',
      'role',
      'answers',
      'median_seconds',
      'gold',
      'gold_low',
      'gold_high',
      'gold_n',
      'similarity_to_rest',
      'alpha_without',
      'alpha_all',
      'leave_one_out_n',
      'reliability',
      'reliability_above_chance',
      'reliability_n',
      'first_shown',
      'first_shown_low',
      'first_shown_high',
      'first_shown_p',
      'first_shown_n',
      'entropy_bits',
      'entropy_bits_others',
      'entropy_n',
      'longest_run',
      'longest_run_p',
      'flags',
    ],
    rows: labelers.map((row) => [
      row.labeler,
      row.role,
      row.annotations,
      row.seconds.value,
      row.gold.value,
      row.gold.ci?.[0] ?? null,
      row.gold.ci?.[1] ?? null,
      row.gold.n,
      row.withRest.value,
      row.leaveOneOut.value,
      row.leaveOneOut.all,
      row.leaveOneOut.n,
      row.reliability.value,
      row.reliability.aboveChance,
      row.reliability.n,
      row.firstShown.value,
      row.firstShown.ci?.[0] ?? null,
      row.firstShown.ci?.[1] ?? null,
      row.firstShown.p,
      row.firstShown.n,
      row.variety.value,
      row.variety.others,
      row.variety.n,
      row.run?.length ?? null,
      row.run?.p ?? null,
      row.flags.map(({ name, sentence }) => `${name}: ${sentence}`).join(' '),
    ]),
  }
}
