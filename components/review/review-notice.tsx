'use client'

import { ArrowLeft, History, MessageSquare } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { TaskUnderReview } from './review-task'
import type { VerdictDraft } from './verdict-draft'

/** A line above the task: what is being written, what a manager asked, what stands already. */
export function ReviewNotice({
  task,
  writing,
  onBack,
}: {
  task: TaskUnderReview
  writing: VerdictDraft['writing']
  onBack(): void
}) {
  return (
    <>
      {writing === null ? null : <Writing task={task} writing={writing} onBack={onBack} />}
      {task.asked === null && task.verdict === null ? null : <Before task={task} />}
    </>
  )
}

function Writing({
  task,
  writing,
  onBack,
}: {
  task: TaskUnderReview
  writing: NonNullable<VerdictDraft['writing']>
  onBack(): void
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b bg-surface px-4 py-2">
      <Button
        size="small"
        keys="escape"
        icon={<ArrowLeft aria-hidden="true" className="flip-rtl size-4" strokeWidth={1.75} />}
        onPress={onBack}
      >
        The answers
      </Button>
      <span className="min-w-0 flex-1 text-muted">{wordsFor(task, writing)}</span>
    </div>
  )
}

function Before({ task: { asked, verdict } }: { task: TaskUnderReview }) {
  const icon = { 'aria-hidden': true, className: 'size-4 shrink-0 text-muted', strokeWidth: 1.75 } as const
  return (
    <div className="flex flex-col gap-1 border-line border-b bg-surface px-4 py-2">
      {asked === null ? null : (
        <p className="flex items-center gap-2.5">
          <MessageSquare {...icon} />
          <span dir="auto" className="wrap-anywhere min-w-0">
            {asked}
          </span>
        </p>
      )}
      {verdict === null ? null : (
        <p className="flex items-center gap-2.5">
          <History {...icon} />
          <span>Settled before: {standing(verdict)}. A new verdict replaces it; the old one stays on record.</span>
        </p>
      )}
    </div>
  )
}

function wordsFor(task: TaskUnderReview, { how, from }: NonNullable<VerdictDraft['writing']>): string {
  if (how === 'anew') return 'Your own answer, from nothing.'
  const start = task.answers.find(({ letter }) => letter === from)
  return start === undefined ? `Merging, from ${from}.` : `Merging, from ${from}: ${start.summary}`
}

function standing({ how, letter }: NonNullable<TaskUnderReview['verdict']>): string {
  if (how === 'accepted') return letter === null ? 'an answer was accepted' : `${letter} was accepted`
  return how === 'merged' ? 'answers were merged' : 'answered anew'
}
