'use client'

import { Check, CloudOff, Send, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { CopyText } from '@/components/ui/copy-text'
import type { OutboxEntry } from './device-store'
import { DiscardButton } from './discard-button'
import type { Outbox, OutboxView } from './outbox'

const shown = 4

/** What waits on this device, what was refused and why, and when it tries again. */
export function OutboxList({ outbox, view, ahead }: { outbox: Outbox; view: OutboxView; ahead: number }) {
  const refused = view.entries.filter((entry) => entry.refusal !== null)
  const waiting = view.entries.filter((entry) => entry.refusal === null).reverse()
  return (
    <div>
      <Summary view={view} waiting={waiting.length} refused={refused.length} ahead={ahead} />
      <ul>
        {refused.map((entry) => (
          <li key={entry.assignmentId} className="border-line border-t px-3.5 py-2.5">
            <p className="font-medium">{entry.summary}</p>
            <p className="mt-0.5 text-danger-text text-xs">{entry.refusal?.message}</p>
            <div className="mt-2 flex flex-wrap gap-2">
              <Button size="small" onPress={() => outbox.retry(entry.assignmentId)}>
                Send again
              </Button>
              <CopyText label="Copy the answer" text={textOf(entry)} />
              <DiscardButton onDiscard={() => outbox.discard(entry.assignmentId)} />
            </div>
          </li>
        ))}
        {waiting.slice(0, shown).map((entry) => (
          <li key={entry.assignmentId} className="flex h-9 items-center gap-3 border-line border-t px-3.5">
            <span className="min-w-0 flex-1 truncate">
              {entry.kind === 'skip' ? `Skipped: ${entry.summary}` : entry.summary}
            </span>
            <time className="text-faint text-xs tabular">{clockTime(entry.queuedAt)}</time>
            <span className="w-13 text-end text-muted text-xs">waiting</span>
          </li>
        ))}
      </ul>
      {waiting.length > shown ? (
        <p className="border-line border-t px-3.5 py-2 text-faint text-xs tabular">
          and {waiting.length - shown} earlier
        </p>
      ) : null}
      {waiting.length > 0 ? (
        <div className="flex items-center justify-between border-line border-t px-3.5 py-2.5">
          <span className="text-faint text-xs tabular">
            <Countdown until={view.retryAt} />
          </span>
          <Button size="small" onPress={() => outbox.kick()}>
            Try now
          </Button>
        </div>
      ) : null}
    </div>
  )
}

function Summary({
  view,
  waiting,
  refused,
  ahead,
}: {
  view: OutboxView
  waiting: number
  refused: number
  ahead: number
}) {
  if (waiting === 0 && refused === 0)
    return (
      <p className="flex items-center gap-2 p-3.5">
        <Check aria-hidden="true" className="size-4 text-success-text" strokeWidth={1.75} />
        Every answer is on the server.
      </p>
    )
  const answers = `${waiting} ${waiting === 1 ? 'answer is' : 'answers are'} stored on this device and will be sent, once each, when the connection is back.`
  const more = ahead > 0 ? ` ${ahead} more ${ahead === 1 ? 'task is' : 'tasks are'} ready to label.` : ''
  const offline = view.phase === 'offline'
  const Icon = refused > 0 ? TriangleAlert : offline ? CloudOff : Send
  return (
    <div className="p-3.5">
      <p className="mb-1 flex items-center gap-2 font-semibold">
        <Icon aria-hidden="true" className="size-4" strokeWidth={1.75} />
        {refused > 0
          ? `${refused} not accepted. Nothing is lost.`
          : offline
            ? 'You are offline. Keep going.'
            : 'On their way.'}
      </p>
      {waiting > 0 ? (
        <p className="text-muted">{offline ? answers + more : `${waiting} on the way to the server.`}</p>
      ) : null}
    </div>
  )
}

function Countdown({ until }: { until: number | null }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  if (until === null) return 'Sending now'
  return `Trying again in ${Math.max(1, Math.ceil((until - now) / 1000))} s`
}

function textOf(entry: OutboxEntry): string {
  return JSON.stringify(entry.answer, null, 2)
}

export function clockTime(ms: number): string {
  return new Date(ms).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}
