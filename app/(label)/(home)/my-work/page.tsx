import { History } from 'lucide-react'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { LocalWork } from '@/components/labeling/local-work'
import { TakeBack } from '@/components/labeling/take-back'
import { ButtonLink } from '@/components/ui/button-link'
import { formatDuration } from '@/components/ui/duration'
import { EmptyState } from '@/components/ui/states'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { myWork, type WorkItem } from '@/lib/server/queue/my-work'
import { signInFirst } from '../../../(auth)/sign-in-first'
import { OwnFiguresList } from './own-figures'

export const metadata: Metadata = { title: 'My work' }

type Search = Promise<{ after?: string | string[] }>

export default async function MyWorkPage({ searchParams }: { searchParams: Search }) {
  const { after } = await searchParams
  const actor = await signInFirst()
  const page = await myWork(actor, typeof after === 'string' ? after : null)
  return (
    <>
      <h1>My work</h1>
      <p className="mt-0.5 mb-6 text-muted">Your answers, newest first. Each can be taken back for ten minutes.</p>
      <LocalWork userId={actor.userId} />
      {after === undefined ? (
        <Suspense fallback={null}>
          <OwnFiguresList actor={actor} />
        </Suspense>
      ) : null}
      {page.items.length === 0 ? (
        <EmptyState
          icon={<History aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
          title="No answers yet"
          actions={<ButtonLink href="/queues">Queues</ButtonLink>}
          className="rounded-[12px] border border-line"
        >
          What you label appears here, with its time and what you said.
        </EmptyState>
      ) : (
        <div className="overflow-hidden rounded-[12px] border border-line bg-surface">
          <Table label="Your answers">
            <TableHead>
              <TableRow>
                <TableHeader>Task</TableHeader>
                <TableHeader>Answer</TableHeader>
                <TableHeader className="max-sm:hidden">Project</TableHeader>
                <TableHeader end className="max-sm:hidden">
                  Time
                </TableHeader>
                <TableHeader>Given</TableHeader>
                <TableHeader>
                  <span className="sr-only">Actions</span>
                </TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {page.items.map((item) => (
                <WorkRow key={item.assignmentId} item={item} />
              ))}
            </TableBody>
          </Table>
        </div>
      )}
      <nav aria-label="Pages" className="mt-4 flex justify-between gap-2">
        {typeof after === 'string' ? <ButtonLink href="/my-work">Newest</ButtonLink> : <span />}
        {page.next ? <ButtonLink href={`/my-work?after=${encodeURIComponent(page.next)}`}>Earlier</ButtonLink> : null}
      </nav>
    </>
  )
}

function WorkRow({ item }: { item: WorkItem }) {
  const given = new Date(item.answeredAt)
  return (
    <TableRow>
      <TableCell className="max-w-80">
        <span dir="auto" className="block truncate" title={item.title}>
          {item.title}
        </span>
      </TableCell>
      <TableCell className="max-w-52">
        <span className="block truncate" title={item.summary}>
          {item.summary}
        </span>
        {item.revision > 1 ? <span className="block text-faint text-xs">changed {item.revision - 1}×</span> : null}
      </TableCell>
      <TableCell className="text-muted max-sm:hidden">{item.projectName}</TableCell>
      <TableCell end className="text-muted max-sm:hidden">
        {formatDuration(item.timeSpentMs)}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted tabular">
        <time dateTime={item.answeredAt} title={given.toISOString()}>
          {given.toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })}
        </time>
      </TableCell>
      <TableCell end>
        {item.undoableUntil ? (
          <TakeBack assignmentId={item.assignmentId} batchId={item.batchId} title={item.title} />
        ) : null}
      </TableCell>
    </TableRow>
  )
}
