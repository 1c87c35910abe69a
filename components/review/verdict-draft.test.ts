import { describe, expect, test } from 'vitest'
import type { TaskUnderReview } from './review-task'
import {
  answerAnew,
  formerAnswers,
  mergeFrom,
  readVerdictDraft,
  setAside,
  storedDraft,
  verdictState,
} from './verdict-draft'

const answer = (letter: string, label: string) => ({
  letter,
  answer: { label },
  summary: label,
  flag: null,
  note: null,
})
const task: TaskUnderReview = {
  taskId: 't',
  batchName: 'Batch',
  payload: {},
  view: {},
  config: {},
  order: [],
  answers: [answer('A', 'good'), answer('B', 'bad')],
  basis: 'these',
  agreement: 0,
  why: 'disputed',
  asked: null,
  suggestion: null,
  verdict: null,
}
const nothing = readVerdictDraft(null, task.basis)

describe('a verdict on its way', () => {
  test('nothing chosen cannot be settled, and says what is missing', () => {
    expect(verdictState(task, nothing, null)).toMatchObject({
      verdict: null,
      missing: 'Choose an answer, or give one of your own.',
    })
  })

  test('an accepted answer names its letter and the set of answers it stood among', () => {
    expect(verdictState(task, { ...nothing, chosen: 'B', note: ' why ' }, null).verdict).toEqual({
      how: 'accepted',
      annotation: 'B',
      basis: 'these',
      note: 'why',
    })
  })

  test('a merge starts from the chosen answer, else from what the answers suggest, else from the first', () => {
    expect(mergeFrom(task, nothing, 'B').editor).toEqual({ label: 'bad' })
    expect(
      mergeFrom({ ...task, suggestion: { label: 'Majority', answer: { label: 'ok' } } }, nothing, null).editor,
    ).toEqual({
      label: 'ok',
    })
    expect(mergeFrom(task, nothing, null).editor).toEqual({ label: 'good' })
  })

  test('what was written is there again after a look at the answers', () => {
    const begun = { ...mergeFrom(task, nothing, 'A'), editor: { label: 'half' } }
    const looking = readVerdictDraft(storedDraft(setAside(begun)), task.basis)
    expect(looking.writing).toBeNull()
    expect(mergeFrom(task, looking, 'A').editor).toEqual({ label: 'half' })
    expect(mergeFrom(task, looking, 'B').editor).toEqual({ label: 'bad' })
    expect(answerAnew(looking).editor).toBeNull()
  })

  test('an unfinished answer of one’s own cannot be settled', () => {
    const written = { draft: null, answer: null, missing: 'Choose a label.', summary: '' }
    expect(verdictState(task, answerAnew(nothing), written)).toMatchObject({
      verdict: null,
      missing: 'Choose a label.',
    })
  })

  test('a draft comes back from storage as it went', () => {
    const draft = { ...setAside(mergeFrom(task, nothing, 'A')), chosen: 'B', note: 'n', words: 'w' }
    expect(readVerdictDraft(storedDraft(draft), task.basis)).toEqual(draft)
  })

  test('a letter chosen among other answers is not taken for one of these, and what was written stays', () => {
    const before = { ...nothing, chosen: 'B', note: 'n', words: 'Look at B' }
    expect(readVerdictDraft(storedDraft(before), 'others')).toEqual({ ...nothing, note: 'n', basis: 'others' })
    const writing = { ...mergeFrom(task, nothing, 'B'), editor: { label: 'half' } }
    expect(readVerdictDraft(storedDraft(writing), 'others')).toMatchObject({
      writing: { how: 'merged', from: formerAnswers },
      editor: { label: 'half' },
    })
  })
})
