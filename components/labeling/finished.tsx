'use client'

import { Check, Layers } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { formatDuration } from '@/components/ui/duration'
import { DoneState, EmptyState } from '@/components/ui/states'
import { useLabelerActions } from './actions'
import { type OpenQueue, readOpenQueues } from './open-queues'
import type { OutboxView } from './outbox'
import { median, type SessionView } from './session-view'
import { storedWords } from './stored-words'

/** The end of a queue: what was done, that it is stored, the next queue on Enter. */
export function Finished({
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
  const next = useNextQueue()
  const router = useRouter()
  const start = () => {
    if (next) router.push(`/label/${next.batchId}`)
  }
  useLabelerActions([
    {
      id: 'frame.next-queue',
      keys: 'enter',
      label: 'Start the next queue',
      group: 'Everywhere',
      run: start,
      disabled: !next,
    },
  ])
  const links = (
    <>
      <ButtonLink href="/my-work" variant="ghost">
        Look through my answers
      </ButtonLink>
      <ButtonLink href={homeHref} variant="ghost">
        All queues
      </ButtonLink>
    </>
  )
  if (view.answeredHere === 0)
    return (
      <EmptyState
        level={2}
        icon={<Layers aria-hidden="true" className="size-4.5" strokeWidth={1.75} />}
        title="Nothing left for you here"
        className="flex-1"
        actions={
          <>
            <Button onPress={onLook}>Look again</Button>
            {links}
          </>
        }
      >
        You have done or skipped every task of this queue that is open to you. Tasks that others give back come here
        again.
      </EmptyState>
    )
  const activeMs = view.timesMs.reduce((sum, ms) => sum + ms, 0)
  const middle = median(view.timesMs)
  const stored = storedWords(outbox, 'answer')
  const changeable =
    view.undoable.length > 0
      ? ` You can still change the last ${view.undoable.length === 1 ? 'one' : view.undoable.length} with U.`
      : ''
  return (
    <DoneState
      icon={<Check aria-hidden="true" className="size-5" strokeWidth={1.75} />}
      title={<span className="text-2xl tracking-tight">That was the last one</span>}
      className="flex-1"
      actions={
        <div className="flex w-[min(30rem,calc(100vw-3rem))] flex-col gap-6 pt-2">
          <dl className="grid grid-cols-3 divide-x divide-line rounded-card border border-line bg-surface text-start rtl:divide-x-reverse">
            <Figure name="tasks" value={view.answeredHere.toLocaleString('en-GB')} />
            <Figure name="active time" value={formatDuration(activeMs)} />
            <Figure name="median per task" value={middle === null ? '–' : formatDuration(middle)} />
          </dl>
          {next ? (
            <div className="flex items-center gap-3 rounded-card border border-line bg-surface py-3 ps-4 pe-3 text-start">
              <div className="min-w-0 flex-1">
                <p className="truncate font-semibold">{next.projectName}</p>
                <p className="truncate text-faint text-xs tabular">
                  {next.batchName}, {next.left.toLocaleString('en-GB')} left
                </p>
              </div>
              <Button variant="ink" keys="enter" onPress={start}>
                Start
              </Button>
            </div>
          ) : null}
          <div className="flex flex-wrap justify-center gap-2">{links}</div>
        </div>
      }
    >
      <p className="text-md">{stored + changeable}</p>
    </DoneState>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="px-4 py-3">
      <dt className="text-faint text-xs">{name}</dt>
      <dd className="font-semibold text-xl tabular">{value}</dd>
    </div>
  )
}

/** The first queue that still has tasks for this labeler; null while unknown or without one. */
function useNextQueue(): OpenQueue | null {
  const [next, setNext] = useState<OpenQueue | null>(null)
  useEffect(() => {
    let gone = false
    const find = async () => {
      const reply = await readOpenQueues()
      if (!gone && reply.is === 'ok') setNext(reply.value.find((queue) => queue.left > 0) ?? null)
    }
    void find()
    return () => {
      gone = true
    }
  }, [])
  return next
}
