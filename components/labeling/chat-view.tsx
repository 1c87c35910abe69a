'use client'

import { useEffect } from 'react'
import { Markdown, preloadMarkdown } from '@/components/markdown/markdown'
import { cn } from '@/components/ui/class-names'
import type { Message, Role } from '@/lib/core/conversation/message'

const roleNames: Record<Role, string> = { system: 'System', user: 'User', assistant: 'Assistant', tool: 'Tool' }

/** A conversation from the first turn to the last: what was asked stands in a box, what was answered on the ground. */
export function ChatView({ turns, className }: { turns: readonly Message[]; className?: string }) {
  useEffect(preloadMarkdown, [])
  return (
    <ol className={cn('flex flex-col gap-3.5', className)}>
      {turns.map((turn, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: turns of a task never change place
        <li key={place}>
          <p className="mb-0.75 font-medium text-faint text-xs">{roleNames[turn.role]}</p>
          <Turn turn={turn} />
        </li>
      ))}
    </ol>
  )
}

function Turn({ turn }: { turn: Message }) {
  return (
    <Markdown
      text={turn.content}
      className={cn(
        'text-[calc(0.875rem*var(--content-scale))] leading-[1.55]',
        turn.role === 'user' && 'rounded-card border border-line bg-surface px-3 py-2.25',
        turn.role === 'system' && 'rounded-card border border-line-strong border-dashed px-3 py-2.25 text-muted',
        turn.role === 'tool' && 'rounded-card border border-line bg-sunken px-3 py-2.25',
      )}
    />
  )
}

/** 'last question' of several turns, the whole conversation on demand: for narrow screens. */
export function turnsWords(turns: readonly Message[]): string {
  return turns.length === 1 ? '1 turn' : `${turns.length} turns`
}
