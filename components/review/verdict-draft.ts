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
  /** Words for a labeler who is asked to look again. */
  words: string
  /** The set of answers that `chosen` and `from` speak of: the same letters stand for others once an answer has come or gone. */
  basis: string
}

/** Where something written started from, once those answers are not the ones on the screen. */
export const formerAnswers = 'answers that have changed since'

/** The draft as it was stored. What it says of answers by their letters is forgotten when they are not these any more; what was written stays. */
export function readVerdictDraft(draft: Json, basis: string): VerdictDraft {
  const { chosen, writing, editor, aside, note, words, ...stored } = isRecord(draft) ? draft : {}
  const isOfThese = stored.basis === basis
  const begun = readWriting(writing, isOfThese)
  const kept = readWriting(aside, isOfThese)
  return {
    chosen: isOfThese && typeof chosen === 'string' ? chosen : null,
    writing: begun,
    editor: toJson(editor),
    aside: kept === null || !isRecord(aside) ? null : { ...kept, editor: toJson(aside.editor) },
    note: typeof note === 'string' ? note : '',
    words: isOfThese && typeof words === 'string' ? words : '',
    basis,
  }
}

function readWriting(value: unknown, isOfThese: boolean): VerdictDraft['writing'] {
  if (!isRecord(value)) return null
  if (value.how === 'anew') return { how: 'anew', from: '' }
  if (value.how !== 'merged') return null
  return { how: 'merged', from: isOfThese && typeof value.from === 'string' ? value.from : formerAnswers }
}

export function storedDraft({ writing, aside, ...rest }: VerdictDraft): Json {
  return {
    ...rest,
    writing: writing === null ? null : { ...writing },
    aside: aside === null ? null : { ...aside },
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
