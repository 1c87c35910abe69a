'use client'

import type { ReactNode, RefObject } from 'react'
import { Popover as AriaPopover, type PopoverProps as AriaPopoverProps } from 'react-aria-components'
import { cn } from './class-names'

export interface PopoverProps
  extends Pick<AriaPopoverProps, 'placement' | 'isOpen' | 'onOpenChange' | 'offset' | 'isNonModal'> {
  /** Spoken name of what opens. */
  label: string
  /** The element it stands at; inside a `DialogTrigger` (exported here) its button. */
  triggerRef?: RefObject<Element | null>
  className?: string
  children: ReactNode
}

export { DialogTrigger as PopoverTrigger } from 'react-aria-components'

/** A small surface beside its button. The focus moves in and returns; Escape closes it. */
export function Popover({ label, className, children, ...rest }: PopoverProps) {
  return (
    <AriaPopover
      {...rest}
      aria-label={label}
      data-overlay=""
      className={cn(
        'z-(--z-pop) max-w-[calc(100vw-1rem)] overflow-auto outline-none focus-visible:outline-none rounded-[11px] bg-raised shadow-pop data-entering:rising',
        className,
      )}
    >
      {children}
    </AriaPopover>
  )
}
