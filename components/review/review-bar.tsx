'use client'

import type { LabelingSession } from '@/components/labeling/labeling-session'
import type { OutboxView } from '@/components/labeling/outbox'
import { SavePill } from '@/components/labeling/save-pill'
import { savePillState } from '@/components/labeling/save-pill-state'
import type { SessionView } from '@/components/labeling/session-view'
import { useJustSent } from '@/components/labeling/use-just-sent'
import { WorkspaceBar, type WorkspaceBarProps } from '@/components/labeling/workspace-bar'

/** The bar of labeling, over review: how far, what is kept, the guidelines. */
export function ReviewBar({
  session,
  view,
  outbox,
  leaseEndsInMs,
  onSignIn,
  projectName,
  ...bar
}: Pick<WorkspaceBarProps, 'projectName' | 'userName' | 'guidelines' | 'onKeys' | 'onNote' | 'panel'> & {
  session: LabelingSession | null
  view: SessionView
  outbox: OutboxView
  leaseEndsInMs: number | null
  onSignIn(): void
}) {
  const justSent = useJustSent(view.answeredHere, outbox)
  const state = savePillState({ draft: view.draft, outbox, justSent, leaseEndsInMs })
  return (
    <WorkspaceBar
      {...bar}
      homeHref="/review"
      projectName="Review"
      batchName={projectName}
      progress={view.progress}
      savePill={
        session ? (
          <SavePill state={state} outbox={session.outbox} view={outbox} ahead={view.ahead} onSignIn={onSignIn} />
        ) : null
      }
    />
  )
}
