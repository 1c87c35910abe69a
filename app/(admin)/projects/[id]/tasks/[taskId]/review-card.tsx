import { Scale } from 'lucide-react'
import { Card } from '@/components/admin/card'
import { Moment } from '@/components/admin/moment'
import { ButtonLink } from '@/components/ui/button-link'
import type { TaskReview, TaskVerdict } from '@/lib/server/tasks/task-review'
import { AskOneMore, SendToReview } from './review-buttons'

const states: Record<TaskReview['state'], string> = {
  open: 'Nobody asked for a review.',
  disputed: 'The answers disagree: it waits for a reviewer.',
  flagged: 'A labeler flagged it: it waits for a reviewer.',
  sent: 'It was sent to review.',
  settled: '',
}

/** The verdict with who gave it, how and why, and what can be done next. */
export function ReviewCard({
  review,
  projectId,
  taskId,
  accepted,
}: {
  review: TaskReview
  projectId: string
  taskId: string
  /** The name of who gave the accepted answer. */
  accepted: string | null
}) {
  const { verdict, earlier, state, finished, held, mayJudge } = review
  return (
    <Card title="Review">
      <div className="flex flex-col gap-3 border-line border-t px-4 py-3">
        {verdict === null ? null : <Verdict verdict={verdict} accepted={accepted} />}
        {states[state] === '' ? null : <p className="text-muted">{states[state]}</p>}
        {held ? <p className="text-muted">A reviewer has it open.</p> : null}
        {finished ? null : <p className="text-muted">It can be reviewed when all answers are there.</p>}
        {finished && !mayJudge ? (
          <p className="text-muted">You have labeled it yourself, or are no member here: someone else settles it.</p>
        ) : null}
        {finished ? (
          <div className="flex flex-wrap gap-2">
            {mayJudge && !held ? (
              <ButtonLink
                variant="ink"
                href={`/review/${projectId}?task=${taskId}`}
                icon={<Scale aria-hidden="true" className="size-4" strokeWidth={1.75} />}
              >
                {verdict === null ? 'Review this task' : 'Settle anew'}
              </ButtonLink>
            ) : null}
            {state === 'sent' || (state === 'disputed' && verdict === null) ? null : <SendToReview taskId={taskId} />}
            {verdict === null && !held ? <AskOneMore taskId={taskId} /> : null}
          </div>
        ) : null}
        {earlier.length === 0 ? null : (
          <details>
            <summary className="cursor-pointer text-muted">Decided before: {earlier.length}</summary>
            <ul className="mt-2 flex flex-col gap-3">
              {earlier.map((one) => (
                <li key={one.revision}>
                  <Verdict verdict={one} accepted={null} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </Card>
  )
}

function Verdict({ verdict, accepted }: { verdict: TaskVerdict; accepted: string | null }) {
  return (
    <div>
      <p dir="auto" className="wrap-anywhere font-semibold">
        {verdict.summary}
      </p>
      <p className="text-muted">
        {verdict.reviewer} {wordsFor(verdict.how, accepted)}
      </p>
      {verdict.note === null ? null : (
        <p dir="auto" className="wrap-anywhere mt-1">
          Note: {verdict.note}
        </p>
      )}
      <p className="text-muted text-xs">
        <Moment iso={verdict.decidedAt} as="full" />
        {verdict.revision > 1 ? ` · revision ${verdict.revision}` : ''}
      </p>
    </div>
  )
}

function wordsFor(how: string, accepted: string | null): string {
  if (how === 'merged') return 'merged answers'
  if (how === 'anew') return 'answered anew'
  return accepted === null ? 'accepted an answer' : `accepted the answer of ${accepted}`
}
