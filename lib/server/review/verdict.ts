import 'server-only'
import { canonicalJson } from '@/lib/core/canonical-json'
import { AppError } from '@/lib/core/errors'
import { assertStorableJson } from '@/lib/core/unicode'
import { noteOf } from '../queue/give-back'
import type { OpenReview } from './review-task'

export type GivenVerdict =
  /** `annotation`: the letter under which the reviewer saw it; `basis`: the set of answers they saw. */
  | { how: 'accepted'; annotation: string; basis: string; note?: string | undefined }
  | { how: 'merged' | 'anew'; answer: unknown; note?: string | undefined }

export interface Verdict {
  how: GivenVerdict['how']
  acceptedId: string | null
  /** Canonical JSON. */
  answer: string
  note: string | null
}

/** The verdict as it is stored. An accepted answer is taken as it was given, whatever the project's labels are by now. */
export function checkedVerdict(review: OpenReview, given: GivenVerdict): Verdict {
  const note = noteOf(given.note)
  if (given.how === 'accepted') {
    const accepted = review.answers.find(({ letter }) => letter === given.annotation)
    if (given.basis !== review.basis || accepted === undefined)
      throw new AppError('conflict', 'An answer of this task has changed since you opened it. Look at it again.', {
        detail: { reason: 'answers-changed' },
      })
    return { how: 'accepted', acceptedId: accepted.assignmentId, answer: accepted.json, note }
  }
  assertStorableJson(given.answer, 'answer')
  const result = review.spec.answerFor(review.payload, review.config).safeParse(given.answer)
  if (result.success) return { how: given.how, acceptedId: null, answer: canonicalJson(result.data), note }
  const [first] = result.error.issues
  const field = ['answer', ...(first?.path ?? [])].map(String).join('.')
  throw new AppError('invalid-content', `${field}: ${first?.message ?? 'This answer does not fit the task.'}`, {
    cause: result.error,
    detail: { field },
  })
}

export function sameVerdict(a: Verdict, b: Verdict): boolean {
  return a.how === b.how && a.acceptedId === b.acceptedId && a.answer === b.answer && a.note === b.note
}

export function isHow(how: string): how is GivenVerdict['how'] {
  return how === 'accepted' || how === 'merged' || how === 'anew'
}
