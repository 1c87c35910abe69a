'use client'

import { ChevronDown, ChevronUp } from 'lucide-react'
import { useState } from 'react'
import { ChatView, turnsWords } from '@/components/labeling/chat-view'
import { Button } from '@/components/ui/button'
import type { Message } from '@/lib/core/conversation/message'

/** The prompt: a column of its own where there is room, else a strip with the last question and the rest on demand. */
export function Conversation({ prompt }: { prompt: readonly Message[] }) {
  return (
    <>
      <section
        aria-label="Conversation"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by key
        tabIndex={0}
        className="hidden min-h-0 overflow-y-auto border-line border-e bg-bg px-4 pb-4 focus-visible:-outline-offset-2 @5xl:block"
      >
        <div className="flex h-11 items-center gap-2">
          <h2>Conversation</h2>
          <span className="text-faint text-xs">{turnsWords(prompt)}</span>
        </div>
        <ChatView turns={prompt} />
      </section>
      <Strip prompt={prompt} />
    </>
  )
}

function Strip({ prompt }: { prompt: readonly Message[] }) {
  const [open, setOpen] = useState(false)
  const several = prompt.length > 1
  const icon = open ? ChevronUp : ChevronDown
  const Icon = icon
  return (
    <section
      aria-label={several && !open ? 'Last question' : 'Conversation'}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by key
      tabIndex={0}
      className={`${open ? 'max-h-[45cqh]' : 'max-h-[28cqh]'} shrink-0 overflow-y-auto border-line border-b bg-bg px-3 py-2.5 focus-visible:-outline-offset-2 @5xl:hidden`}
    >
      {several ? (
        <div className="mb-1 flex items-center justify-between">
          <span className="text-faint text-xs">{turnsWords(prompt)}</span>
          <Button variant="ghost" size="small" aria-expanded={open} onPress={() => setOpen(!open)}>
            {open ? 'Show the last question' : 'Show all'}
            <Icon aria-hidden="true" className="size-3.5" strokeWidth={1.75} />
          </Button>
        </div>
      ) : null}
      <ChatView turns={open || !several ? prompt : prompt.slice(-1)} />
    </section>
  )
}
