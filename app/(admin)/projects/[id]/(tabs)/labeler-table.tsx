import { Card } from '@/components/admin/card'
import { formatCount } from '@/components/admin/numbers'
import { Avatar } from '@/components/ui/avatar'
import { formatDuration } from '@/components/ui/duration'
import { formatShare } from '@/components/ui/interval-bar'
import { Pill } from '@/components/ui/pill'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, TableRowHeader } from '@/components/ui/table'
import type { LabelerAgreement } from '@/lib/server/agreement/project-agreement'

/** People's work in numbers that carry their n. Flags are facts, never verdicts. */
export function LabelerTable({ labelers }: { labelers: readonly LabelerAgreement[] }) {
  return (
    <Card title="Labelers" aside="Agreement with the rest: mean similarity to the others’ answers">
      {labelers.length === 0 ? (
        <p className="border-line border-t px-4 py-6 text-muted">
          Nobody has answered yet. Rows come with the first answers.
        </p>
      ) : (
        <Table label="Labelers, table">
          <TableHead>
            <TableRow>
              <TableHeader>Labeler</TableHeader>
              <TableHeader end>Answers</TableHeader>
              <TableHeader end>Median time</TableHeader>
              <TableHeader end>Gold</TableHeader>
              <TableHeader end>With the rest</TableHeader>
              <TableHeader>Look at</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {labelers.map((row) => (
              <TableRow key={row.labelerId ?? row.labeler} className="hover:bg-hover">
                <TableRowHeader>
                  <span className="flex items-center gap-2.5">
                    <Avatar name={row.labeler} />
                    <span title={row.labeler} className="max-w-60 truncate font-normal">
                      {row.labeler}
                    </span>
                  </span>
                </TableRowHeader>
                <TableCell end>{formatCount(row.annotations)}</TableCell>
                <TableCell end className="whitespace-nowrap">
                  {row.medianSeconds === null ? '–' : formatDuration(1000 * row.medianSeconds)}
                </TableCell>
                <TableCell end className="whitespace-nowrap">
                  <MeanText value={row.gold.value} n={row.gold.n} />
                </TableCell>
                <TableCell end className="whitespace-nowrap">
                  <MeanText value={row.withRest.value} n={row.withRest.n} />
                </TableCell>
                <TableCell>
                  <Facts row={row} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  )
}

function MeanText({ value, n }: { value: number | null; n: number }) {
  if (value === null) return <span className="text-faint">–</span>
  return (
    <>
      {formatShare(value)} <span className="text-faint">of {formatCount(n)}</span>
    </>
  )
}

function Facts({ row }: { row: LabelerAgreement }) {
  const isStaff = row.role === 'admin' || row.role === 'manager' || row.role === 'reviewer'
  const fewGold = row.gold.n > 0 && row.gold.n < 5
  if (!isStaff && !fewGold) return <span className="text-faint">–</span>
  return (
    <span className="flex flex-wrap gap-1.5">
      {isStaff ? <Pill tone="info">also {row.role}</Pill> : null}
      {fewGold ? <Pill tone="info">few gold answers</Pill> : null}
    </span>
  )
}
