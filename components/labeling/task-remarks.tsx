'use client'

import type { RefObject } from 'react'
import { RemarkPopover } from './remark-popover'
import type { useRemarks } from './use-remarks'

/** Where a flag and a note are written, above the dock. */
export function TaskRemarks({
  remarks,
  anchor,
  open,
  onOpenChange,
}: {
  remarks: ReturnType<typeof useRemarks>
  anchor: RefObject<Element | null>
  open: 'flag' | 'note' | null
  onOpenChange(which: 'flag' | 'note'): (open: boolean) => void
}) {
  return (
    <>
      <RemarkPopover
        isOpen={open === 'flag'}
        onOpenChange={onOpenChange('flag')}
        anchor={anchor}
        title="Flag this task"
        prompt="What should the people who run this project look at?"
        action="Flag"
        allowEmpty
        maxLength={200}
        text={remarks.flag}
        onText={remarks.setFlag}
        onSend={remarks.sendFlag}
        remove={remarks.flagged ? { label: 'Take the flag off', run: remarks.takeFlagOff } : null}
      />
      <RemarkPopover
        isOpen={open === 'note'}
        onOpenChange={onOpenChange('note')}
        anchor={anchor}
        title="Note"
        prompt="Note on this task"
        action="Keep note"
        allowEmpty
        maxLength={2000}
        text={remarks.note}
        onText={remarks.setNote}
        onSend={remarks.sendNote}
        remove={null}
      />
    </>
  )
}
