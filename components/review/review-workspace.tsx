'use client'

import type { ComponentType } from 'react'
import { ActionsProvider } from '@/components/labeling/actions'
import type { OpenAssignment, QueueProgress } from '@/components/labeling/assignment'
import type { GuidelinesText } from '@/components/labeling/guidelines'
import { SlotsProvider } from '@/components/labeling/slots'
import type { LabelerProps, ReviewProps } from '@/lib/core/labeler'
import { ReviewFrame } from './review-frame'
import { assignmentOf } from './review-task'

export interface AskedReview {
  /** A task to begin with. */
  taskId: string | null
  /** Also tasks that the reviewer had left to others. */
  passedToo: boolean
}

export interface ReviewWorkspaceProps {
  user: { id: string; name: string }
  project: { id: string; name: string }
  /** The type's editor and its view of several answers, client references. */
  Labeler: ComponentType<LabelerProps<unknown, unknown, unknown>>
  Review: ComponentType<ReviewProps<unknown, unknown, unknown>>
  /** What the page's address asks for. */
  asked: AskedReview
  /** Tasks claimed with the page, as the API gives them. */
  initial: { tasks: readonly unknown[]; progress: QueueProgress | null; passed: number }
  guidelines: GuidelinesText | null
}

export interface StartedReview extends Omit<ReviewWorkspaceProps, 'initial'> {
  initial: { assignments: OpenAssignment[]; progress: QueueProgress | null; passed: number }
}

/** Where disputed tasks are settled: the frame and the keys of labeling, around answers without names. */
export function ReviewWorkspace({ initial, ...props }: ReviewWorkspaceProps) {
  const { tasks, progress, passed } = initial
  return (
    <ActionsProvider>
      <SlotsProvider>
        <ReviewFrame {...props} initial={{ assignments: tasks.map(assignmentOf), progress, passed }} />
      </SlotsProvider>
    </ActionsProvider>
  )
}
