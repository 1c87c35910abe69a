'use client'

import { useEffect, useState } from 'react'
import { countWaiting } from '@/components/labeling/indexed-db-store'

/** On the sign-in page: answers that wait on this device stay there. Nothing where none wait. */
export function WaitingNote() {
  const [count, setCount] = useState(0)
  useEffect(() => {
    let gone = false
    const look = async () => {
      const found = await countWaiting()
      if (!gone) setCount(found)
    }
    void look()
    return () => {
      gone = true
    }
  }, [])
  if (count === 0) return null
  return (
    <p role="status" className="mt-4.5 text-center text-muted text-xs">
      {count === 1
        ? '1 answer waits on this device. It stays, and is'
        : `${count} answers wait on this device. They stay, and are`}{' '}
      sent after you sign in.
    </p>
  )
}
