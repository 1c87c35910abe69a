'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import type { OpenAssignment, QueueProgress } from './assignment'
import { browserPorts } from './browser-ports'
import type { QueueScope } from './labeling-api'
import { LabelingSession } from './labeling-session'
import type { OutboxView } from './outbox'
import { firstView, type SessionView } from './session-view'

interface Initial {
  assignments: OpenAssignment[]
  progress: QueueProgress | null
}

/** React mounts twice in development: leaving waits a moment, and coming back within it cancels the leaving. */
const leaveAfterMs = 100
let leaving: { key: string; session: LabelingSession; timer: ReturnType<typeof setTimeout> } | null = null

/** Starts a session for as long as the page shows this queue, and ties it to what the browser tells: network, visibility, leaving. */
export function useLabelingSession(
  userId: string,
  scope: QueueScope,
  initial: Initial,
  openPorts: typeof browserPorts = browserPorts,
): { session: LabelingSession | null; lasting: boolean } {
  const [opened, setOpened] = useState<{ session: LabelingSession; lasting: boolean } | null>(null)
  const key = JSON.stringify([userId, scope])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a visit starts with the tasks it was given; later renders of the page bring no new ones
  useEffect(() => {
    let gone = false
    let stop: (() => void) | null = null
    const open = async () => {
      const ports = await openPorts(userId, scope)
      if (gone) return
      const taken = takeLeaving(key)
      const session = taken ?? new LabelingSession(ports, initial)
      if (!taken) await session.start()
      if (gone) return leaveLater(key, session)
      const untie = tieToBrowser(session)
      stop = () => {
        untie()
        leaveLater(key, session)
      }
      setOpened({ session, lasting: ports.lasting })
      ports.onTrouble(() => setOpened((now) => (now?.session === session ? { session, lasting: false } : now)))
    }
    void open()
    return () => {
      gone = true
      stop?.()
    }
  }, [key])
  return { session: opened?.session ?? null, lasting: opened?.lasting ?? true }
}

export function useSessionView(session: LabelingSession | null, progress: QueueProgress | null): SessionView {
  const [before] = useState(() => firstView(progress))
  return useSyncExternalStore(session?.subscribe ?? never, session?.snapshot ?? (() => before), () => before)
}

const emptyOutbox: OutboxView = { entries: [], phase: 'idle', sending: { at: 0, of: 0 }, retryAt: null }

export function useOutboxView(session: LabelingSession | null): OutboxView {
  return useSyncExternalStore(
    session?.outbox.subscribe ?? never,
    session?.outbox.snapshot ?? (() => emptyOutbox),
    () => emptyOutbox,
  )
}

const never = () => () => undefined

function takeLeaving(key: string): LabelingSession | null {
  if (leaving?.key !== key) return null
  clearTimeout(leaving.timer)
  const { session } = leaving
  leaving = null
  return session
}

function leaveLater(key: string, session: LabelingSession): void {
  const timer = setTimeout(() => {
    leaving = null
    session.leavePage()
  }, leaveAfterMs)
  leaving = { key, session, timer }
}

function tieToBrowser(session: LabelingSession): () => void {
  const online = () => {
    session.outbox.kick()
    if (session.snapshot().mode === 'failed') void session.tasks.lookAgain()
  }
  const visibility = () => {
    if (document.visibilityState === 'visible') session.outbox.kick()
    else session.tasks.flush()
  }
  const hide = () => session.leavePage()
  const restored = (event: PageTransitionEvent) => {
    if (event.persisted) location.reload()
  }
  window.addEventListener('online', online)
  document.addEventListener('visibilitychange', visibility)
  window.addEventListener('pagehide', hide)
  window.addEventListener('pageshow', restored)
  return () => {
    window.removeEventListener('online', online)
    document.removeEventListener('visibilitychange', visibility)
    window.removeEventListener('pagehide', hide)
    window.removeEventListener('pageshow', restored)
  }
}
