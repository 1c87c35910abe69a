'use client'

import { useEffect, useState } from 'react'
import type { LabelingApi } from './labeling-api'
import type { LabelingSession } from './labeling-session'

const everyMs = 30_000
/** A lease with less than this left is renewed while its labeler is at work. */
const renewBelowMs = 15 * 60_000
/** Without a key or pointer for so long the labeler counts as away and the lease runs out. */
const awayAfterMs = 10 * 60_000

/** Renews the leases of this page while it is looked at and worked in. Gives the ms left of the task on the screen. */
export function useLease(
  session: LabelingSession | null,
  api: LabelingApi,
  leaseExpiresAt: string | null,
): number | null {
  const [now, setNow] = useState<number | null>(null)

  useEffect(() => {
    if (!session) return
    let lastSign = Date.now()
    let renewing = false
    const renew = async () => {
      setNow(Date.now())
      const isAway = Date.now() - lastSign > awayAfterMs
      if (renewing || isAway || document.visibilityState !== 'visible' || session.snapshot().lost) return
      renewing = true
      try {
        for (const { id, expiresAt } of session.tasks.leases()) {
          if (expiresAt - Date.now() < renewBelowMs) await renewOne(session, api, id)
        }
      } finally {
        renewing = false
      }
    }
    const sign = () => {
      const wasAway = Date.now() - lastSign > everyMs
      lastSign = Date.now()
      if (wasAway) void renew()
    }
    const timer = setInterval(() => void renew(), everyMs)
    const signs = ['keydown', 'pointerdown', 'wheel'] as const
    for (const name of signs) document.addEventListener(name, sign, { passive: true })
    document.addEventListener('visibilitychange', sign)
    return () => {
      clearInterval(timer)
      for (const name of signs) document.removeEventListener(name, sign)
      document.removeEventListener('visibilitychange', sign)
    }
  }, [session, api])

  if (leaseExpiresAt === null || now === null) return null
  return new Date(leaseExpiresAt).getTime() - now
}

async function renewOne(session: LabelingSession, api: LabelingApi, id: string): Promise<void> {
  const reply = await api.renew(id)
  if (reply.is === 'ok') session.tasks.renewed(id, reply.value.leaseExpiresAt)
  if (reply.is === 'refused') session.tasks.leaseLost(id, reply.code, reply.message)
}
