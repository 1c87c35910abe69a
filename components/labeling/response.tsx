'use client'

import { lazy, Suspense } from 'react'
import { Markdown } from '@/components/markdown/markdown'
import { cn } from '@/components/ui/class-names'
import { textOf } from '@/lib/core/conversation/conversation'
import type { Message } from '@/lib/core/conversation/message'
import { ChatView } from './chat-view'

const ComparedText = lazy(() => import('./response-compare'))

/** markdown: laid out; raw: every character as it was written. */
export type ResponseMode = 'markdown' | 'raw'

/** One response: a single turn stands by itself, several as the conversation they are. Nothing tells its length or its origin. */
export function Response({
  turns,
  mode = 'markdown',
  comparedWith,
  className,
}: {
  turns: readonly Message[]
  mode?: ResponseMode
  /** The other response: words that only this one has are marked. */
  comparedWith?: readonly Message[] | null
  className?: string
}) {
  const [first] = turns
  const raw = <RawText text={textOf(turns)} />
  if (comparedWith) {
    return (
      <div className={className}>
        <Suspense fallback={raw}>
          <ComparedText own={textOf(turns)} other={textOf(comparedWith)} />
        </Suspense>
      </div>
    )
  }
  if (mode === 'raw') return <div className={className}>{raw}</div>
  if (first && turns.length === 1) {
    if (first.content.trim() === '') return <p className={cn('text-muted', className)}>This response is empty.</p>
    return <Markdown text={first.content} className={className ?? ''} />
  }
  return <ChatView turns={turns} className={className ?? ''} />
}

function RawText({ text }: { text: string }) {
  return (
    <p
      dir="auto"
      className="wrap-anywhere whitespace-pre-wrap font-mono text-[calc(0.8125rem*var(--content-scale))] leading-[1.55]"
    >
      {text}
    </p>
  )
}

/** The square with a response's letter or number; chosen: filled with accent. */
export function ResponseLetter({ letter, chosen = false }: { letter: string; chosen?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'inline-flex size-5.5 shrink-0 items-center justify-center rounded-[6px] font-semibold text-xs',
        chosen ? 'bg-accent text-on-accent' : 'bg-active text-text',
      )}
    >
      {letter}
    </span>
  )
}
