'use client'

import { ChevronDown, ChevronUp } from 'lucide-react'
import { useState } from 'react'
import { ChatView, turnsWords } from '@/components/labeling/chat-view'
import { Markdown } from '@/components/markdown/markdown'
import { Button } from '@/components/ui/button'
import type { Message } from '@/lib/core/conversation/message'

/** The prompt in a strip above the responses: one question in a line, a conversation by its last turn and the rest on demand. */
export function Question({ prompt }: { prompt: readonly Message[] }) {
  const [open, setOpen] = useState(false)
  const [only] = prompt
  const isOneQuestion = prompt.length === 1 && only?.role === 'user'
  const Icon = open ? ChevronUp : ChevronDown
  return (
    <section
      aria-label="Question"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by key
      tabIndex={0}
      className={`${open ? 'max-h-[50cqh]' : 'max-h-[28cqh]'} shrink-0 overflow-y-auto border-line border-b px-6 py-3.5 focus-visible:-outline-offset-2 @max-2xl:px-3.5 @max-2xl:py-2.5`}
    >
      <h2 className="sr-only">Question</h2>
      {isOneQuestion ? (
        <div className="flex items-baseline gap-3">
          <span className="shrink-0 font-medium text-faint text-xs">User</span>
          <Markdown
            text={only.content}
            className="min-w-0 max-w-[90ch] font-medium text-[calc(1rem*var(--content-scale))] leading-normal"
          />
        </div>
      ) : (
        <>
          <div className="mb-1 flex items-center gap-3">
            <span className="text-faint text-xs">{turnsWords(prompt)}</span>
            {prompt.length > 1 ? (
              <Button variant="ghost" size="small" aria-expanded={open} onPress={() => setOpen(!open)}>
                {open ? 'Show the last question' : 'Show all'}
                <Icon aria-hidden="true" className="size-3.5" strokeWidth={1.75} />
              </Button>
            ) : null}
          </div>
          <ChatView turns={open ? prompt : prompt.slice(-1)} className="max-w-[90ch]" />
        </>
      )}
    </section>
  )
}
