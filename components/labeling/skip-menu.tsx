'use client'

import type { RefObject } from 'react'
import { Menu as AriaMenu, MenuItem as AriaMenuItem } from 'react-aria-components'
import { KeyCap } from '@/components/ui/key-cap'
import { Popover } from '@/components/ui/popover'

/** Why a task was skipped, in the order of the keys 1 to 5. */
export const skipReasons = [
  { id: 'not-sure', label: 'Not sure' },
  { id: 'does-not-load', label: 'Content does not load' },
  { id: 'wrong-language', label: 'Wrong language' },
  { id: 'against-guidelines', label: 'Against the guidelines' },
  { id: 'other', label: 'Something else' },
] as const

/** Five reasons above the Skip button, each on its digit: two keys in all. */
export function SkipMenu({
  isOpen,
  onOpenChange,
  anchor,
  onSkip,
}: {
  isOpen: boolean
  onOpenChange(open: boolean): void
  anchor: RefObject<Element | null>
  onSkip(reason: string): void
}) {
  const choose = (id: string) => {
    onOpenChange(false)
    onSkip(id)
  }
  return (
    <Popover
      label="Skip"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      triggerRef={anchor}
      placement="top start"
      className="w-66 p-1.5"
    >
      <div
        onKeyDownCapture={(event) => {
          const reason = skipReasons[Number(/^(?:Digit|Numpad)([1-5])$/.exec(event.code)?.[1] ?? 0) - 1]
          const closes = event.key.toLowerCase() === 's'
          if (!reason && !closes) return
          event.preventDefault()
          event.stopPropagation()
          if (reason) choose(reason.id)
          else onOpenChange(false)
        }}
      >
        <p className="px-2 py-1.5 text-faint text-xs">Why skip? It goes to someone else.</p>
        <AriaMenu
          aria-label="Reason"
          autoFocus="first"
          onAction={(key) => choose(String(key))}
          className="outline-none"
        >
          {skipReasons.map((reason, i) => (
            <AriaMenuItem
              key={reason.id}
              id={reason.id}
              textValue={reason.label}
              className="flex h-8.5 cursor-default items-center gap-2 rounded-control px-2 outline-none data-focused:bg-hover coarse:h-11"
            >
              <KeyCap keys={String(i + 1)} />
              {reason.label}
            </AriaMenuItem>
          ))}
        </AriaMenu>
      </div>
    </Popover>
  )
}
