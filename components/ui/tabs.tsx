'use client'

import type { ReactNode } from 'react'
import {
  Tab as AriaTab,
  TabList as AriaTabList,
  TabPanel as AriaTabPanel,
  Tabs as AriaTabs,
  type TabsProps as AriaTabsProps,
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
