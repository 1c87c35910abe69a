'use client'

import type { RefObject } from 'react'
import { Button } from '@/components/ui/button'
import { Popover } from '@/components/ui/popover'

/** Asks back before somebody else is asked: it costs an answer and cannot be taken back. */
export function OneMorePopover({
  isOpen,
  onOpenChange,
  anchor,
  onAsk,
}: {
  isOpen: boolean
  onOpenChange(open: boolean): void
  anchor: RefObject<Element | null>
  onAsk(): void
}) {
  return (
    <Popover
      label="Ask one more labeler"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      triggerRef={anchor}
      placement="start top"
      className="w-72 p-3"
    >
      <p className="text-muted">
        One more person answers this task. It comes back to review when they have, if people still disagree.
      </p>
      <div className="mt-3 flex justify-end">
        <Button keys="enter" autoFocus onPress={onAsk}>
          Ask one more
        </Button>
      </div>
    </Popover>
  )
}
