'use client'

import { useSyncExternalStore } from 'react'
import { cn } from './class-names'
import { isMac } from './platform'

const signs: Record<string, string> = {
  enter: '↵',
  escape: 'Esc',
  esc: 'Esc',
  space: 'Space',
  tab: 'Tab',
  backspace: '⌫',
  delete: 'Del',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  equal: '=',
  plus: '+',
  minus: '−',
  '-': '−',
  slash: '/',
  comma: ',',
  period: '.',
  bracketleft: '[',
  bracketright: ']',
}
const macSigns: Record<string, string> = {
  mod: '⌘',
  meta: '⌘',
  ctrl: '⌃',
  alt: '⌥',
  shift: '⇧',
  backspace: '⌫',
  delete: '⌦',
}
const otherSigns: Record<string, string> = { mod: 'Ctrl', meta: 'Meta', ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift' }

const never = () => () => undefined

/** `mod+enter` as people read it: '⌘ ↵' on a Mac, 'Ctrl ↵' elsewhere. */
export function keyText(keys: string, mac: boolean): string {
  const parts = keys === '+' ? ['+'] : keys.toLowerCase().split('+')
  return parts
    .map(
      (part) =>
        (mac ? macSigns[part] : otherSigns[part]) ?? signs[part] ?? (part.length === 1 ? part.toUpperCase() : part),
    )
    .join(' ')
}

/** A key as it stands on its control; not drawn on touch screens. Decoration: the key is told to assistive technology by `aria-keyshortcuts`. */
export function KeyCap({
  keys,
  size = 'small',
  tone = 'plain',
  className,
}: {
  keys: string
  /** small 18 px, option 22 px. */
  size?: 'small' | 'option'
  /** plain; chosen: filled with accent; ink: on the ink button. */
  tone?: 'plain' | 'chosen' | 'ink'
  className?: string
}) {
  const mac = useSyncExternalStore(never, isMac, () => false)
  return (
    <span
      aria-hidden="true"
      className={cn(
        'inline-flex shrink-0 items-center justify-center rounded-sm border px-1.25 font-medium font-sans tabular leading-none whitespace-nowrap coarse:hidden',
        size === 'small' ? 'h-4.5 min-w-4.5 text-2xs leading-none' : 'h-5.5 min-w-5.5 text-xs leading-none',
        tone === 'plain' && 'border-line-strong bg-surface text-faint',
        tone === 'chosen' && 'border-accent bg-accent text-on-accent',
        tone === 'ink' && 'border-on-ink/30 text-on-ink',
        className,
      )}
    >
      {keyText(keys, mac)}
    </span>
  )
}
