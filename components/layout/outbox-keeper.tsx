'use client'

import { useEffect } from 'react'
import { keepSending } from '@/components/labeling/keep-sending'

/** Goes on sending answers that an earlier visit left on this device, wherever their labeler is in the app. */
export function OutboxKeeper({ userId }: { userId: string }) {
  useEffect(() => keepSending(userId).stop, [userId])
  return null
}
