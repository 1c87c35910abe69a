'use client'

import { useEffect, useState } from 'react'
import type { QueueProgress } from './assignment'
import type { GuidelinesText } from './guidelines'
import type { LabelingApi } from './labeling-api'
import type { LabelingSession } from './labeling-session'
import { useSlots } from './slots'
import { useGuidelinesSeen } from './use-guidelines-seen'
import { useOutboxView, useSessionView } from './use-labeling-session'
import { useLease } from './use-lease'
import { useMediaAhead } from './use-media-ahead'

/** A visit to a queue: of tasks to label, or of tasks to review. */
export interface Visit {
  session: LabelingSession | null
  /** False where this browser keeps nothing between visits. */
  lasting: boolean
  api: LabelingApi
  projectId: string
  guidelines: GuidelinesText | null
  progress: QueueProgress | null
}

export type FrameDesk<Overlay extends string> = ReturnType<typeof useFrameDesk<Overlay>>

/** What a frame knows and has open, around one visit. `Overlay` names what opens above it besides the keys and the sign-in. */
export function useFrameDesk<Overlay extends string>({ session, lasting, api, ...visit }: Visit) {
  type Open = Overlay | 'keys' | 'sign-in'
  const view = useSessionView(session, visit.progress)
  const outbox = useOutboxView(session)
  const { panelName } = useSlots()
  const [overlay, setOverlay] = useState<Open | null>(null)
  const [panelOpen, setPanelOpen] = useState(false)
  const [guidelinesOpen, setGuidelinesOpen] = useState(false)
  const { current } = view
  const assignment = current?.assignment ?? null
  const mountKey = current ? `${current.assignment.id}.${current.mount}` : ''
  const leaseEndsInMs = useLease(session, api, assignment?.leaseExpiresAt ?? null)
  const seen = useGuidelinesSeen(visit.projectId, visit.guidelines, assignment?.guidelinesVersion ?? 0)
  useMediaAhead(session?.tasks.mediaAhead() ?? [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new task begins with its panel closed
  useEffect(() => setPanelOpen(false), [mountKey])

  return {
    session,
    lasting,
    view,
    outbox,
    leaseEndsInMs,
    assignment,
    /** Changes when the task type's part is drawn anew: with each task, and when another window's text was chosen. */
    mountKey,
    overlay,
    /** Opens or closes what lies above the frame; one at a time. */
    toggle: (which: Open) => () => setOverlay(overlay === which ? null : which),
    show: (which: Open) => (open: boolean) => setOverlay(open ? which : null),
    close: () => setOverlay(null),
    panel: {
      name: panelName,
      isOpen: panelOpen,
      toggle: () => setPanelOpen(!panelOpen),
      close: () => setPanelOpen(false),
    },
    guidelines: {
      ...seen,
      isOpen: guidelinesOpen,
      toggle: () => setGuidelinesOpen(!guidelinesOpen),
      close: () => setGuidelinesOpen(false),
    },
    /** Closes what stands beside the task. */
    closeAside: () => {
      setGuidelinesOpen(false)
      setPanelOpen(false)
    },
    /** Takes the last answer or verdict back; asks to sign in where the session has ended. */
    undo: async () => {
      const reply = await session?.undo()
      if (reply?.is === 'signed-out') setOverlay('sign-in')
    },
  }
}
