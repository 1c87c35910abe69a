'use client'

import { useEffect, useRef } from 'react'
import { ActiveTime } from './active-time'

/** Counts the active time on the task on the screen; `take` gives it in ms. */
export function useActiveTime(assignmentId: string | null, earlierMs: number): { take(): number } {
  const clock = useRef<{ time: ActiveTime; earlierMs: number } | null>(null)

  useEffect(() => {
    if (assignmentId === null) return
    const time = new ActiveTime(Date.now(), document.visibilityState === 'visible')
    clock.current = { time, earlierMs }
    const sign = () => time.sign(Date.now())
    const visibility = () => (document.visibilityState === 'visible' ? time.show(Date.now()) : time.hide(Date.now()))
    const signs = ['keydown', 'pointermove', 'pointerdown', 'wheel', 'scroll', 'timeupdate'] as const
    for (const name of signs) document.addEventListener(name, sign, { passive: true, capture: true })
    document.addEventListener('visibilitychange', visibility)
    return () => {
      for (const name of signs) document.removeEventListener(name, sign, { capture: true })
      document.removeEventListener('visibilitychange', visibility)
    }
  }, [assignmentId, earlierMs])

  return { take: () => (clock.current ? clock.current.earlierMs + clock.current.time.elapsedMs(Date.now()) : 0) }
}
