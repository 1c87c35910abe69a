import type { ReactNode } from 'react'

/** One fact of the headline: its name, what stands beside it, and the number. */
export function Tile({
  title,
  aside,
  wide = false,
  children,
}: {
  title: string
  aside?: string
  wide?: boolean
  children: ReactNode
}) {
  return (
    <div className={wide ? 'min-w-0 px-4.5 py-3.5 max-sm:col-span-2' : 'min-w-0 px-4.5 py-3.5'}>
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
      <b className="font-semibold text-xl tracking-tight">{value}</b> <span className="text-muted">{unit}</span>
    </p>
  )
}
