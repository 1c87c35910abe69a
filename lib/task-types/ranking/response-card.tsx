'use client'

import { type MouseEvent, useEffect, useRef, useState } from 'react'
import { Response, type ResponseMode } from '@/components/labeling/response'
import { cn } from '@/components/ui/class-names'
import type { Message } from '@/lib/core/conversation/message'
import { ordinalWord } from './order-answer'

export interface Standing {
  ordinal: number
  tiedWith: number[]
}

/** One response where it was shown; its number places it, its standing stands in the corner. */
export function ResponseCard({
  shown,
  turns,
  mode,
  standing,
  isCurrent,
  disabled,
  onPlace,
}: {
  shown: number
  turns: readonly Message[]
  mode: ResponseMode
  standing: Standing | null
  isCurrent: boolean
  disabled: boolean
  onPlace(): void
}) {
  const text = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const cut = useCut(text, open)
  const number = shown + 1
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the head is the button; the ground only makes it larger for mouse and finger
    <article
      aria-label={`Response ${number}`}
      onClick={(event) => (disabled || !isOnGround(event) ? undefined : onPlace())}
      className={cn(
        'flex min-h-0 min-w-0 cursor-pointer flex-col overflow-hidden rounded-card border border-line bg-surface',
        isCurrent && 'border-focus ring-1 ring-focus',
      )}
    >
      <button
        type="button"
        disabled={disabled}
        onClick={onPlace}
        aria-keyshortcuts={keyOf(shown)}
        aria-label={headWords(number, standing)}
        className="flex shrink-0 items-center gap-2 px-3.5 pt-3 pb-1.5 text-start focus-visible:-outline-offset-2"
      >
        <span
          aria-hidden="true"
          className="inline-flex h-5.5 min-w-5.5 items-center justify-center rounded-sm border border-line-strong px-1.25 font-medium text-faint text-xs"
        >
          {number}
        </span>
        <span className="ms-auto flex min-h-5 items-center">
          {standing ? (
            <span className="rounded-[5px] bg-accent-soft px-2 font-semibold text-accent-text text-xs leading-5">
              {ordinalWord(standing.ordinal)}
              {standing.tiedWith.length > 0 ? <span className="font-normal"> tie</span> : null}
            </span>
          ) : null}
        </span>
      </button>
      <div
        ref={text}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by key
        tabIndex={0}
        role="document"
        aria-label={`Text of response ${number}`}
        className={cn(
          'min-h-0 flex-1 overflow-y-auto px-3.5 pb-3.5 text-[calc(0.9375rem*var(--content-scale))] leading-[1.6] focus-visible:-outline-offset-2',
          !open && '@max-2xl:max-h-[4lh] @max-2xl:overflow-hidden @max-2xl:pb-0 @max-2xl:mb-2',
        )}
      >
        <Response turns={turns} mode={mode} />
      </div>
      {cut || open ? (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="mx-3.5 mt-1 mb-2 hidden h-9 items-center self-start font-medium text-accent-text @max-2xl:flex"
        >
          {open ? 'Show less' : 'Show all'}
        </button>
      ) : null}
    </article>
  )
}

/** Digits place the first nine, 0 the tenth. */
export function keyOf(shown: number): string {
  return String((shown + 1) % 10)
}

function headWords(number: number, standing: Standing | null): string {
  if (!standing) return `Place response ${number}`
  const tied = standing.tiedWith.map((other) => other + 1)
  return `Response ${number}, ${ordinalWord(standing.ordinal)}${tied.length > 0 ? `, tied with ${tied.join(' and ')}` : ''}`
}

/** Not on a link or button, and not the end of marking words. */
function isOnGround(event: MouseEvent): boolean {
  const { target } = event
  if (target instanceof Element && target.closest('a, button')) return false
  return (window.getSelection()?.toString() ?? '') === ''
}

/** Whether a card shows less than its text has: then it offers the rest. */
function useCut(text: { current: HTMLElement | null }, open: boolean): boolean {
  const [cut, setCut] = useState(false)
  useEffect(() => {
    const element = text.current
    if (!element || open) return
    const look = () => setCut(element.scrollHeight > element.clientHeight + 4)
    const observer = new ResizeObserver(look)
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [text, open])
  return cut
}
