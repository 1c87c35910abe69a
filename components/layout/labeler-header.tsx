'use client'

import { Check, History, Layers, type LucideIcon, SlidersHorizontal } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import { countWaiting } from '@/components/labeling/indexed-db-store'
import { Pill } from '@/components/ui/pill'
import { AccountMenu } from './account-menu'
import { Wordmark } from './mark'

const places: readonly { href: string; label: string; icon: LucideIcon }[] = [
  { href: '/queues', label: 'Queues', icon: Layers },
  { href: '/my-work', label: 'My work', icon: History },
  { href: '/settings', label: 'Settings', icon: SlidersHorizontal },
]

/** The labeler's bar: three places, whether all work is sent, the account. On a phone the places are tabs below. */
export function LabelerHeader({ name, toAdmin }: { name: string; toAdmin: boolean }) {
  const path = usePathname()
  const current = (href: string) => (path.startsWith(href) ? ({ 'aria-current': 'page' } as const) : {})
  return (
    <>
      <header className="flex h-(--bar) items-center gap-2.5 border-line border-b bg-surface px-4">
        <Link href="/" aria-label="Concord, start" className="inline-flex items-center">
          <Wordmark />
        </Link>
        <nav aria-label="Places" className="ms-3.5 flex gap-0.5 max-sm:hidden">
          {places.map((place) => (
            <Link
              key={place.href}
              href={place.href}
              {...current(place.href)}
              className="inline-flex h-7.5 items-center rounded-control px-2.5 font-medium text-muted hover:text-text aria-[current=page]:bg-hover aria-[current=page]:text-text"
            >
              {place.label}
            </Link>
          ))}
        </nav>
        <span className="flex-1" />
        <SentPill />
        <AccountMenu name={name} links={toAdmin ? [{ href: '/projects', label: 'Projects' }] : []} />
      </header>
      <nav
        aria-label="Places"
        className="fixed inset-x-0 bottom-0 z-(--z-sticky) grid grid-cols-3 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden"
      >
        {places.map((place) => (
          <Link
            key={place.href}
            href={place.href}
            {...current(place.href)}
            className="flex h-15 flex-col items-center justify-center gap-0.75 font-medium text-2xs text-faint aria-[current=page]:text-text"
          >
            <place.icon aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
            {place.label}
          </Link>
        ))}
      </nav>
    </>
  )
}

/** Nothing until the device was asked. */
function SentPill() {
  const [waiting, setWaiting] = useState<number | null>(null)
  useEffect(() => {
    let gone = false
    const look = async () => {
      const count = await countWaiting()
      if (!gone) setWaiting(count)
    }
    void look()
    const timer = setInterval(() => void look(), 5000)
    return () => {
      gone = true
      clearInterval(timer)
    }
  }, [])
  if (waiting === null) return null
  return (
    <span role="status">
      {waiting === 0 ? (
        <Pill icon={<Check aria-hidden="true" className="size-3.5" strokeWidth={1.75} />}>All work sent</Pill>
      ) : (
        <Pill tone="warn">{waiting} to send</Pill>
      )}
    </span>
  )
}
