'use client'

import { type ComponentType, useMemo } from 'react'
import type { LabelerProps, ReviewProps } from '@/lib/core/labeler'
import { ActionsProvider } from './actions'
import type { OpenAssignment, QueueProgress } from './assignment'
import type { GuidelinesText } from './guidelines'
import { labelingApi, type QueueScope, sendAs } from './labeling-api'
import { SlotsProvider } from './slots'
import { useLabelingSession } from './use-labeling-session'
import { WorkspaceFrame } from './workspace-frame'

export interface WorkspaceProps {
  user: { id: string; name: string }
  scope: QueueScope
  project: { id: string; name: string }
  batchName: string | null
  /** As users read it, for the keys sheet: 'Bounding boxes'. */
  typeName: string
  /** The task type's editor, a client reference. */
  Labeler: ComponentType<LabelerProps<unknown, unknown, unknown>>
  /** The type's review, which shows the known answer in training. */
  Review: ComponentType<ReviewProps<unknown, unknown, unknown>>
  /** Whether a deciding key may also submit. */
  oneKeyPossible: boolean
  /** Tasks claimed with the page, the one to begin with first. */
  initial: { assignments: OpenAssignment[]; progress: QueueProgress | null }
  guidelines: GuidelinesText | null
  homeHref: string
}

/** Where a labeler works all day: one frame around any task type's editor. */
export function Workspace(props: WorkspaceProps) {
  const { session, lasting } = useLabelingSession(props.user.id, props.scope, props.initial)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scope is a new object with each render of the page, its content is not
  const api = useMemo(
    () => labelingApi(props.scope, sendAs(props.user.id)),
    [props.user.id, JSON.stringify(props.scope)],
  )
  return (
    <ActionsProvider>
      <SlotsProvider>
        <WorkspaceFrame {...props} session={session} lasting={lasting} api={api} />
      </SlotsProvider>
    </ActionsProvider>
  )
}
