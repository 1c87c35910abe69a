'use client'

import { useMemo, useState } from 'react'
import type { OpenAssignment, QueueProgress } from '@/components/labeling/assignment'
import { browserPorts } from '@/components/labeling/browser-ports'
import type { LabelingApi, QueueScope } from '@/components/labeling/labeling-api'
import type { LabelingSession } from '@/components/labeling/labeling-session'
import { useLabelingSession } from '@/components/labeling/use-labeling-session'
import { reviewApi } from './review-api'
import type { Revealed } from './review-task'

export interface LastReveal extends Revealed {
  taskId: string
}

/** A labeling session over the review queue. Its drafts and verdicts lie apart from what the same person labels. */
export function useReviewSession(
  userId: string,
  projectId: string,
  initial: { assignments: OpenAssignment[]; progress: QueueProgress | null },
): { session: LabelingSession | null; lasting: boolean; api: LabelingApi; last: LastReveal | null } {
  const [last, setLast] = useState<LastReveal | null>(null)
  const api = useMemo(() => reviewApi(projectId, (taskId, revealed) => setLast({ taskId, ...revealed })), [projectId])
  const opened = useLabelingSession(
    `${userId}/review/${projectId}`,
    { projectId },
    initial,
    async (id, scope: QueueScope) => ({
      ...(await browserPorts(id, scope)),
      api,
    }),
  )
  return { ...opened, api, last }
}
