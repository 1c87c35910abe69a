import type { ComponentProps } from 'react'
import { cn } from './class-names'

/** Parts of a plain table: rows of 40 px, head of 12 px. Scrolls sideways in its own box on narrow screens. */
export function Table({ className, label, ...rest }: ComponentProps<'table'> & { label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls sideways must be reachable by key
    <section className="relative w-full overflow-x-auto" aria-label={label} tabIndex={0}>
      <table className={cn('w-full border-collapse', className)} {...rest} />
    </section>
  )
}

export function TableHead(props: ComponentProps<'thead'>) {
  return <thead {...props} />
}

export function TableBody(props: ComponentProps<'tbody'>) {
  return <tbody {...props} className={cn('[&>tr:last-child>*]:border-b-0', props.className)} />
}

export function TableRow({ chosen = false, className, ...rest }: ComponentProps<'tr'> & { chosen?: boolean }) {
  return (
    <tr
      className={cn('[&>*:first-child]:ps-4 [&>*:last-child]:pe-4', chosen && 'bg-accent-soft', className)}
      {...rest}
    />
  )
}

/** Head of a column; `end` for numbers. */
export function TableHeader({ end = false, className, ...rest }: ComponentProps<'th'> & { end?: boolean }) {
  return (
    <th
      scope="col"
      className={cn(
        'h-8 whitespace-nowrap border-line border-b px-3 font-medium text-faint text-xs',
        end ? 'text-end' : 'text-start',
        className,
      )}
      {...rest}
    />
  )
}

/** A cell; `end` for numbers, which then have tabular figures. */
export function TableCell({ end = false, className, ...rest }: ComponentProps<'td'> & { end?: boolean }) {
  return (
    <td
      className={cn('h-(--h-row) border-line border-b px-3', end ? 'text-end tabular' : 'text-start', className)}
      {...rest}
    />
  )
}

/** The cell that names its row. */
export function TableRowHeader({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="row"
      className={cn('h-(--h-row) border-line border-b px-3 text-start font-medium', className)}
      {...rest}
    />
  )
}
