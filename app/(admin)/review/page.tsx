import { Scale } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { Card, Page } from '@/components/admin/card'
import { TopBar } from '@/components/admin/top-bar'
import { ButtonLink } from '@/components/ui/button-link'
import { NamedIcon } from '@/components/ui/named-icon'
import { EmptyState } from '@/components/ui/states'
import { type ReviewQueue, reviewQueue } from '@/lib/server/review/review-queue'
import { taskTypeOf } from '@/lib/task-types/registry'
import { load } from '../load'

export const metadata: Metadata = { title: 'Review' }

export default async function ReviewHomePage() {
  const queues = await load(reviewQueue)
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0)
  return (
    <>
      <TopBar crumbs={['Review']} />
      <Page className="flex-1">
        <div>
          <h1>Review</h1>
          <p className="text-muted">
            {waiting === 0
              ? 'Nothing waits for you.'
              : `${waiting.toLocaleString()} ${waiting === 1 ? 'task waits' : 'tasks wait'} for a verdict: their answers disagree, or somebody asked.`}
          </p>
        </div>
        <Card>
          {queues.length === 0 ? (
            <EmptyState
              icon={<Scale aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
              title="No project to review"
            >
              Projects appear here once a manager makes you their reviewer.
            </EmptyState>
          ) : (
            <ul className="*:border-line *:border-t *:first:border-t-0">
              {queues.map((queue) => (
                <Queue key={queue.projectId} queue={queue} />
              ))}
            </ul>
          )}
        </Card>
      </Page>
    </>
  )
}

function Queue({ queue: { projectId, projectName, taskType, waiting, settled, passed } }: { queue: ReviewQueue }) {
  const type = taskTypeOf(taskType)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <NamedIcon name={type.icon} className="size-4.5 shrink-0 text-muted" />
      <span className="min-w-40 flex-1">
        <b className="block truncate font-medium" title={projectName}>
          <bdi>{projectName}</bdi>
        </b>
        <span className="text-muted text-xs">
          {type.name}
          {passed > 0 ? ` – ${passed} passed by you` : ''}
        </span>
      </span>
      <span className="tabular text-muted">
        <b className="font-semibold text-text">{waiting.toLocaleString()}</b> waiting
      </span>
      <Link
        href={`/review/${projectId}/settled`}
        prefetch={false}
        className="tabular text-muted underline-offset-2 hover:underline"
      >
        {settled.toLocaleString()} settled by you
      </Link>
      <ButtonLink href={`/review/${projectId}`} aria-label={`Review ${projectName}`}>
        Review
      </ButtonLink>
    </li>
  )
}
