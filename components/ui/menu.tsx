'use client'

import type { ReactNode } from 'react'
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps as AriaMenuItemProps,
  type MenuProps as AriaMenuProps,
  MenuSection as AriaMenuSection,
  Header,
  MenuTrigger,
  Popover,
  type PopoverProps,
  Separator,
} from 'react-aria-components'
import { cn } from './class-names'
import { KeyCap } from './key-cap'

export interface MenuProps extends Omit<AriaMenuProps<object>, 'className' | 'children' | 'items'> {
  /** The button that opens it. */
  trigger: ReactNode
  label: string
  placement?: PopoverProps['placement']
  children: ReactNode
}

/** A button with a menu of `MenuItem`s below it. */
export function Menu({ trigger, label, placement = 'bottom end', children, ...rest }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover
        placement={placement}
        data-overlay=""
        className="z-(--z-pop) min-w-48 overflow-auto rounded-[11px] bg-raised p-1.5 shadow-pop data-entering:rising"
      >
        <AriaMenu aria-label={label} {...rest} className="outline-none">
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}

export interface MenuItemProps extends Omit<AriaMenuItemProps, 'className' | 'children'> {
  icon?: ReactNode
  keys?: string
  danger?: boolean
  children: ReactNode
}

export function MenuItem({ icon, keys, danger = false, children, ...rest }: MenuItemProps) {
  return (
    <AriaMenuItem
      {...rest}
      {...(typeof children === 'string' ? { textValue: children } : {})}
      className={cn(
        'flex min-h-8 cursor-default items-center gap-2.5 rounded-[6px] px-2 outline-none data-focused:bg-hover data-disabled:text-disabled coarse:min-h-11',
        danger && 'text-danger-text',
      )}
    >
      {icon ? <span className="text-muted">{icon}</span> : null}
      <span className="min-w-0 flex-1">{children}</span>
      {keys ? <KeyCap keys={keys} /> : null}
    </AriaMenuItem>
  )
}

/** Items under a heading. */
export function MenuSection({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <AriaMenuSection>
      <Header className="px-2 pt-2 pb-1 font-medium text-faint text-xs">{title}</Header>
      {children}
    </AriaMenuSection>
  )
}

export function MenuSeparator() {
  return <Separator className="-mx-1.5 my-1.5 border-line border-t" />
}
