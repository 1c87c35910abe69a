'use client'

import { EllipsisVertical } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Moment } from '@/components/admin/moment'
import { Notice } from '@/components/admin/notice'
import { formatCount, percentOf } from '@/components/admin/numbers'
import { phoneRow } from '@/components/admin/phone-row'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { Dialog } from '@/components/ui/dialog'
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu'
import { Pill } from '@/components/ui/pill'
import { Progress } from '@/components/ui/progress'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, TableRowHeader } from '@/components/ui/table'
import { updateBatchAction } from '../../batch-actions'
import { BatchDialog } from './batch-dialog'

export interface BatchRow {
  id: string
  name: string
  status: string
  overlap: number
  priority: number
  deadline: string | null
  restricted: boolean
  kind: 'work' | 'training' | 'qualification'
  goldRate: number
  adaptive: { certainty: number; cap: number } | null
  progress: { tasks: number; completed: number; submitted: number; wanted: number; mixedIn: number; open: number }
}

/** Batches with their progress; pause, close and change from the row. */
export function BatchTable({
  projectId,
  batches,
  mayChange,
}: {
  projectId: string
  batches: readonly BatchRow[]
  mayChange: boolean
}) {
  const [asked, setAsked] = useState<{ is: 'change' | 'close'; batch: BatchRow } | null>(null)
  const { run, refusal, isSending } = useAction(updateBatchAction, () => setAsked(null))
  const setStatus = (batch: BatchRow, status: 'active' | 'paused' | 'closed') =>
    run({ id: batch.id, change: { status } })
  return (
    <>
      {refusal && asked === null ? (
        <Notice tone="danger" className="mx-4 mb-3">
          {refusal.message}
        </Notice>
      ) : null}
      <Table label="Batches, table">
        <TableHead className="max-sm:sr-only">
          <TableRow>
            <TableHeader>Batch</TableHeader>
            <TableHeader>State</TableHeader>
            <TableHeader>Progress</TableHeader>
            <TableHeader end>Tasks</TableHeader>
            <TableHeader end>Answers per task</TableHeader>
            <TableHeader end>Priority</TableHeader>
            <TableHeader>Deadline</TableHeader>
            {mayChange ? <TableHeader>Change</TableHeader> : null}
          </TableRow>
        </TableHead>
        <TableBody>
          {batches.map((batch) => (
            <TableRow key={batch.id} className={cn('hover:bg-hover', phoneRow)}>
              <TableRowHeader>
                <span title={batch.name} className="block max-w-64 truncate">
                  {batch.name}
                </span>
                {wordsOn(batch).map((words) => (
                  <span key={words} className="block font-normal text-muted text-xs">
                    {words}
                  </span>
                ))}
              </TableRowHeader>
              <TableCell className="max-sm:order-3">
                <Status status={batch.status} />
              </TableCell>
              <TableCell className="min-w-40 max-sm:order-2">
                {batch.kind === 'work' ? (
                  <span className="flex items-center gap-2.5">
                    <Progress
                      value={batch.progress.wanted > 0 ? batch.progress.submitted / batch.progress.wanted : 0}
                      label={`Answers of ${batch.name}`}
                      className="w-24 shrink-0"
                    />
                    <span className="whitespace-nowrap tabular">
                      {formatCount(batch.progress.submitted)} of {formatCount(batch.progress.wanted)}
                      <span className="sr-only">
                        {' '}
                        answers, {percentOf(batch.progress.submitted, batch.progress.wanted)} %
                      </span>
                    </span>
                  </span>
                ) : (
                  <span className="tabular">{formatCount(batch.progress.mixedIn)} answers</span>
                )}
              </TableCell>
              <TableCell end className="max-sm:order-4 max-sm:text-start">
                {formatCount(batch.progress.tasks)}
                <span className="text-muted sm:hidden"> tasks</span>
              </TableCell>
              <TableCell end className="max-sm:order-5">
                {batch.kind === 'work' ? batch.overlap : 'everyone'}
                {batch.adaptive ? ` to ${batch.adaptive.cap}` : ''}
                <span className="text-muted sm:hidden"> per task</span>
              </TableCell>
              <TableCell end className="max-sm:hidden">
                {batch.priority}
              </TableCell>
              <TableCell className={cn('whitespace-nowrap max-sm:order-6', batch.deadline === null && 'max-sm:hidden')}>
                <span className="text-muted sm:hidden">deadline </span>
                {batch.deadline === null ? (
                  <span className="text-faint">none</span>
                ) : (
                  <Moment iso={batch.deadline} as="date" />
                )}
              </TableCell>
              {mayChange ? (
                <TableCell className="max-sm:order-1">
                  <RowMenu
                    projectId={projectId}
                    batch={batch}
                    setStatus={(status) => setStatus(batch, status)}
                    ask={(is) => setAsked({ is, batch })}
                  />
                </TableCell>
              ) : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {asked?.is === 'change' ? <BatchDialog batch={asked.batch} onClose={() => setAsked(null)} /> : null}
      <Dialog
        isOpen={asked?.is === 'close'}
        onOpenChange={() => setAsked(null)}
        title={`Close ${asked?.batch.name ?? 'this batch'}?`}
        footer={
          <>
            <Button onPress={() => setAsked(null)}>Keep it open</Button>
            <Button
              variant="danger"
              waiting={isSending}
              onPress={() => (asked === null ? undefined : setStatus(asked.batch, 'closed'))}
            >
              Close the batch
            </Button>
          </>
        }
      >
        {refusal ? <Notice tone="danger">{refusal.message}</Notice> : null}
        Nobody is given its tasks any more. All answers stay, and can be exported. To stop for a while only, pause it.
      </Dialog>
    </>
  )
}

function wordsOn({ kind, goldRate, adaptive, restricted }: BatchRow): string[] {
  return [
    ...(kind === 'work' ? [] : [kind]),
    ...(goldRate > 0 ? [`${Math.round(goldRate * 100)} % known answers mixed in`] : []),
    ...(adaptive ? [`asks again below ${Math.round(adaptive.certainty * 100)} % certainty`] : []),
    ...(restricted ? ['chosen people only'] : []),
  ]
}

function Status({ status }: { status: string }) {
  if (status === 'active') return <Pill tone="success">active</Pill>
  return (
    <Pill tone={status === 'paused' ? 'warn' : 'plain'} outlined={status !== 'paused'}>
      {status}
    </Pill>
  )
}

function RowMenu({
  projectId,
  batch,
  setStatus,
  ask,
}: {
  projectId: string
  batch: BatchRow
  setStatus(status: 'active' | 'paused'): void
  ask(what: 'change' | 'close'): void
}) {
  const router = useRouter()
  return (
    <span className="flex items-center gap-1">
      {batch.status === 'active' ? (
        <Button size="small" aria-label={`Pause ${batch.name}`} onPress={() => setStatus('paused')}>
          Pause
        </Button>
      ) : (
        <Button size="small" aria-label={`Resume ${batch.name}`} onPress={() => setStatus('active')}>
          {batch.status === 'closed' ? 'Open again' : 'Resume'}
        </Button>
      )}
      <Menu
        label={`Change ${batch.name}`}
        trigger={
          <Button variant="ghost" size="small" iconOnly aria-label={`More for ${batch.name}`}>
            <EllipsisVertical aria-hidden="true" className="size-4" strokeWidth={1.75} />
          </Button>
        }
      >
        <MenuItem onAction={() => router.push(`/projects/${projectId}?batch=${batch.id}`)}>Agreement</MenuItem>
        <MenuItem onAction={() => router.push(`/projects/${projectId}/tasks?batch=${batch.id}`)}>Tasks</MenuItem>
        <MenuItem onAction={() => router.push(`/projects/${projectId}/import?batch=${batch.id}`)}>
          Import more tasks
        </MenuItem>
        <MenuItem onAction={() => ask('change')}>Change…</MenuItem>
        <MenuSeparator />
        <MenuItem danger isDisabled={batch.status === 'closed'} onAction={() => ask('close')}>
          Close
        </MenuItem>
      </Menu>
    </span>
  )
}
