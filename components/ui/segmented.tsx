'use client'

import type { ReactNode } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { cn } from './class-names'

export interface SegmentedProps<Value extends string> {
  label: string
  options: readonly { value: NoInfer<Value>; label: ReactNode; name?: string }[]
  value: Value | null
  onChange(value: Value): void
  /** accent: the chosen one is filled with accent (aspects); plain: raised. */
  tone?: 'plain' | 'accent'
  isDisabled?: boolean
  className?: string
  /** Classes of each part, its width say. */
  partClassName?: string
}

/** A few choices in one bar; arrows move, one is chosen. */
export function Segmented<Value extends string>({
  label,
  options,
  value,
  onChange,
  tone = 'plain',
  isDisabled = false,
  className,
  partClassName,
}: SegmentedProps<Value>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      isDisabled={isDisabled}
      selectedKeys={value === null ? [] : [value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys.has(option.value))
        if (chosen) onChange(chosen.value)
      }}
      className={cn('inline-flex gap-0.5 rounded-control border border-line bg-sunken p-0.5', className)}
    >
      {options.map((option) => (
        <ToggleButton
          key={option.value}
          id={option.value}
          {...(option.name ? { 'aria-label': option.name } : {})}
          className={cn(
            'inline-flex h-6.5 items-center justify-center gap-1.5 whitespace-nowrap rounded-sm px-2.5 font-medium text-muted hover:text-text data-disabled:text-disabled coarse:h-10',
            tone === 'plain' &&
              'data-selected:bg-raised data-selected:text-text data-selected:shadow-1 data-selected:ring-1 data-selected:ring-line dark:data-selected:bg-active',
            tone === 'accent' &&
              'data-selected:bg-accent data-selected:text-on-accent data-selected:hover:text-on-accent',
            partClassName,
          )}
        >
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
