import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Card, Page } from '@/components/admin/card'
import { Moment } from '@/components/admin/moment'
import { TopBar } from '@/components/admin/top-bar'
import { toJson } from '@/components/labeling/assignment'
import { formatDuration } from '@/components/ui/duration'
import { formatShare } from '@/components/ui/interval-bar'
import { Pill } from '@/components/ui/pill'
import { EmptyState } from '@/components/ui/states'
import { readProject } from '@/lib/server/projects/projects'
import { readTask, type TaskDetail } from '@/lib/server/tasks/read-task'
import { type TaskReview, taskReview } from '@/lib/server/tasks/task-review'
import { taskTypeOf } from '@/lib/task-types/registry'
import { load } from '../../../../load'
import { AnswersBeside } from './review'
import { ForgetKnown, MakeKnown, SendBack } from './review-buttons'
import { ReviewCard } from './review-card'

export const metadata: Metadata = { title: 'Task' }

export default async function TaskPage({ params }: { params: Promise<{ id: string; taskId: string }> }) {
  const { id, taskId } = await params
  const { project, task, review } = await load(async (actor) => ({
    project: await readProject(actor, id),
    task: await readTask(actor, taskId),
    review: await taskReview(actor, taskId),
  }))
  if (task.projectId !== id) notFound()
  const gold = task.gold === null ? [] : [{ annotator: 'Known answer', answer: task.gold }]
  // An accepted answer stands among the others already.
  const { verdict } = review
  const final = verdict === null || verdict.how === 'accepted' ? [] : [{ annotator: 'Verdict', answer: verdict.answer }]
  const name = task.externalId ?? task.title
  return (
    <>
      <TopBar
        crumbs={[
          { label: 'Projects', href: '/projects' },
          { label: project.name, href: `/projects/${id}` },
          { label: 'Tasks', href: `/projects/${id}/tasks?batch=${task.batch.id}` },
          name,
        ]}
      >
        <ReviewPill state={review.state} />
        <Pill outlined>
          {task.answers.length} of {task.overlap} answers
        </Pill>
      </TopBar>
      <Page className="flex-1">
        <h1 className="sr-only">{name}</h1>
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
          <Card title="The task">
            <AnswersBeside
              Review={taskTypeOf(task.taskType).Review}
              payload={task.payload}
              config={task.config}
              answers={[
                ...task.answers.map(({ labeler, answer }) => ({ annotator: labeler, answer })),
                ...final,
                ...gold,
              ]}
            />
          </Card>
          <aside className="flex min-w-0 flex-col gap-4" aria-label="About this task">
            <Agreement task={task} />
            <ReviewCard
              review={review}
              projectId={id}
              taskId={taskId}
              accepted={task.answers.find(({ assignmentId }) => assignmentId === verdict?.acceptedId)?.labeler ?? null}
            />
            <Answers task={task} review={review} />
            <Known task={task} />
            <Skips skips={task.skips} />
            <Meta task={task} />
          </aside>
        </div>
      </Page>
    </>
  )
}

function Agreement({ task: { agreement, answers } }: { task: TaskDetail }) {
  return (
    <Card className="px-4 py-3">
      <h2 className="font-normal text-muted">Agreement on this task</h2>
      {agreement === null ? (
        <p className="mt-0.5">
          <b className="font-semibold text-xl">Not defined</b>
          <span className="block text-muted">
            It takes two answers; there {answers.length === 1 ? 'is one' : 'are none'}.
          </span>
        </p>
      ) : (
        <p className="mt-0.5 tabular">
          <b className="font-semibold text-xl">{formatShare(agreement)}</b>{' '}
          <span className="text-muted">
            mean similarity of {(answers.length * (answers.length - 1)) / 2} pairs, not corrected for chance
          </span>
        </p>
      )}
    </Card>
  )
}

const pills = {
  disputed: ['warn', 'disputed'],
  flagged: ['warn', 'flagged'],
  sent: ['info', 'sent to review'],
  settled: ['success', 'settled'],
} as const

function ReviewPill({ state }: { state: TaskReview['state'] }) {
  if (state === 'open') return null
  const [tone, words] = pills[state]
  return <Pill tone={tone}>{words}</Pill>
}

function Known({ task: { id, gold, taskType, config } }: { task: TaskDetail }) {
  if (gold === null) return null
  return (
    <Card title="Known answer">
      <div className="flex flex-wrap items-center justify-between gap-2 border-line border-t px-4 py-2.5">
        <span dir="auto" className="wrap-anywhere">
          {taskTypeOf(taskType).summary(gold, config)}
        </span>
        <ForgetKnown taskId={id} />
      </div>
    </Card>
  )
}

function Answers({ task: { id, answers }, review }: { task: TaskDetail; review: TaskReview }) {
  return (
    <Card title="Answers">
      {answers.length === 0 ? (
        <EmptyState title="No answers yet" level={3} className="border-line border-t py-6">
          They appear as labelers submit them.
        </EmptyState>
      ) : (
        <ul className="*:border-line *:border-t">
          {answers.map((given) => (
            <li key={given.assignmentId} className="px-4 py-2.5">
              <span className="flex items-baseline justify-between gap-2">
                <b className="truncate font-medium">{given.labeler}</b>
                <span className="shrink-0 text-muted text-xs tabular">
                  {formatDuration(given.timeSpentMs)} · guidelines v{given.guidelinesVersion}
                </span>
              </span>
              <span dir="auto" className="wrap-anywhere block">
                {given.summary}
              </span>
              <span className="block text-muted text-xs">
                <Moment iso={given.createdAt} as="full" />
                {given.revision > 1 ? ` · changed ${given.revision - 1} times` : ''}
              </span>
              {given.flag ? <span className="mt-1 block text-warn-text">Flagged: {given.flag}</span> : null}
              {given.note ? <span className="wrap-anywhere mt-1 block">Note: {given.note}</span> : null}
              <span className="-ms-2.25 mt-1 flex flex-wrap">
                {review.verdict === null ? (
                  <SendBack taskId={id} assignmentId={given.assignmentId} name={given.labeler} />
                ) : null}
                <MakeKnown taskId={id} answer={toJson(given.answer)} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Skips({ skips }: { skips: TaskDetail['skips'] }) {
  if (skips.length === 0) return null
  return (
    <Card title="Skipped by">
      <ul className="*:border-line *:border-t">
        {skips.map(({ labeler, reason, note }) => (
          <li key={`${labeler} ${reason}`} className="px-4 py-2">
            {labeler}: <span className="text-muted">{reason}</span>
            {note ? <span className="wrap-anywhere block">{note}</span> : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Meta({ task: { id, externalId, batch, meta } }: { task: TaskDetail }) {
  const rows = [
    ['batch', batch.name],
    ['id of the line', externalId ?? 'none'],
    ['task', id],
    ...Object.entries(meta).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  ]
  return (
    <Card title="Where it comes from">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 border-line border-t px-4 py-3 text-xs">
        {rows.map(([key, value]) => (
          <div key={key} className="contents">
            <dt className="text-muted">{key}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
