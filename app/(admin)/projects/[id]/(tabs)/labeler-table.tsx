'use client'

import { ArrowDown, ArrowUp, Download } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Card } from '@/components/admin/card'
import { formatCount } from '@/components/admin/numbers'
import { chartCsv } from '@/components/charts/chart-table'
import { saveAs } from '@/components/charts/save-svg'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, TableRowHeader } from '@/components/ui/table'
import type { LabelerAgreement } from '@/lib/server/agreement/project-agreement'
import { Facts, FirstShown, Gold, Reliability, Seconds, Variety, WithRest } from './labeler-cells'
import { type ColumnId, labelersAsTable, type Sorting, shownColumns, sorted } from './labeler-columns'

const icon = { 'aria-hidden': true, className: 'size-4', strokeWidth: 1.75 } as const
const arrow = { 'aria-hidden': true, className: 'size-3', strokeWidth: 2 } as const

/** People's work in numbers that carry their n. Flags are facts, never verdicts. */
export function LabelerTable({ labelers }: { labelers: readonly LabelerAgreement[] }) {
  const [sorting, setSorting] = useState<Sorting>({ column: 'annotations', descending: true })
  const shown = shownColumns(labelers)
  const sortBy = (column: ColumnId) =>
    setSorting((now) => ({ column, descending: now.column === column ? !now.descending : column !== 'labeler' }))
  const save = () => saveAs('labelers.csv', 'text/csv', chartCsv(labelersAsTable(labelers)))
  return (
    <Card
      title="Labelers"
      aside={
        <>
          <span>α with rest: Krippendorff’s α of the others alone, leaving this labeler out</span>
          {labelers.length === 0 ? null : (
            <Button
              variant="ghost"
              size="small"
              iconOnly
              aria-label="Download labelers (CSV)"
              icon={<Download {...icon} />}
              onPress={save}
            />
          )}
        </>
      }
    >
      {labelers.length === 0 ? (
        <p className="border-line border-t px-4 py-6 text-muted">
          Nobody has answered yet. Rows come with the first answers.
        </p>
      ) : (
        <Table label="Labelers, table">
          <TableHead>
            <TableRow>
              {shown.map(({ id, title, end }) => (
                <TableHeader key={id} end={end} aria-sort={ariaSort(sorting, id)}>
                  <AriaButton
                    onPress={() => sortBy(id)}
                    className="inline-flex min-h-6 items-center gap-1 hover:text-text coarse:min-h-11"
                  >
                    {title}
                    {sorting.column !== id ? null : sorting.descending ? (
                      <ArrowDown {...arrow} />
                    ) : (
                      <ArrowUp {...arrow} />
                    )}
                  </AriaButton>
                </TableHeader>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {sorted(labelers, sorting).map((row) => (
              <TableRow key={row.labelerId ?? row.labeler} className="hover:bg-hover">
                {shown.map(({ id, end }) =>
                  id === 'labeler' ? (
                    <Name key={id} labeler={row.labeler} />
                  ) : (
                    <TableCell key={id} end={end} className="h-12 whitespace-nowrap leading-4 tabular">
                      {cellOf(id, row)}
                    </TableCell>
                  ),
                )}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  )
}

function ariaSort({ column, descending }: Sorting, id: ColumnId): 'ascending' | 'descending' | 'none' {
  if (column !== id) return 'none'
  return descending ? 'descending' : 'ascending'
}

function Name({ labeler }: { labeler: string }) {
  return (
    <TableRowHeader>
      <span className="flex items-center gap-2.5">
        <Avatar name={labeler} />
        <span title={labeler} className="max-w-48 truncate font-normal">
          {labeler}
        </span>
      </span>
    </TableRowHeader>
  )
}

function cellOf(id: Exclude<ColumnId, 'labeler'>, row: LabelerAgreement): ReactNode {
  if (id === 'annotations') return formatCount(row.annotations)
  if (id === 'seconds') return <Seconds seconds={row.seconds} />
  if (id === 'gold') return <Gold gold={row.gold} labeler={row.labeler} />
  if (id === 'leaveOneOut') return <WithRest row={row} />
  if (id === 'reliability') return <Reliability reliability={row.reliability} />
  if (id === 'firstShown') return <FirstShown firstShown={row.firstShown} />
  return id === 'variety' ? <Variety variety={row.variety} /> : <Facts row={row} />
}
