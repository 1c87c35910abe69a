'use client'

import {
  Check,
  CloudOff,
  HardDrive,
  LoaderCircle,
  LogIn,
  type LucideIcon,
  RefreshCw,
  Timer,
  TriangleAlert,
} from 'lucide-react'
import { useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { cn } from '@/components/ui/class-names'
import { Pill, type Tone } from '@/components/ui/pill'
import { Popover } from '@/components/ui/popover'
import type { Outbox, OutboxView } from './outbox'
import { OutboxList } from './outbox-list'
import type { SavePillState } from './save-pill-state'

interface Look {
  tone: Tone
  icon: LucideIcon
  text: string
  /** On a phone beside the icon; the rest is left out there. */
  short: string | null
}

function lookOf(state: SavePillState): Look {
  switch (state.is) {
    case 'saved':
      return { tone: 'plain', icon: Check, text: 'Saved', short: null }
    case 'sent':
      return { tone: 'plain', icon: Check, text: 'Sent', short: null }
    case 'saving':
      return { tone: 'plain', icon: LoaderCircle, text: 'Saving', short: null }
    case 'kept-here':
      return { tone: 'plain', icon: HardDrive, text: 'Kept here', short: '' }
    case 'offline':
      return { tone: 'warn', icon: CloudOff, text: `Offline, ${state.waiting} waiting`, short: String(state.waiting) }
    case 'sending':
      return { tone: 'info', icon: RefreshCw, text: `Sending ${state.at} of ${state.of}`, short: String(state.of) }
    case 'sign-in':
      return { tone: 'warn', icon: LogIn, text: 'Sign in to send', short: '' }
    case 'lease-ends':
      return { tone: 'warn', icon: Timer, text: `Yours for ${state.minutes} min`, short: `${state.minutes} min` }
    case 'not-accepted':
      return { tone: 'danger', icon: TriangleAlert, text: `${state.count} not accepted`, short: String(state.count) }
  }
}

/** Says what has been kept and where. Opens the outbox, or the sign-in where that is what is missing. */
export function SavePill({
  state,
  outbox,
  view,
  ahead,
  onSignIn,
}: {
  state: SavePillState
  outbox: Outbox
  view: OutboxView
  ahead: number
  onSignIn(): void
}) {
  const look = lookOf(state)
  const trigger = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const Icon = look.icon
  const pill = (
    <Pill
      tone={look.tone}
      icon={
        <Icon aria-hidden="true" className={cn('size-3.5', state.is === 'saving' && 'turning')} strokeWidth={1.75} />
      }
    >
      <span className="max-sm:sr-only">{look.text}</span>
      {look.short ? (
        <span aria-hidden="true" className="sm:hidden">
          {look.short}
        </span>
      ) : null}
    </Pill>
  )
  return (
    <span className={cn('flex items-center justify-end', look.short === null && 'max-sm:not-focus-within:sr-only')}>
      <span role="status" aria-live={state.is === 'not-accepted' ? 'assertive' : 'polite'} className="sr-only">
        {look.text}
      </span>
      <AriaButton
        ref={trigger}
        aria-label={`${look.text}. Show the outbox.`}
        onPress={() => (state.is === 'sign-in' ? onSignIn() : setOpen(true))}
        className={cn('inline-flex rounded-full', state.is === 'saving' && 'late-400')}
      >
        {pill}
      </AriaButton>
      <Popover
        label="Outbox"
        isOpen={isOpen && state.is !== 'sign-in'}
        onOpenChange={setOpen}
        triggerRef={trigger}
        placement="bottom end"
        offset={14}
        className="w-95"
      >
        <OutboxList outbox={outbox} view={view} ahead={ahead} />
      </Popover>
    </span>
  )
}
