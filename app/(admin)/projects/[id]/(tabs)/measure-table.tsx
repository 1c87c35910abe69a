import { FigureText, measureName } from '@/components/admin/agreement-figure'
import { Card } from '@/components/admin/card'
import { formatCount } from '@/components/admin/numbers'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, TableRowHeader } from '@/components/ui/table'
import type { Figures } from '@/lib/core/agreement/figure'
import { Reproduce } from '../reproduce'
import { sharedNotes } from './shared-notes'

/** Every figure of the type, with its n and the method behind it. */
export function MeasureTable({ projectId, figures }: { projectId: string; figures: Figures }) {
  const { rows, shared } = sharedNotes(figures)
  return (
    <Card title="All measures" aside="95 % intervals; n: tasks with at least two answers">
      <Table label="All measures, table">
        <TableHead>
          <TableRow>
            <TableHeader>Measure</TableHeader>
            <TableHeader>Value</TableHeader>
            <TableHeader end>n</TableHeader>
            <TableHeader>Method</TableHeader>
            <TableHeader>
              <span className="sr-only">Same digits elsewhere</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ key, figure, own }) => (
            <TableRow key={key}>
              <TableRowHeader className="whitespace-nowrap">{measureName(key)}</TableRowHeader>
              <TableCell className="whitespace-nowrap">
                <FigureText figure={figure} />
              </TableCell>
              <TableCell end>{formatCount(figure.n_items)}</TableCell>
              <TableCell className="min-w-72 py-1.5 text-muted text-xs">
                {figure.method}
                {own === null ? null : <span className="block text-text">{own}</span>}
              </TableCell>
              <TableCell className="whitespace-nowrap">
                <Reproduce projectId={projectId} small />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {shared.length > 0 ? (
        <p className="max-w-prose border-line border-t px-4 py-3 text-xs text-pretty">
          <span className="text-muted">All of them:</span> {shared.join(' ')}
        </p>
      ) : null}
    </Card>
  )
}
