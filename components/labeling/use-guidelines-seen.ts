'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { GuidelinesText } from './guidelines'

const listeners = new Set<() => void>()

/** Whether the labeler has opened the newest guidelines on this device. A task under a newer version fetches it. */
export function useGuidelinesSeen(projectId: string, text: GuidelinesText | null, taskVersion: number) {
  const router = useRouter()
  const key = `concord.guidelines.${projectId}`
  const seen = useSyncExternalStore(
    subscribe,
    () => Number(localStorage.getItem(key) ?? 0),
    () => text?.version ?? 0,
  )
  const [askedFor, setAskedFor] = useState(0)
  const version = text?.version ?? 0
  const isBehind = taskVersion > version && askedFor !== taskVersion

  useEffect(() => {
    if (!isBehind) return
    setAskedFor(taskVersion)
    router.refresh()
  }, [isBehind, taskVersion, router])

  return {
    text,
    isNew: version > seen && (version > 1 || (text?.markdown ?? '') !== ''),
    markSeen: () => {
      localStorage.setItem(key, String(version))
      for (const listener of listeners) listener()
    },
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
