'use client'

import type { ReactNode } from 'react'
import { Response, ResponseLetter, type ResponseMode } from '@/components/labeling/response'
import { cn } from '@/components/ui/class-names'
import type { Message } from '@/lib/core/conversation/message'

export interface ResponseColumnProps {
  letter: 'A' | 'B'
  turns: readonly Message[]
  other: readonly Message[]
  mode: ResponseMode
  compared: boolean
  /** One above the other instead of side by side. */
  stacked: boolean
  /** Chosen as the better one. */
  better: boolean
  /** On narrow screens one is shown at a time. */
  shownOnNarrow: boolean
  tools: ReactNode
  scroll: { ref(element: HTMLElement | null): void; onScroll(): void }
}

/** One response under its letter, scrolling by itself. */
export function ResponseColumn(props: ResponseColumnProps) {
  const { letter, turns, other, mode, compared, stacked, better, shownOnNarrow, tools, scroll } = props
  return (
    <section
      aria-label={`Response ${letter}`}
      className={cn(
        'flex min-h-0 min-w-0 flex-col border-line bg-surface @2xl:visible @2xl:[grid-area:auto]',
        '[grid-area:1/1]',
        letter === 'B' && (stacked ? '@2xl:border-t' : '@2xl:border-s'),
        !shownOnNarrow && 'invisible',
        better && 'shadow-[inset_0_2px_0_var(--accent)]',
      )}
    >
      <div className="flex h-11 shrink-0 items-center gap-2 px-4 @max-2xl:hidden">
        <ResponseLetter letter={letter} chosen={better} />
        <h2 className="truncate">
          Response {letter}
          {better ? <span className="sr-only">, chosen as the better one</span> : null}
        </h2>
        <span className="ms-auto flex items-center gap-0.5">{tools}</span>
      </div>
      <div
        ref={scroll.ref}
        onScroll={scroll.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by key
        tabIndex={0}
        role="document"
        aria-label={`Text of response ${letter}`}
        className="min-h-0 flex-1 overflow-y-auto px-5 pb-5 focus-visible:-outline-offset-2 @max-2xl:px-4 @max-2xl:pt-3.5"
      >
        <Response turns={turns} mode={mode} comparedWith={compared ? other : null} className="max-w-[75ch]" />
      </div>
    </section>
  )
}
