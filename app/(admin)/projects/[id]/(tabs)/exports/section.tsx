'use client'

import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** A group of choices: folded to one line that says what is chosen, until somebody wants to change it. */
export function Section({
  title,
  chosen,
  isOpen = false,
  children,
}: {
  title: string
  /** In a few words, shown beside the title. */
  chosen: string
  isOpen?: boolean
  children: ReactNode
}) {
  return (
    <details open={isOpen} className="group border-line border-t first:border-t-0">
      <summary className="flex min-h-11 cursor-default list-none items-center gap-2 rounded-control py-1.5 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 text-faint transition-transform duration-(--t-hover) group-open:rotate-90 rtl:-scale-x-100"
          strokeWidth={1.75}
        />
        <h3 className="shrink-0 font-semibold">{title}</h3>
        <span className="min-w-0 truncate text-muted text-xs group-open:hidden">{chosen}</span>
      </summary>
      <div className="flex flex-col gap-4 pt-1 pb-5 ps-6">{children}</div>
    </details>
  )
}

/** Words, a control, and the sentence of what it does. */
export function Choice({ label, hint, children }: { label: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-1.5">
      <span aria-hidden="true" className="font-medium">
        {label}
      </span>
      {children}
      {hint ? <p className="text-faint text-xs">{hint}</p> : null}
    </div>
  )
}
