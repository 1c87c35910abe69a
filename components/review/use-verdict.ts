'use client'

import { useRef, useState } from 'react'
import type { LabelingSession } from '@/components/labeling/labeling-session'
import type { Json, LabelerState } from '@/lib/core/labeler'
import type { TaskUnderReview } from './review-task'
import {
  answerAnew,
  mergeFrom,
  readVerdictDraft,
  setAside,
  storedDraft,
  type VerdictDraft,
  verdictState,
} from './verdict-draft'

interface Desk {
  key: string
  draft: VerdictDraft
  written: LabelerState<unknown> | null
  /** What the editor began with: it reads its draft once. */
  began: Json
  /** Raised when the editor must be drawn anew. */
  mount: number
}

/** The verdict on the task on the screen, from its draft on. Every change is kept as the session keeps drafts. */
export function useVerdict(session: LabelingSession | null, task: TaskUnderReview | null, key: string, started: Json) {
  const [desk, setDesk] = useState<Desk>(() => deskOf(key, started, task))
  if (desk.key !== key) setDesk(deskOf(key, started, task))
  const now = desk.key === key ? desk : deskOf(key, started, task)
  // An editor may report twice before the next drawing.
  const newest = useRef(now)
  newest.current = now
  const state = task === null ? null : verdictState(task, now.draft, now.written)

  const keep = (draft: VerdictDraft) => session?.tasks.edited(storedDraft(draft))
  const change = (draft: VerdictDraft, remount = false) => {
    const editor = remount
      ? { written: null, began: draft.editor, mount: now.mount + 1 }
      : { written: now.written, began: now.began, mount: now.mount }
    newest.current = { key, draft, ...editor }
    setDesk(newest.current)
    keep(draft)
  }
  return {
    draft: now.draft,
    state,
    /** As it is at this moment: an editor reports and settles in one go. */
    atOnce: () => (task === null ? null : verdictState(task, newest.current.draft, newest.current.written)),
    began: now.began,
    editorKey: `${key}.${now.mount}`,
    choose: (letter: string) => change({ ...now.draft, chosen: letter }),
    note: (note: string) => change({ ...now.draft, note }),
    words: (words: string) => change({ ...now.draft, words }),
    merge: (letter: string | null) => {
      if (task !== null) change(mergeFrom(task, now.draft, letter), true)
    },
    anew: () => change(answerAnew(now.draft), true),
    back: () => change(setAside(now.draft), true),
    write: (written: LabelerState<unknown>) => {
      const draft = { ...newest.current.draft, editor: written.draft }
      const isChange = JSON.stringify(written.draft) !== JSON.stringify(newest.current.draft.editor)
      newest.current = { ...newest.current, draft, written }
      setDesk(newest.current)
      if (isChange) keep(draft)
    },
  }
}

function deskOf(key: string, started: Json, task: TaskUnderReview | null): Desk {
  const draft = readVerdictDraft(started, task?.basis ?? '')
  return { key, draft, written: null, began: draft.editor, mount: 0 }
}
