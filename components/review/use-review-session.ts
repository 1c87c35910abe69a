'use client'

import { useMemo, useState } from 'react'
import type { OpenAssignment, QueueProgress } from '@/components/labeling/assignment'
import { browserPorts } from '@/components/labeling/browser-ports'
import { type LabelingApi, sendAs } from '@/components/labeling/labeling-api'
import type { LabelingSession } from '@/components/labeling/labeling-session'
import { useLabelingSession } from '@/components/labeling/use-labeling-session'
import { reviewApi } from './review-api'
import { reviewOwner } from './review-owner'
import type { Revealed } from './review-task'
import type { AskedReview } from './review-workspace'

export interface LastReveal extends Revealed {
  taskId: string
}

/** A labeling session over the review queue. Its drafts and verdicts lie apart from what the same person labels. */
export function useReviewSession(
  userId: string,
  scope: { projectId: string } & AskedReview,
  initial: { assignments: OpenAssignment[]; progress: QueueProgress | null },
): { session: LabelingSession | null; lasting: boolean; api: LabelingApi; last: LastReveal | null } {
  const [last, setLast] = useState<LastReveal | null>(null)
  const { projectId, passedToo } = scope
  const api = useMemo(() => {
    const onRevealed = (taskId: string, revealed: Revealed) => setLast({ taskId, ...revealed })
    return reviewApi({ projectId, passedToo }, onRevealed, sendAs(userId))
  }, [projectId, passedToo, userId])
  const opened = useLabelingSession(reviewOwner(userId, projectId), scope, initial, async (owner) => ({
    ...(await browserPorts(owner, scope)),
    api,
  }))
  return { ...opened, api, last }
}
