'use client'

import { Columns2, Diff, Link2, Rows2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { ToggleButton } from 'react-aria-components'
import { buttonClasses } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { KeyCap } from '@/components/ui/key-cap'

export interface Reading {
  raw: boolean
  compared: boolean
  linked: boolean
  stacked: boolean
}

type OnReading = (part: Partial<Reading>) => void

const icon = { 'aria-hidden': true, className: 'size-4', strokeWidth: 1.75 } as const

/** Raw and compare, in the head of A. */
export function ReadingTools({ reading, onChange }: { reading: Reading; onChange: OnReading }) {
  return (
    <>
      <Toggle on={reading.raw} onChange={(raw) => onChange({ raw, compared: false })} keys="r">
        Raw
      </Toggle>
      <Toggle on={reading.compared} onChange={(compared) => onChange({ compared, raw: false })} keys="c">
        <Diff {...icon} /> Compare
      </Toggle>
    </>
  )
}

/** Stacked and linked, in the head of B. */
export function LayoutTools({ reading, onChange }: { reading: Reading; onChange: OnReading }) {
  return (
    <>
      <Toggle
        on={reading.stacked}
        onChange={(stacked) => onChange({ stacked })}
        name={reading.stacked ? 'Side by side' : 'One above the other'}
      >
        {reading.stacked ? <Columns2 {...icon} /> : <Rows2 {...icon} />}
      </Toggle>
      <Toggle on={reading.linked} onChange={(linked) => onChange({ linked })} name="Scroll both together">
        <Link2 {...icon} />
      </Toggle>
    </>
  )
}

function Toggle({
  on,
  onChange,
  name,
  keys,
  children,
}: {
  on: boolean
  onChange(on: boolean): void
  name?: string
  keys?: string
  children: ReactNode
}) {
  return (
    <ToggleButton
      isSelected={on}
      onChange={onChange}
      {...(name ? { 'aria-label': name } : {})}
      {...(keys ? { 'aria-keyshortcuts': keys } : {})}
      className={cn(
        buttonClasses({ variant: 'ghost', size: 'small', iconOnly: name !== undefined }),
        'data-selected:bg-hover data-selected:text-text',
      )}
    >
      {children}
      {keys ? <KeyCap keys={keys} className="bg-transparent" /> : null}
    </ToggleButton>
  )
}
