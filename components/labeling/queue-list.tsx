'use client'

import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { KeyCap } from '@/components/ui/key-cap'
import { Pill } from '@/components/ui/pill'
import { Progress } from '@/components/ui/progress'
import { isInOverlay, isTextField } from './key-target'
import { useLabelingPreferences } from './preferences'

/** A batch that is open to the labeler, as the home shows it. */
export interface QueueRow {
  batchId: string
  projectName: string
  batchName: string
  typeName: string
  /** Practice or Qualification; null for work. */
  kindName: string | null
  icon: ReactNode
  mine: number
  left: number
  due: { text: string; pressing: boolean } | null
}

/** Queues, the one begun first: digits or arrows choose, Enter starts. */
export function QueueList({ queues }: { queues: readonly QueueRow[] }) {
  const router = useRouter()
  const { singleKeys } = useLabelingPreferences()
  const list = useRef<HTMLUListElement>(null)
  const [chosen, setChosen] = useState(0)
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return
      if (!singleKeys || isTextField(event.target) || isInOverlay(event.target)) return
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
      if (!digit || !queues[Number(digit) - 1]) return
      event.preventDefault()
      router.push(`/label/${queues[Number(digit) - 1]?.batchId}`)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [queues, router, singleKeys])

  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const next = Math.min(queues.length - 1, Math.max(0, chosen + step))
    setChosen(next)
    list.current?.querySelectorAll('a')[next]?.focus()
  }
  return (
    <section aria-labelledby="open-to-you">
      <div className="mb-2 flex h-7 items-center justify-between gap-3">
        <h2 id="open-to-you">Open to you</h2>
        <span className="flex items-center gap-1 text-muted text-xs coarse:hidden">
          <KeyCap keys="1" /> to <KeyCap keys={String(Math.min(9, queues.length))} /> or <KeyCap keys="up" />
          <KeyCap keys="down" /> choose, <KeyCap keys="enter" /> start
        </span>
      </div>
      <ul ref={list} onKeyDown={move} className="overflow-hidden rounded-[12px] border border-line bg-surface">
        {queues.map((queue, i) => (
          <li key={queue.batchId} className="border-line border-b last:border-b-0">
            <Link
              href={`/label/${queue.batchId}`}
              prefetch={false}
              onFocus={() => setChosen(i)}
              className={
                'grid min-h-17 grid-cols-[34px_minmax(0,1fr)_auto] items-center gap-3 px-3.5 py-3 hover:bg-hover focus-visible:-outline-offset-2 sm:grid-cols-[24px_34px_minmax(0,1fr)_168px_92px_20px] sm:ps-3.5 sm:pe-4'
              }
            >
              <span className="max-sm:hidden">{i < 9 ? <KeyCap keys={String(i + 1)} /> : null}</span>
              <span className="flex size-8.5 items-center justify-center rounded-[9px] border border-line bg-sunken text-muted">
                {queue.icon}
              </span>
              <span className="min-w-0">
                <span className="block truncate font-semibold">{queue.projectName}</span>
                <span className="flex min-w-0 items-center gap-2 text-faint text-xs">
                  <span className="truncate">{queue.batchName}</span>
                  {queue.kindName === null ? null : (
                    <Pill tone="accent" className="shrink-0">
                      {queue.kindName}
                    </Pill>
                  )}
                </span>
                <span className="sr-only">, {queue.typeName}</span>
              </span>
              <span className="max-sm:order-5 max-sm:col-span-2 max-sm:col-start-2">
                <span className="mb-1.5 flex justify-between text-xs tabular">
                  <span className="text-muted">
                    {queue.mine > 0 ? `you did ${queue.mine.toLocaleString('en-GB')}` : 'not begun'}
                  </span>
                  <span className="text-faint">{queue.left.toLocaleString('en-GB')} left</span>
                </span>
                <Progress value={queue.mine / Math.max(1, queue.mine + queue.left)} />
              </span>
              <span className="text-end text-faint text-xs">{queue.due === null ? null : <Due of={queue.due} />}</span>
              <ChevronRight
                aria-hidden="true"
                className="flip-rtl size-4 text-faint max-sm:hidden"
                strokeWidth={1.75}
              />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Due({ of: { text, pressing } }: { of: NonNullable<QueueRow['due']> }) {
  return pressing ? <Pill tone="warn">{text}</Pill> : text
}
