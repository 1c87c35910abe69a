'use client'

import { Flag, StickyNote } from 'lucide-react'
import type { RefObject } from 'react'
import { useKeyOf } from '@/components/labeling/dock-parts'
import { PanelSection } from '@/components/labeling/slots'
import { Button } from '@/components/ui/button'
import { formatShare } from '@/components/ui/interval-bar'
import { KeyCap } from '@/components/ui/key-cap'
import { RevealedList } from './revealed-list'
import type { TaskUnderReview } from './review-task'
import { reviewActions } from './use-review-actions'
import type { LastReveal } from './use-review-session'

const reasons: Record<TaskUnderReview['why'], string> = {
  disputed: 'The answers disagree.',
  flagged: 'A labeler flagged it.',
  sent: 'A manager sent it.',
}

/** What was said of the task, letter by letter, and why it is here. */
export function AnswersPanel({
  task,
  chosen,
  last,
  elsewhere,
}: {
  task: TaskUnderReview
  chosen: string | null
  last: LastReveal | null
  elsewhere: InsteadProps
}) {
  const icon = { 'aria-hidden': true, className: 'mt-0.75 size-3.5 shrink-0', strokeWidth: 1.75 } as const
  return (
    <>
      <PanelSection title="Why it is here">
        <p>{reasons[task.why]}</p>
        <p className="mt-1 text-muted">
          {task.agreement === null ? (
            'Agreement on this task: not defined, it takes two answers.'
          ) : (
            <>
              Agreement on this task: <b className="font-semibold text-text tabular">{formatShare(task.agreement)}</b>,
              mean similarity of pairs, not corrected for chance.
            </>
          )}
        </p>
        <p className="mt-1 truncate text-faint text-xs" title={task.batchName}>
          {task.batchName}
        </p>
      </PanelSection>
      <PanelSection title="Answers" aside={`${task.answers.length}`}>
        <ul className="flex flex-col gap-2.5">
          {task.answers.map(({ letter, summary, flag, note }) => (
            <li key={letter} className="flex items-baseline gap-2.5">
              <KeyCap keys={letter} tone={chosen === letter ? 'chosen' : 'plain'} />
              <span className="min-w-0 flex-1">
                <span dir="auto" className="wrap-anywhere block">
                  {summary}
                </span>
                {flag === null ? null : (
                  <span className="wrap-anywhere flex gap-1.5 text-warn-text">
                    <Flag {...icon} /> {flag}
                  </span>
                )}
                {note === null ? null : (
                  <span dir="auto" className="wrap-anywhere flex gap-1.5 text-muted">
                    <StickyNote {...icon} /> {note}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      </PanelSection>
      <Instead {...elsewhere} />
      {last === null ? null : (
        <PanelSection title="Just settled" last>
          <RevealedList revealed={last} />
        </PanelSection>
      )}
    </>
  )
}

export interface InsteadProps {
  backButton: RefObject<HTMLButtonElement | null>
  onSendBack(): void
  oneMoreButton: RefObject<HTMLButtonElement | null>
  onAskOneMore(): void
}

/** What a reviewer can do instead of a verdict. */
function Instead({ backButton, onSendBack, oneMoreButton, onAskOneMore }: InsteadProps) {
  const keyOf = useKeyOf()
  const wide = 'w-full justify-start [&>:last-child]:ms-auto'
  return (
    <PanelSection title="Instead of a verdict">
      <div className="flex flex-col gap-1.5">
        <Button ref={backButton} {...keyOf(reviewActions.sendBack)} onPress={onSendBack} className={wide}>
          Send back to a labeler
        </Button>
        <Button ref={oneMoreButton} {...keyOf(reviewActions.oneMore)} onPress={onAskOneMore} className={wide}>
          Ask one more labeler
        </Button>
      </div>
    </PanelSection>
  )
}
