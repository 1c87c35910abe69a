import type { ReactNode } from 'react'
import { cn } from './class-names'

export type Tone = 'plain' | 'accent' | 'success' | 'warn' | 'danger' | 'info'

const tones: Record<Tone, string> = {
  plain: 'text-muted',
  accent: 'bg-accent-soft text-accent-text',
  success: 'bg-success-soft text-success-text',
  warn: 'bg-warn-soft text-warn-text',
  danger: 'bg-danger-soft text-danger-text',
  info: 'bg-info-soft text-info-text',
}

/** A short state, 24 px high. Colour never stands alone: give words, and an icon where there is room. */
export function Pill({
  tone = 'plain',
  icon,
  outlined = false,
  className,
  children,
}: {
  tone?: Tone
  icon?: ReactNode
  outlined?: boolean
  className?: string
  children: ReactNode
}) {
  return (
    <span
      className={cn(
        'inline-flex h-6 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-full ps-2 pe-2.25 font-medium text-xs tabular',
        tones[tone],
        outlined && 'border border-line',
        className,
      )}
    >
      {icon}
      {children}
    </span>
  )
}

/** A small grey tag: a version, a format. */
export function Chip({ icon, className, children }: { icon?: ReactNode; className?: string; children: ReactNode }) {
  return (
    <span
      className={cn(
        'inline-flex h-5.5 items-center gap-1.5 whitespace-nowrap rounded-[6px] bg-sunken px-2 font-medium text-muted text-xs',
        className,
      )}
    >
      {icon}
      {children}
    </span>
  )
}

/** A label's colour, beside its name. `color` is any CSS colour, `var(--label-3)` say. */
export function Swatch({ color, className }: { color: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      style={{ backgroundColor: color }}
      className={cn(
        'size-2.5 shrink-0 rounded-xs shadow-[inset_0_0_0_1px_oklch(0_0_0/0.14)] forced-color-adjust-none',
        className,
      )}
    />
  )
}
