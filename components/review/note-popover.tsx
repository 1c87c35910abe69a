'use client'

import type { RefObject } from 'react'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { Popover } from '@/components/ui/popover'

/** Why it was decided so. Kept with the draft as it is typed; it goes with the verdict. */
export function NotePopover({
  isOpen,
  onOpenChange,
  anchor,
  note,
  onNote,
}: {
  isOpen: boolean
  onOpenChange(open: boolean): void
  anchor: RefObject<Element | null>
  note: string
  onNote(note: string): void
}) {
  return (
    <Popover
      label="Note on the verdict"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      triggerRef={anchor}
      placement="top start"
      className="w-80 p-3"
    >
      <TextArea
        label="Why so?"
        hint="Goes with the verdict into the export."
        rows={3}
        maxLength={2000}
        autoFocus
        value={note}
        onChange={onNote}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) onOpenChange(false)
          else event.continuePropagation()
        }}
      />
      <div className="mt-2.5 flex justify-end">
        <Button keys="mod+enter" onPress={() => onOpenChange(false)}>
          Done
        </Button>
      </div>
    </Popover>
  )
}
