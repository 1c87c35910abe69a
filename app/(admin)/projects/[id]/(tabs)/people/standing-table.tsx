'use client'

import { Users } from 'lucide-react'
import { useState } from 'react'
import { Card } from '@/components/admin/card'
import { Moment } from '@/components/admin/moment'
import { Notice } from '@/components/admin/notice'
import { formatCount } from '@/components/admin/numbers'
import { phoneRow } from '@/components/admin/phone-row'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { IntervalBar } from '@/components/ui/interval-bar'
import { Pill } from '@/components/ui/pill'
import { EmptyState } from '@/components/ui/states'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, TableRowHeader } from '@/components/ui/table'
import { setStandingAction } from './actions'
import { StandingDialog } from './standing-dialog'

export interface Labeler {
  labelerId: string
  name: string
  state: 'qualified' | 'paused' | 'excluded' | null
  reason: string | null
  since: string | null
  bySystem: boolean
  answers: number
  gold: { n: number; mean: number; low: number; high: number } | null
}

export type Decision = 'paused' | 'excluded' | 'qualified'

/** Who labeled here, how they did on known answers, and what was decided about them. */
export function StandingTable({
  projectId,
  labelers,
  mark,
}: {
  projectId: string
  labelers: readonly Labeler[]
  /** The project's threshold, drawn on every bar. */
  mark: number | null
}) {
  const [asked, setAsked] = useState<{ labeler: Labeler; decision: Decision } | null>(null)
  const { run, isSending, refusal } = useAction(setStandingAction)
  const letIn = (labeler: Labeler) =>
    run({ projectId, labelerId: labeler.labelerId, standing: { state: 'qualified', reason: 'Let in again' } })
  return (
    <Card title="People" aside={<span>scores on known answers, with their 95 % interval (Wilson)</span>}>
      {refusal ? (
        <Notice tone="danger" className="mx-4 mb-3">
          {refusal.message}
        </Notice>
      ) : null}
      {labelers.length === 0 ? (
        <EmptyState
          icon={<Users aria-hidden="true" className="size-4" strokeWidth={1.75} />}
          title="Nobody has labeled here yet"
          className="border-line border-t"
        >
          People appear with their first answer.
        </EmptyState>
      ) : (
        <Table label="People of this project">
          <TableHead className="max-sm:sr-only">
            <TableRow>
              <TableHeader>Labeler</TableHeader>
              <TableHeader end>Answers</TableHeader>
              <TableHeader end>Known answers</TableHeader>
              <TableHeader>Score</TableHeader>
              <TableHeader>State</TableHeader>
              <TableHeader>Decide</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {labelers.map((labeler) => (
              <TableRow key={labeler.labelerId} className={cn('hover:bg-hover', phoneRow)}>
                <TableRowHeader>
                  <span title={labeler.name} className="block max-w-56 truncate">
                    {labeler.name}
                  </span>
                </TableRowHeader>
                <TableCell end className="max-sm:order-1">
                  {formatCount(labeler.answers)}
                  <span className="text-muted sm:hidden"> answers</span>
                </TableCell>
                <TableCell end className="max-sm:order-3">
                  {labeler.gold === null ? <span className="max-sm:hidden">–</span> : formatCount(labeler.gold.n)}
                  {labeler.gold === null ? null : <span className="text-muted sm:hidden"> known</span>}
                </TableCell>
                <TableCell className="min-w-44 max-sm:order-2">
                  <Score labeler={labeler} mark={mark} />
                </TableCell>
                <TableCell className="max-w-80 max-sm:order-4">
                  <State labeler={labeler} />
                </TableCell>
                <TableCell className="max-sm:order-5">
                  <span className="flex flex-wrap gap-1.5 max-sm:justify-end">
                    {labeler.state === 'paused' || labeler.state === 'excluded' ? (
                      <Button
                        size="small"
                        waiting={isSending}
                        aria-label={`Let ${labeler.name} in again`}
                        onPress={() => void letIn(labeler)}
                      >
                        Let in again
                      </Button>
                    ) : (
                      <Button
                        size="small"
                        aria-label={`Pause ${labeler.name}`}
                        onPress={() => setAsked({ labeler, decision: 'paused' })}
                      >
                        Pause
                      </Button>
                    )}
                    {labeler.state === 'excluded' ? null : (
                      <Button
                        size="small"
                        variant="ghost"
                        aria-label={`Exclude ${labeler.name}`}
                        onPress={() => setAsked({ labeler, decision: 'excluded' })}
                      >
                        Exclude
                      </Button>
                    )}
                  </span>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {asked === null ? null : <StandingDialog projectId={projectId} {...asked} onClose={() => setAsked(null)} />}
    </Card>
  )
}

function Score({ labeler: { gold, name }, mark }: { labeler: Labeler; mark: number | null }) {
  if (gold === null) return <span className="text-faint text-xs">no known answers yet</span>
  return (
    <span className="flex items-center gap-2.5">
      <IntervalBar
        value={gold.mean}
        interval={[gold.low, gold.high]}
        {...(mark === null ? {} : { target: mark })}
        label={`Score of ${name} on known answers`}
        className="w-28 shrink-0"
      />
      <span className="whitespace-nowrap tabular">{(gold.mean * 100).toFixed(0)} %</span>
    </span>
  )
}

function State({ labeler: { state, reason, since, bySystem } }: { labeler: Labeler }) {
  if (state === null) return <span className="text-faint">nothing decided</span>
  const tone = { qualified: 'success', paused: 'warn', excluded: 'danger' } as const
  return (
    <span className="flex flex-col items-start gap-1">
      <span className="flex items-center gap-2">
        <Pill tone={tone[state]}>{state}</Pill>
        <span className="text-faint text-xs">
          {bySystem ? 'by itself, ' : ''}
          {since === null ? null : <Moment iso={since} as="date" />}
        </span>
      </span>
      {reason ? <span className="text-muted text-xs">{reason}</span> : null}
    </span>
  )
}
