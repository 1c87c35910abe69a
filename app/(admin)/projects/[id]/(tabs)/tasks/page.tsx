import { Inbox } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { Card, Page } from '@/components/admin/card'
import { phoneRow } from '@/components/admin/phone-row'
import { ButtonLink } from '@/components/ui/button-link'
import { cn } from '@/components/ui/class-names'
import { Pill } from '@/components/ui/pill'
import { EmptyState } from '@/components/ui/states'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, TableRowHeader } from '@/components/ui/table'
import { listTasks, type TaskRow, taskStates } from '@/lib/server/tasks/list-tasks'
import { load } from '../../../../load'
import { batchesOf } from '../../../../project-agreement'
import { TaskFilter } from './task-filter'

export const metadata: Metadata = { title: 'Tasks' }

type Search = { batch?: string | string[]; state?: string | string[]; after?: string | string[] }
type Props = { params: Promise<{ id: string }>; searchParams: Promise<Search> }

export default async function TasksPage({ params, searchParams }: Props) {
  const { id } = await params
  const search = await searchParams
  const batches = await load(() => batchesOf(id))
  const batch = batches.find((one) => one.id === search.batch) ?? batches[0]
  if (batch === undefined) {
    return (
      <Page className="flex-1">
        <Card>
          <EmptyState
            icon={<Inbox aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
            title="No tasks yet"
            actions={<ButtonLink href={`/projects/${id}/import`}>Import a batch</ButtonLink>}
          >
            Tasks come in batches, from a file.
          </EmptyState>
        </Card>
      </Page>
    )
  }
  const state = taskStates.find((one) => one === search.state) ?? 'all'
  const after = typeof search.after === 'string' ? search.after : null
  const { tasks, next } = await load((actor) => listTasks(actor, batch.id, { state, after }))
  const here = `/projects/${id}/tasks?batch=${batch.id}&state=${state}`
  return (
    <Page className="flex-1">
      <TaskFilter
        projectId={id}
        batches={batches.map(({ id: value, name }) => ({ value, label: name }))}
        batchId={batch.id}
        state={state}
      />
      <Card>
        {tasks.length === 0 ? (
          <EmptyState icon={<Inbox aria-hidden="true" className="size-4.5" strokeWidth={1.75} />} title="No such tasks">
            {after === null ? 'No task of this batch is in this state.' : 'This was the last page.'}
          </EmptyState>
        ) : (
          <TaskTable projectId={id} tasks={tasks} />
        )}
      </Card>
      <div className="flex gap-2">
        {after === null ? null : <ButtonLink href={here}>First page</ButtonLink>}
        {next === null ? null : <ButtonLink href={`${here}&after=${encodeURIComponent(next)}`}>Next page</ButtonLink>}
      </div>
    </Page>
  )
}

function TaskTable({ projectId, tasks }: { projectId: string; tasks: readonly TaskRow[] }) {
  return (
    <Table label="Tasks">
      <TableHead className="max-sm:sr-only">
        <TableRow>
          <TableHeader>Task</TableHeader>
          <TableHeader>Id</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader end>Answers</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {tasks.map((task) => (
          <TableRow key={task.id} className={cn('hover:bg-hover', phoneRow)}>
            <TableRowHeader className="max-w-120 min-w-48 max-sm:col-span-2">
              <Link
                href={`/projects/${projectId}/tasks/${task.id}`}
                prefetch={false}
                dir="auto"
                title={task.title}
                className="block truncate hover:underline"
              >
                {task.title}
              </Link>
            </TableRowHeader>
            <TableCell
              className="max-w-48 truncate font-mono text-muted text-xs max-sm:hidden"
              title={task.externalId ?? task.id}
            >
              {task.externalId ?? <span className="text-faint">none</span>}
            </TableCell>
            <TableCell>
              <span className="flex gap-1.5">
                <State task={task} />
                {task.isGold ? <Pill tone="info">gold</Pill> : null}
              </span>
            </TableCell>
            <TableCell end>
              {task.submitted} of {task.overlap}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function State({ task: { submitted, overlap, disputed, settled } }: { task: TaskRow }) {
  if (settled) return <Pill tone="success">settled</Pill>
  if (disputed) return <Pill tone="warn">disputed</Pill>
  if (submitted >= overlap) return <Pill tone="success">done</Pill>
  return <Pill outlined>{submitted > 0 ? 'begun' : 'waiting'}</Pill>
}
