'use client'

import { useEffect } from 'react'
import { openDeviceStore } from '@/components/labeling/indexed-db-store'
import { keepSending } from '@/components/labeling/keep-sending'
import { sendAs } from '@/components/labeling/labeling-api'
import { reviewApi } from './review-api'
import { reviewedProject } from './review-owner'

/** Goes on sending verdicts that an earlier visit left on this device, of whichever project, wherever their reviewer is in the app. */
export function VerdictKeeper({ userId }: { userId: string }) {
  useEffect(() => {
    const sending: { stop(): void }[] = []
    let gone = false
    const open = async () => {
      const { store } = await openDeviceStore()
      for (const owner of await store.owners()) {
        const projectId = reviewedProject(owner, userId)
        if (gone || projectId === null) continue
        sending.push(
          keepSending(
            owner,
            reviewApi({ projectId, passedToo: false }, () => undefined, sendAs(userId)),
          ),
        )
      }
    }
    void open()
    return () => {
      gone = true
      for (const { stop } of sending) stop()
    }
  }, [userId])
  return null
}
