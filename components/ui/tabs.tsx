'use client'

import type { ReactNode } from 'react'
import {
  Tab as AriaTab,
  TabList as AriaTabList,
  TabPanel as AriaTabPanel,
  Tabs as AriaTabs,
  type TabsProps as AriaTabsProps,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components'
import { cn } from './class-names'

export interface TabsProps extends Omit<AriaTabsProps, 'className' | 'children'> {
  label: string
  tabs: readonly { id: string; title: ReactNode; count?: number | string }[]
  /** `TabPanel`s, one for each id. */
  children?: ReactNode
  className?: string
  listClassName?: string
}

export function Tabs({ label, tabs, children, className, listClassName, ...rest }: TabsProps) {
  return (
    <AriaTabs {...rest} className={className ?? ''}>
      <AriaTabList
        aria-label={label}
        className={cn('flex h-10.25 gap-1 overflow-x-auto border-line border-b px-5', listClassName)}
      >
        {tabs.map((tab) => (
          <AriaTab key={tab.id} id={tab.id} className={tabClasses}>
            {tab.title}
            {tab.count === undefined ? null : (
              <span className="font-normal text-faint text-xs tabular">{tab.count}</span>
            )}
          </AriaTab>
        ))}
      </AriaTabList>
      {children}
    </AriaTabs>
  )
}

/** For links that look and lie like tabs: give `aria-current="page"` to the chosen one. */
export const tabClasses =
  'relative inline-flex shrink-0 cursor-pointer items-center gap-1.75 whitespace-nowrap px-2 font-medium text-muted hover:text-text data-selected:text-text aria-[current=page]:text-text after:absolute after:inset-x-2 after:-bottom-px after:h-0.5 after:rounded-t-[2px] data-selected:after:bg-text aria-[current=page]:after:bg-text focus-visible:-outline-offset-2'

export function TabPanel({ id, className, children }: { id: string; className?: string; children: ReactNode }) {
  return (
    <AriaTabPanel id={id} className={cn('outline-none', className)}>
      {children}
    </AriaTabPanel>
  )
}

export interface SegmentedProps<Value extends string> {
  label: string
  options: readonly { value: Value; label: ReactNode; name?: string }[]
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
