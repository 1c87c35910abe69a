'use client'

import { useMemo, useState } from 'react'
import type { OpenAssignment } from './assignment'
import type { LabelingApi, Remark, Reply } from './labeling-api'
import { keepUnsent, readUnsent, type UnsentRemarks } from './unsent-remarks'

/** What the server has of the task's remarks, and what was typed beyond it. */
interface Remarks {
  sent: { flag: string | null; note: string | null }
  unsent: UnsentRemarks
}

/** The flag and the note of the task on the screen. What was typed stays, also over a reload, until it is sent. */
export function useRemarks(api: LabelingApi, task: OpenAssignment | null) {
  const [changed, setChanged] = useState<Record<string, Remarks>>({})
  const id = task?.id ?? ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: a renewed lease is a new object of the same task
  const began = useMemo<Remarks>(
    () => ({
      sent: { flag: task?.flag ?? null, note: task?.note ?? null },
      unsent: id === '' ? {} : readUnsent(id),
    }),
    [id],
  )
  const { sent, unsent } = changed[id] ?? began
  const change = (next: Remarks) => {
    setChanged((before) => ({ ...before, [id]: next }))
    keepUnsent(id, next.unsent)
  }
  const send = async (remark: Remark): Promise<Reply<null>> => {
    const reply = await api.remark(id, remark)
    if (reply.is !== 'ok') return reply
    const { flag, note } = unsent
    const left = 'flag' in remark ? { note } : { flag }
    change({ sent: { ...sent, ...remark }, unsent: withoutGaps(left) })
    return reply
  }
  return {
    flag: unsent.flag ?? sent.flag ?? '',
    note: unsent.note ?? sent.note ?? '',
    flagged: sent.flag !== null,
    setFlag: (flag: string) => change({ sent, unsent: { ...unsent, flag } }),
    setNote: (note: string) => change({ sent, unsent: { ...unsent, note } }),
    sendFlag: (text: string) => send({ flag: text.trim() === '' ? 'flagged' : text.trim() }),
    takeFlagOff: () => send({ flag: null }),
    sendNote: (text: string) => send({ note: text.trim() === '' ? null : text.trim() }),
  }
}

function withoutGaps({ flag, note }: { flag?: string | undefined; note?: string | undefined }): UnsentRemarks {
  return { ...(flag === undefined ? {} : { flag }), ...(note === undefined ? {} : { note }) }
}
