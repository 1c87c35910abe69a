'use client'

import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import { useHotkeys } from 'react-hotkeys-hook'
import { countOf } from '@/components/admin/numbers'
import { Field } from '@/components/ui/field'

/** Narrows the list to names that hold these letters; the address keeps them. */
export function ProjectFilter({ value, found }: { value: string; found: number }) {
  const router = useRouter()
  const [text, setText] = useState(value)
  const [isLooking, look] = useTransition()
  const place = useRef<HTMLDivElement>(null)
  useHotkeys('/', () => place.current?.querySelector('input')?.focus(), { preventDefault: true })
  const seek = (next: string) => {
    setText(next)
    const query = next.trim() === '' ? '' : `?q=${encodeURIComponent(next.trim())}`
    look(() => router.replace(`/projects${query}`, { scroll: false }))
  }
  return (
    <div ref={place} className="flex items-center gap-3 max-sm:flex-row-reverse" aria-busy={isLooking}>
      <span role="status" className="shrink-0 text-muted text-xs">
        {countOf(found, 'project')}
      </span>
      <Field
        label="Find a project by its name"
        hideLabel
        placeholder="Name of a project"
        value={text}
        onChange={seek}
        before={<Search aria-hidden="true" className="size-4 text-faint" strokeWidth={1.75} />}
        className="w-64 min-w-0"
      />
    </div>
  )
}
