import type { ReactNode } from 'react'
import { cn } from '@/components/ui/class-names'

/** One fact of the headline: its name, what stands beside it, and the number. */
export function Tile({
  title,
  aside,
  wide = false,
  last = false,
  children,
}: {
  title: string
  aside?: string
  wide?: boolean
  /** The odd one where tiles stand in twos. */
  last?: boolean
  children: ReactNode
}) {
  return (
    <div className={cn('min-w-0 px-4.5 py-3.5', wide && 'max-sm:col-span-2', last && 'max-xl:col-span-2')}>
      <div className="flex items-baseline justify-between gap-2 text-muted">
        <h2 className="font-normal">{title}</h2>
        {aside ? <span className="truncate text-xs">{aside}</span> : null}
      </div>
      {children}
    </div>
  )
}

export function Value({ value, unit }: { value: string; unit: string }) {
  return (
    <p className="tabular">
      <bdi className="font-semibold text-xl tracking-tight">{value}</bdi> <span className="text-muted">{unit}</span>
    </p>
  )
}
