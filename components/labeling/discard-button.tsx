'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'

/** Throws something away that nobody else has: the first press asks, the second does it. */
export function DiscardButton({ onDiscard }: { onDiscard(): void }) {
  const [asking, setAsking] = useState(false)
  return (
    <Button
      size="small"
      variant={asking ? 'danger' : 'ghost'}
      onPress={() => (asking ? onDiscard() : setAsking(true))}
      onBlur={() => setAsking(false)}
    >
      {asking ? 'Discard it for good' : 'Discard'}
    </Button>
  )
}
