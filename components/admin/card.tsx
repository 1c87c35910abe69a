import type { ReactNode } from 'react'
import { cn } from '@/components/ui/class-names'

/** A surface with a hairline. `title` makes it a named region. */
export function Card({
  title,
  aside,
  className,
  children,
}: {
  title?: string
  aside?: ReactNode
  className?: string
  children: ReactNode
}) {
  const classes = cn('min-w-0 overflow-hidden rounded-card border border-line bg-surface', className)
  if (title === undefined) return <div className={classes}>{children}</div>
  return (
    <section aria-label={title} className={classes}>
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5">
        <h2>{title}</h2>
        {aside ? <div className="ms-auto flex flex-wrap items-center gap-2 text-faint text-xs">{aside}</div> : null}
      </div>
      {children}
    </section>
  )
}

/** Page padding and, where wanted, a title with controls beside it. */
export function Page({
  title,
  aside,
  className,
  children,
}: {
  title?: string
  aside?: ReactNode
  className?: string
  children: ReactNode
}) {
  return (
    <div className={cn('flex flex-col gap-4 p-4 sm:p-6', className)}>
      {title === undefined ? null : (
        <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
          <h1>{title}</h1>
          {aside ? <div className="ms-auto flex flex-wrap items-center gap-2">{aside}</div> : null}
        </div>
      )}
      {children}
    </div>
  )
}
