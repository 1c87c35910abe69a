import { Layers } from 'lucide-react'
import type { Metadata } from 'next'
import { QueueList, type QueueRow } from '@/components/labeling/queue-list'
import { ButtonLink } from '@/components/ui/button-link'
import { NamedIcon } from '@/components/ui/named-icon'
import { dueWords } from '@/components/ui/relative-day'
import { EmptyState } from '@/components/ui/states'
import { now } from '@/lib/server/clock'
import { type OpenQueue, openQueues } from '@/lib/server/queue/open-queues'
import { ownStandings } from '@/lib/server/standing/own-standing'
import { taskTypeOf } from '@/lib/task-types/registry'
import { signInFirst } from '../../../(auth)/sign-in-first'
import { ContinueCard } from './continue-card'
import { StandingNotices } from './standing-notices'

export const metadata: Metadata = { title: 'Queues' }

export default async function QueuesPage() {
  const actor = await signInFirst()
  const [queues, standings] = await Promise.all([openQueues(actor), ownStandings(actor)])
  const begun = queues.find((queue) => queue.begun > 0)
  const open = queues.filter((queue) => queue.left + queue.begun > 0)
  const through = queues.filter((queue) => queue.left + queue.begun === 0)
  const answers = queues.reduce((sum, queue) => sum + queue.progress.mine, 0)
  return (
    <>
      <h1>Queues</h1>
      <p className="mt-0.5 text-muted tabular">{subtitle(open.length, answers)}</p>
      <StandingNotices standings={standings} />
      {begun ? (
        <ContinueCard
          href={`/label/${begun.batchId}`}
          projectName={begun.projectName}
          at={begun.progress.done + 1}
          total={begun.progress.total}
          icon={<NamedIcon name={taskTypeOf(begun.taskType).icon} />}
        />
      ) : null}
      {open.length > 0 ? (
        <div className="mt-7">
          <QueueList queues={open.map(rowOf)} />
        </div>
      ) : (
        <EmptyState
          icon={<Layers aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
          title="Nothing open to you"
          actions={<ButtonLink href="/queues">Look again</ButtonLink>}
          className="mt-6 rounded-[12px] border border-line"
        >
          {through.length > 0 ? 'You are through with every queue. ' : ''}New batches, and tasks that others give back,
          appear here.
        </EmptyState>
      )}
      {through.length > 0 ? (
        <section aria-labelledby="through" className="mt-7">
          <h2 id="through" className="mb-2">
            Done
          </h2>
          <ul className="divide-y divide-line overflow-hidden rounded-[12px] border border-line">
            {through.map((queue) => (
              <li key={queue.batchId} className="flex min-h-12 items-center gap-3 px-3.5">
                <span className="text-muted">
                  <NamedIcon name={taskTypeOf(queue.taskType).icon} />
                </span>
                <span className="min-w-0 flex-1 truncate">
                  <span className="font-medium">{queue.projectName}</span>{' '}
                  <span className="text-muted">{queue.batchName}</span>
                </span>
                <span className="text-faint text-xs tabular">
                  you did {queue.progress.mine.toLocaleString('en-GB')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}

function subtitle(open: number, answers: number): string {
  if (answers > 0) return `You gave ${answers.toLocaleString('en-GB')} answers in the queues that are open.`
  return open > 0 ? 'Choose one to begin.' : 'Batches that are open to you stand here.'
}

function rowOf(queue: OpenQueue): QueueRow {
  const type = taskTypeOf(queue.taskType)
  return {
    batchId: queue.batchId,
    projectName: queue.projectName,
    batchName: queue.batchName,
    typeName: type.name,
    kindName: queue.kind === 'training' ? 'Practice' : queue.kind === 'qualification' ? 'Qualification' : null,
    icon: <NamedIcon name={type.icon} />,
    mine: queue.progress.mine,
    left: queue.left + queue.begun,
    due: dueWords(queue.deadline, now()),
  }
}
