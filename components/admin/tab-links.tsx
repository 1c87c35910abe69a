'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { tabClasses } from '@/components/ui/tabs'

export interface TabLink {
  href: string
  title: string
  count?: string
}

/** The pages of one thing, as tabs. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  const path = usePathname()
  const current = tabs
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .toSorted((a, b) => b.href.length - a.href.length)[0]
  const bar = useRef<HTMLElement>(null)
  // On a narrow screen the bar scrolls: the page one is on is in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks anew whenever the page is another
  useEffect(() => {
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current?.href])
  return (
    <nav
      ref={bar}
      aria-label={label}
      className="flex h-10.25 shrink-0 gap-1 overflow-x-auto border-line border-b bg-surface px-3 sm:px-5"
    >
      {tabs.map(({ href, title, count }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          className={tabClasses}
          {...(current?.href === href ? { 'aria-current': 'page' } : {})}
        >
          {title}
          {count === undefined ? null : <span className="font-normal text-faint text-xs tabular">{count}</span>}
        </Link>
      ))}
    </nav>
  )
}
