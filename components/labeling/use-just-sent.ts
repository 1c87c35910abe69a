'use client'

import { useEffect, useState } from 'react'
import type { OutboxView } from './outbox'

/** True for two seconds after an answer of this visit arrived at the server. */
export function useJustSent(answeredHere: number, outbox: OutboxView): boolean {
  const waiting = outbox.entries.length
  const [sentUntil, setSentUntil] = useState(0)
  const [before, setBefore] = useState(waiting)
  if (before !== waiting) {
    setBefore(waiting)
    if (waiting === 0 && answeredHere > 0) setSentUntil(answeredHere)
  }
  useEffect(() => {
    if (sentUntil === 0) return
    const timer = setTimeout(() => setSentUntil(0), 2000)
    return () => clearTimeout(timer)
  }, [sentUntil])
  return sentUntil > 0
}
