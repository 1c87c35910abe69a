'use client'

import { useEffect } from 'react'
import { browserPorts } from '@/components/labeling/browser-ports'
import { Outbox } from '@/components/labeling/outbox'
import { deliver } from '@/components/labeling/outbox-entry'

/** Goes on sending what an earlier visit left on this device, wherever its labeler is in the app. */
export function OutboxKeeper({ userId }: { userId: string }) {
  useEffect(() => {
    let outbox: Outbox | null = null
    let gone = false
    const open = async () => {
      const ports = await browserPorts(userId, { projectId: '' })
      if (gone) return
      outbox = new Outbox({
        ...ports,
        send: (entry) => deliver(ports.api, entry, 0),
        onAccepted: () => undefined,
        onRefused: () => undefined,
      })
      await outbox.start()
    }
    const online = () => outbox?.kick()
    void open()
    window.addEventListener('online', online)
    return () => {
      gone = true
      outbox?.stop()
      window.removeEventListener('online', online)
    }
  }, [userId])
  return null
}
