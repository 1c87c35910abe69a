'use client'

import { useState } from 'react'
import type { LabelingApi, Reply } from './labeling-api'

interface Remarks {
  flag: string
  note: string
  flagged: boolean
}

const none: Remarks = { flag: '', note: '', flagged: false }

/** The flag and the note of the task on the screen; what was typed stays until it is sent. */
export function useRemarks(api: LabelingApi, assignmentId: string | null) {
  const [all, setAll] = useState<Record<string, Remarks>>({})
  const id = assignmentId ?? ''
  const mine = all[id] ?? none
  const change = (part: Partial<Remarks>) =>
    setAll((before) => ({ ...before, [id]: { ...(before[id] ?? none), ...part } }))
  return {
    ...mine,
    setFlag: (flag: string) => change({ flag }),
    setNote: (note: string) => change({ note }),
    sendFlag: async (text: string): Promise<Reply<null>> => {
      const flag = wordsOf(text)
      const reply = await api.flag(id, flag, mine.note.trim() || null)
      if (reply.is === 'ok') change({ flag, flagged: true })
      return reply
    },
    sendNote: (text: string): Promise<Reply<null>> =>
      api.flag(id, mine.flagged ? wordsOf(mine.flag) : null, text.trim()),
  }
}

function wordsOf(flag: string): string {
  return flag.trim() === '' ? 'flagged' : flag.trim()
}
