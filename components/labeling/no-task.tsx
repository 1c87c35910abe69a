'use client'

import { CloudOff, RefreshCw } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState, ErrorState, Skeleton } from '@/components/ui/states'
import { Finished } from './finished'
import type { OutboxView } from './outbox'
import type { SessionView } from './session-view'

/** What the stage shows while there is no task on it: loading, finished, nothing open, out of reach. */
export function NoTask({
  view,
  outbox,
  homeHref,
  onLook,
}: {
  view: SessionView
  outbox: OutboxView
  homeHref: string
  onLook(): void
}) {
  const waiting = outbox.entries.filter((entry) => entry.refusal === null).length
  const again = (
    <Button icon={<RefreshCw aria-hidden="true" className="size-4" strokeWidth={1.75} />} onPress={onLook}>
      Look again
    </Button>
  )
  const back = (
    <ButtonLink href={homeHref} variant="ghost">
      All queues
    </ButtonLink>
  )
  if (outbox.phase === 'offline' && view.mode !== 'finished')
    return (
      <EmptyState
        icon={<CloudOff aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
        title="You are offline"
        actions={again}
        className="flex-1"
      >
        {waiting > 0
          ? `${waiting} answers are kept on this device. They are sent, and new tasks come, `
          : 'New tasks come '}
        when the connection is back.
      </EmptyState>
    )
  if (view.mode === 'failed')
    return (
      <ErrorState
        title="No task came"
        actions={
          <>
            {again}
            {back}
          </>
        }
        className="flex-1"
      >
        {view.problem ??
          'The server cannot be reached. Your answers are kept on this device; this page tries again when it is back.'}
      </ErrorState>
    )
  if (view.mode === 'finished') return <Finished view={view} outbox={outbox} homeHref={homeHref} onLook={onLook} />
  return (
    <div role="status" aria-label="Loading the next task" className="flex flex-1 items-center justify-center p-8">
      <div className="flex w-full max-w-170 flex-col gap-3">
        <Skeleton className="w-full" />
        <Skeleton className="w-11/12" />
        <Skeleton className="w-1/3" />
      </div>
    </div>
  )
}
