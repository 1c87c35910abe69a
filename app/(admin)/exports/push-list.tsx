'use client'

import { ArrowUpRight } from 'lucide-react'
import { Moment } from '@/components/admin/moment'
import { Notice } from '@/components/admin/notice'
import { formatBytes } from '@/components/admin/numbers'
import { useAction } from '@/components/admin/use-action'
import { Button } from '@/components/ui/button'
import { Pill } from '@/components/ui/pill'
import { Progress } from '@/components/ui/progress'
import type { PushView } from '@/lib/server/export-push/read-pushes'
import { cancelPushAction } from './actions'

/** Where an export was sent, newest first. */
export function PushList({
  pushes,
  mayPush,
  onAgain,
}: {
  pushes: readonly PushView[]
  mayPush: boolean
  onAgain(push: PushView): void
}) {
  if (pushes.length === 0) return null
  return (
    <div className="flex flex-col gap-2">
      {pushes.map((push) => (
        <Push key={push.id} push={push} mayPush={mayPush} onAgain={() => onAgain(push)} />
      ))}
    </div>
  )
}

function Push({ push, mayPush, onAgain }: { push: PushView; mayPush: boolean; onAgain(): void }) {
  const stop = useAction(cancelPushAction)
  const { state, place, url, written, total, error } = push
  const underWay = state === 'queued' || state === 'running'
  const waits = state === 'waiting-for-token'
  return (
    <div className="flex flex-col gap-1.5 rounded-card border border-line bg-bg px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
        <span className="text-muted">{push.target === 'hub' ? 'Hub' : 'Object store'}</span>
        {url === null ? (
          <span className="min-w-0 font-mono wrap-anywhere">{place}</span>
        ) : (
          <a
            href={url}
            target="_blank"
            rel="noreferrer"
            className="flex min-w-0 items-center gap-1 font-mono text-accent-text underline wrap-anywhere"
          >
            {place}
            <ArrowUpRight aria-hidden="true" className="size-3.5 shrink-0" strokeWidth={1.75} />
            <span className="sr-only">(opens in a new tab)</span>
          </a>
        )}
        <State push={push} />
        <span className="ms-auto text-muted">
          <Moment iso={push.finishedAt ?? push.createdAt} as="full" />
        </span>
        {(state === 'failed' || waits) && mayPush ? (
          <Button size="small" onPress={onAgain}>
            {waits ? 'Give the token' : 'Push again'}
          </Button>
        ) : null}
        {(underWay || waits) && mayPush ? (
          <Button size="small" waiting={stop.isSending} onPress={() => stop.run({ id: push.id })}>
            Stop sending
          </Button>
        ) : null}
      </div>
      {underWay ? <Progress value={total > 0 ? written / total : 0} label={`Sending to ${place}`} /> : null}
      {state === 'running' ? (
        <p className="text-muted text-xs tabular">
          {formatBytes(written)} of {formatBytes(total)}
        </p>
      ) : null}
      {error === null ? null : <Notice tone="warn">{error}</Notice>}
      {stop.refusal ? <Notice tone="danger">{stop.refusal.message}</Notice> : null}
    </div>
  )
}

function State({ push: { state } }: { push: PushView }) {
  if (state === 'done') return <Pill tone="success">sent</Pill>
  if (state === 'waiting-for-token') return <Pill tone="warn">waiting for its token</Pill>
  if (state === 'failed') return <Pill tone="danger">not sent</Pill>
  if (state === 'cancelled') return <Pill outlined>stopped</Pill>
  return <Pill tone="info">{state === 'queued' ? 'waiting' : 'sending'}</Pill>
}
