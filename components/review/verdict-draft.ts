import { isRecord, toJson } from '@/components/labeling/assignment'
import type { Json, LabelerState } from '@/lib/core/labeler'
import type { TaskUnderReview } from './review-task'

/** How far a verdict has come: an answer chosen, or one being written, and a note. It is stored as the draft. */
export interface VerdictDraft {
  /** Letter of the answer to accept. */
  chosen: string | null
  /** Writing an answer of one's own: from one of the answers or a suggestion, or from nothing. */
  writing: { how: 'merged' | 'anew'; from: string } | null
  /** The editor's own draft. */
  editor: Json
  /** What was being written before the reviewer went back to the answers: taken up when they start from there again. */
  aside: { how: 'merged' | 'anew'; from: string; editor: Json } | null
  note: string
}

const empty: VerdictDraft = { chosen: null, writing: null, editor: null, aside: null, note: '' }

export function readVerdictDraft(draft: Json): VerdictDraft {
  if (!isRecord(draft)) return empty
  const { chosen, writing, editor, aside, note } = draft
  const kept = readWriting(aside)
  return {
    chosen: typeof chosen === 'string' ? chosen : null,
    writing: readWriting(writing),
    editor: toJson(editor),
    aside: kept === null || !isRecord(aside) ? null : { ...kept, editor: toJson(aside.editor) },
    note: typeof note === 'string' ? note : '',
  }
}

function readWriting(value: unknown): VerdictDraft['writing'] {
  if (!isRecord(value) || (value.how !== 'merged' && value.how !== 'anew')) return null
  return { how: value.how, from: typeof value.from === 'string' ? value.from : '' }
}

export function storedDraft({ chosen, writing, editor, aside, note }: VerdictDraft): Json {
  return {
    chosen,
    writing: writing === null ? null : { ...writing },
    editor,
    aside: aside === null ? null : { ...aside },
    note,
  }
}

export interface VerdictState {
  draft: Json
  /** What is sent; null while something is missing. */
  verdict: Json
  missing: string | null
  /** For the Undo button. */
  summary: string
}

/** The verdict as it stands; `written` is what the editor last said. */
export function verdictState(
  task: TaskUnderReview,
  draft: VerdictDraft,
  written: LabelerState<unknown> | null,
): VerdictState {
  const stored = storedDraft(draft)
  if (draft.writing !== null) return writtenState(draft, draft.writing.how, written)
  const accepted = task.answers.find(({ letter }) => letter === draft.chosen)
  if (accepted === undefined)
    return { draft: stored, verdict: null, missing: 'Choose an answer, or give one of your own.', summary: '' }
  const verdict = withNote({ how: 'accepted', annotation: accepted.letter, basis: task.basis }, draft)
  return { draft: stored, verdict, missing: null, summary: `${accepted.letter}: ${accepted.summary}` }
}

function writtenState(
  draft: VerdictDraft,
  how: 'merged' | 'anew',
  written: LabelerState<unknown> | null,
): VerdictState {
  const stored = storedDraft(draft)
  const summary = `${how === 'merged' ? 'Merged' : 'Anew'}: ${written?.summary ?? ''}`
  if (written === null) return { draft: stored, verdict: null, missing: 'The editor is loading.', summary }
  if (written.answer === null)
    return { draft: stored, verdict: null, missing: written.missing ?? 'Something is missing.', summary }
  return { draft: stored, verdict: withNote({ how, answer: toJson(written.answer) }, draft), missing: null, summary }
}

function withNote(verdict: { [key: string]: Json }, { note }: VerdictDraft): Json {
  return note.trim() === '' ? verdict : { ...verdict, note: note.trim() }
}

/** Starts a merge: from the answer of this letter, else from what the answers suggest together, else from the first. */
export function mergeFrom(task: TaskUnderReview, draft: VerdictDraft, letter: string | null): VerdictDraft {
  const chosen = task.answers.find((answer) => answer.letter === letter)
  if (chosen === undefined && task.suggestion !== null)
    return write(draft, 'merged', task.suggestion.label, task.suggestion.answer)
  const start = chosen ?? task.answers[0]
  return start === undefined ? answerAnew(draft) : write(draft, 'merged', start.letter, start.answer)
}

export function answerAnew(draft: VerdictDraft): VerdictDraft {
  return write(draft, 'anew', '', null)
}

function write(draft: VerdictDraft, how: 'merged' | 'anew', from: string, start: Json): VerdictDraft {
  const { aside } = draft
  const before = aside !== null && aside.how === how && aside.from === from ? aside.editor : start
  return { ...draft, writing: { how, from }, editor: before }
}

/** Back to the answers; what was written is set aside. */
export function setAside(draft: VerdictDraft): VerdictDraft {
  const { writing, editor } = draft
  if (writing === null) return draft
  return { ...draft, writing: null, editor: null, aside: { ...writing, editor } }
}
