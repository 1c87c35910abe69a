import { Card } from '@/components/admin/card'
import { formatCount } from '@/components/admin/numbers'
import { Avatar } from '@/components/ui/avatar'
import { formatDuration } from '@/components/ui/duration'
import { formatShare, IntervalBar } from '@/components/ui/interval-bar'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, TableRowHeader } from '@/components/ui/table'
import type { LabelerAgreement } from '@/lib/server/agreement/project-agreement'
import { Fact } from './fact'
import { flagWords, whyMissing } from './figure-words'

/** People's work in numbers that carry their n. Flags are facts, never verdicts. */
export function LabelerTable({ labelers }: { labelers: readonly LabelerAgreement[] }) {
  return (
    <Card title="Labelers" aside="α with rest: Krippendorff’s α of the others alone, leaving this labeler out">
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
              <TableHeader end>Median, middle half</TableHeader>
              <TableHeader>Gold, 95 %</TableHeader>
              <TableHeader end>α with rest</TableHeader>
              <TableHeader>Look at</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {labelers.map((row) => (
              <TableRow key={row.labelerId ?? row.labeler} className="hover:bg-hover">
                <TableRowHeader>
                  <span className="flex items-center gap-2.5">
                    <Avatar name={row.labeler} />
                    <span title={row.labeler} className="max-w-48 truncate font-normal">
                      {row.labeler}
                    </span>
                  </span>
                </TableRowHeader>
                <TableCell end>{formatCount(row.annotations)}</TableCell>
                <TableCell end className="whitespace-nowrap">
                  <Seconds seconds={row.seconds} />
                </TableCell>
                <TableCell className="whitespace-nowrap tabular">
                  <Gold gold={row.gold} labeler={row.labeler} />
                </TableCell>
                <TableCell end className="whitespace-nowrap">
                  <WithRest row={row} />
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

function Seconds({ seconds }: Pick<LabelerAgreement, 'seconds'>) {
  if (seconds.value === null) return <Missing reason={seconds.reason} />
  const half = seconds.middleHalf
  return (
    <>
      {formatDuration(1000 * seconds.value)}
      {half === null ? null : (
        <span className="block text-faint text-xs">
          {formatDuration(1000 * half[0])} to {formatDuration(1000 * half[1])}
        </span>
      )}
    </>
  )
}

function Gold({ gold, labeler }: Pick<LabelerAgreement, 'gold' | 'labeler'>) {
  if (gold.value === null) return <Missing reason={gold.reason} />
  return (
    <span title={gold.method} className="flex items-center gap-2.5">
      <span className="w-8 shrink-0">{formatShare(gold.value)}</span>
      <IntervalBar value={gold.value} interval={gold.ci} label={`Gold of ${labeler}`} className="w-16 shrink-0" />
      <span className="text-muted">of {formatCount(gold.n)}</span>
    </span>
  )
}

function WithRest({ row: { leaveOneOut } }: { row: LabelerAgreement }) {
  if (leaveOneOut.value === null) return <Missing reason={leaveOneOut.reason} />
  return (
    <span title={leaveOneOut.method}>
      {formatShare(leaveOneOut.value)}
      <span className="block text-faint text-xs">n = {formatCount(leaveOneOut.n)}</span>
    </span>
  )
}

function Missing({ reason }: { reason: LabelerAgreement['gold']['reason'] }) {
  return (
    <Fact sentence={whyMissing(reason)} plain>
      –
    </Fact>
  )
}

function Facts({ row }: { row: LabelerAgreement }) {
  const isStaff = row.role === 'admin' || row.role === 'manager' || row.role === 'reviewer'
  if (!isStaff && row.flags.length === 0) return <span className="text-faint">–</span>
  return (
    <span className="flex flex-wrap gap-1.5">
      {isStaff ? <Fact sentence={`This account is also ${row.role} here.`}>also {row.role}</Fact> : null}
      {row.flags.map((flag) => (
        <Fact key={flag.name} tone={flag.name === 'few-gold-answers' ? 'info' : 'warn'} sentence={flag.sentence}>
          {flagWords(flag, row)}
        </Fact>
      ))}
    </span>
  )
}
