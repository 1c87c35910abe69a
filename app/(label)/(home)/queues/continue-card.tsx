'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect } from 'react'
import { isInOverlay, isTextField } from '@/components/labeling/key-target'
import { ButtonLink } from '@/components/ui/button-link'

/** What is begun comes first, one key away. */
export function ContinueCard({
  href,
  projectName,
  at,
  total,
  icon,
}: {
  href: string
  projectName: string
  at: number
  total: number
  icon: ReactNode
}) {
  const router = useRouter()
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.defaultPrevented || isTextField(event.target) || isInOverlay(event.target))
        return
      if (event.target instanceof Element && event.target.closest('a, button')) return
      event.preventDefault()
      router.push(href)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [href, router])
  return (
    <section
      aria-label="Continue"
      className="mt-5 flex flex-wrap items-center gap-3.5 rounded-[12px] border border-accent-line bg-accent-soft py-3.5 ps-4 pe-3.5"
    >
      <span className="flex size-8.5 items-center justify-center rounded-[9px] border border-line bg-surface text-accent-text">
        {icon}
      </span>
      <p className="min-w-0 flex-1">
        <span className="font-semibold">{projectName}</span>
        <span className="text-muted tabular">
          , task {at.toLocaleString('en-GB')} of {total.toLocaleString('en-GB')}
        </span>
        <span className="block text-muted text-xs">Begun, and still yours. What you wrote is kept.</span>
      </p>
      <ButtonLink href={href} variant="ink" keys="enter" className="max-sm:w-full">
        Continue
      </ButtonLink>
    </section>
  )
}
