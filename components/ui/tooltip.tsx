'use client'

import type { ReactNode } from 'react'
import { Tooltip as AriaTooltip, type TooltipProps as AriaTooltipProps, TooltipTrigger } from 'react-aria-components'
import { KeyCap } from './key-cap'

export interface TooltipProps extends Pick<AriaTooltipProps, 'placement'> {
  text: ReactNode
  keys?: string
  /** A kit button. */
  children: ReactNode
  delay?: number
}

/** Words on hover and focus. Never the only place of something needed. */
export function Tooltip({ text, keys, children, delay = 500, placement = 'top' }: TooltipProps) {
  return (
    <TooltipTrigger delay={delay} closeDelay={80}>
      {children}
      <AriaTooltip
        placement={placement}
        offset={6}
        className="z-(--z-tip) flex max-w-72 items-center gap-2 rounded-[6px] bg-ink px-2 py-1 text-on-ink text-xs data-entering:rising"
      >
        {text}
        {keys ? <KeyCap keys={keys} tone="ink" /> : null}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
