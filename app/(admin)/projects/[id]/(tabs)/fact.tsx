'use client'

import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Pill, type Tone } from '@/components/ui/pill'
import { Tooltip } from '@/components/ui/tooltip'

/** A fact in a few words, its sentence on focus and hover. `plain`: the words alone, without a pill. */
export function Fact({
  sentence,
  tone = 'info',
  plain = false,
  children,
}: {
  sentence: string
  tone?: Tone
  plain?: boolean
  children: ReactNode
}) {
  return (
    <Tooltip text={sentence} delay={200}>
      <AriaButton
        {...(plain ? { 'aria-label': sentence } : {})}
        className="inline-flex min-h-6 min-w-6 cursor-default items-center justify-center rounded-full coarse:min-h-11 coarse:min-w-11"
      >
        {plain ? <span className="text-faint">{children}</span> : <Pill tone={tone}>{children}</Pill>}
      </AriaButton>
    </Tooltip>
  )
}
