'use client'

import { Check, Scale } from 'lucide-react'
import { NoTask } from '@/components/labeling/no-task'
import type { OutboxView } from '@/components/labeling/outbox'
import type { SessionView } from '@/components/labeling/session-view'
import { storedWords } from '@/components/labeling/stored-words'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { DoneState, EmptyState } from '@/components/ui/states'
import { RevealedList } from './revealed-list'
import type { LastReveal } from './use-review-session'

/** What stands in the stage's place while there is no task: loading, out of reach, all settled. */
export function NoReview({
  view,
  outbox,
  projectId,
  passed,
  isTakingUp,
  last,
  onLook,
}: {
  view: SessionView
  outbox: OutboxView
  projectId: string
  /** Tasks the reviewer had left to others, before or in this visit. */
  passed: number
  /** They come here already: looking again is enough. */
  isTakingUp: boolean
  last: LastReveal | null
  onLook(): void
}) {
  if (view.mode !== 'finished') return <NoTask view={view} outbox={outbox} homeHref="/review" onLook={onLook} />
  const actions = (
    <>
      <Button onPress={onLook}>Look again</Button>
      {passed > 0 && !isTakingUp ? (
        <ButtonLink href={`/review/${projectId}?passed=1`}>Take up what I passed</ButtonLink>
      ) : null}
      <ButtonLink href={`/review/${projectId}/settled`} variant="ghost">
        What I settled
      </ButtonLink>
      <ButtonLink href="/review" variant="ghost">
        All projects
      </ButtonLink>
    </>
  )
  if (view.answeredHere === 0)
    return (
      <EmptyState
        icon={<Scale aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
        title="Nothing waits for you here"
        actions={actions}
        className="flex-1"
      >
        Disputed tasks come when all their answers are there. Tasks you have labeled yourself go to other reviewers
        {passed > 0 ? `, as did the ${passed} you passed on` : ''}.
      </EmptyState>
    )
  return (
    <div className="flex flex-1 flex-col items-center justify-center overflow-auto">
      <DoneState
        icon={<Check aria-hidden="true" className="size-4.5" strokeWidth={2} />}
        title={`${view.answeredHere} settled, nothing left`}
        actions={actions}
      >
        {storedWords(outbox, 'verdict')}
      </DoneState>
      {last === null ? null : (
        <section aria-label="Just settled" className="mb-8 w-76 rounded-card border border-line bg-surface p-4">
          <h2 className="mb-2">Just settled</h2>
          <RevealedList revealed={last} />
        </section>
      )}
    </div>
  )
}
