'use client'

import { HardDrive } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { CopyText } from '@/components/ui/copy-text'
import type { OutboxEntry } from './device-store'
import { DiscardButton } from './discard-button'
import { draftText } from './draft-text'
import { openDeviceStore } from './indexed-db-store'
import { call } from './labeling-api'
import { clockTime } from './outbox-list'

/** Answers and verdicts that are on this device only: on their way, or refused with the reason. Nothing where there are none. */
export function LocalWork({ userId }: { userId: string }) {
  const [entries, setEntries] = useState<OutboxEntry[]>([])
  useEffect(() => {
    let gone = false
    const look = async () => {
      const { store } = await openDeviceStore()
      const owners = (await store.owners()).filter((owner) => owner === userId || owner.startsWith(`${userId}/`))
      const found = await Promise.all(owners.map((owner) => store.entries(owner)))
      if (!gone) setEntries(found.flat())
    }
    void look()
    const timer = setInterval(() => void look(), 5000)
    return () => {
      gone = true
      clearInterval(timer)
    }
  }, [userId])
  if (entries.length === 0) return null
  const replace = (entry: OutboxEntry, by: OutboxEntry | null) =>
    setEntries((before) => before.flatMap((other) => (other === entry ? (by ? [by] : []) : [other])))
  return (
    <section
      aria-label="On this device"
      className="mb-6 overflow-hidden rounded-[12px] border border-warn-line bg-surface"
    >
      <h2 className="flex items-center gap-2 bg-warn-soft px-4 py-2.5">
        <HardDrive aria-hidden="true" className="size-4 text-warn-text" strokeWidth={1.75} />
        On this device only
      </h2>
      <ul className="divide-y divide-line">
        {entries.map((entry) => (
          <LocalEntry
            key={entry.assignmentId}
            entry={entry}
            elsewhere={entry.userId === userId ? null : entry.userId.slice(userId.length)}
            onChange={(by) => replace(entry, by)}
          />
        ))}
      </ul>
    </section>
  )
}

function LocalEntry({
  entry,
  elsewhere,
  onChange,
}: {
  entry: OutboxEntry
  /** Where it was given and is sent from; null for an answer of a queue. */
  elsewhere: string | null
  onChange(by: OutboxEntry | null): void
}) {
  const [sending, setSending] = useState(false)
  const send = async () => {
    setSending(true)
    const path = `/api/v1/assignments/${entry.assignmentId}/annotation`
    const body = { answer: entry.answer, timeSpentMs: entry.timeSpentMs }
    const reply = await call(
      (...args) => fetch(...args),
      'PUT',
      path,
      body,
      () => null,
    )
    setSending(false)
    const { store } = await openDeviceStore()
    if (reply.is === 'ok') {
      await store.removeEntry(entry.assignmentId)
      onChange(null)
    }
    if (reply.is === 'refused') {
      const { status, code, message } = reply
      onChange({ ...entry, refusal: { status, code, message } })
    }
  }
  const discard = async () => {
    const { store } = await openDeviceStore()
    await store.removeEntry(entry.assignmentId)
    onChange(null)
  }
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{entry.summary}</span>
        <span className="block text-xs">
          {entry.refusal ? (
            <span className="text-danger-text">{entry.refusal.message}</span>
          ) : (
            <span className="text-muted">waiting to be sent</span>
          )}
          <span className="text-faint tabular"> · {clockTime(entry.queuedAt)}</span>
        </span>
      </span>
      <CopyText text={draftText(entry.draft)} />
      {elsewhere === null ? null : (
        <ButtonLink size="small" href={elsewhere}>
          Open the review
        </ButtonLink>
      )}
      {entry.refusal === null ? null : <DiscardButton onDiscard={discard} />}
      {entry.kind === 'answer' && elsewhere === null ? (
        <Button size="small" waiting={sending} onPress={send}>
          Send again
        </Button>
      ) : null}
    </li>
  )
}
