import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { samples } from './samples'
import { answerFor, type Config, payloadSchema, type View } from './schema'
import {
  currentSegment,
  editSegments,
  type SegmentAction,
  type SegmentEdits,
  startSegments,
  transcriptOf,
} from './segment-edits'
import { fromDraft, toDraft } from './transcript-draft'

const duration = 11
const config: Config = { segments: true, speakers: ['A', 'B'], unit: 'auto' }
const payload = payloadSchema.parse({ audio: samples[0]?.media['audio/speech.flac'], language: 'en', hypothesis: null })
const view: View = {
  audio: { id: 'a', durationSeconds: duration },
  language: 'en',
  hypothesis: 'and so',
}
const start = startSegments([], duration, false)
const run = (edits: SegmentEdits, ...actions: SegmentAction[]) =>
  actions.reduce((state, action) => editSegments(state, action, duration), edits)

const id = fc.integer({ min: 1, max: 6 })
const time = fc.double({ min: -1, max: 12, noNaN: true })
const action: fc.Arbitrary<SegmentAction> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('type' as const), id, text: fc.string({ maxLength: 12 }) }) },
  fc.record({ do: fc.constant('select' as const), id }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('divide' as const), at: time, caret: fc.nat(12) }) },
  fc.record({ do: fc.constant('insert' as const), start: time }),
  fc.record({ do: fc.constant('place' as const), id, start: time, end: time }),
  fc.record({ do: fc.constant('speaker' as const), speaker: fc.constantFrom('A', 'B', undefined) }),
  fc.record({ do: fc.constant('remove' as const), id }),
  fc.constantFrom<SegmentAction>({ do: 'join' }, { do: 'silent' }, { do: 'undo' }, { do: 'redo' }),
)

describe('whatever is done', () => {
  test('the answer is one that the project takes, and there is a current segment', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const edits = run(start, ...actions)
        expect(currentSegment(edits)).toBeDefined()
        const answer = transcriptOf(edits, true)
        if (answer) expect(answerFor(payload, config).parse(answer)).toEqual(answer)
      }),
    )
  })

  test('undoing everything and doing it again brings back the same text', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const edits = run(start, ...actions)
        const steps = edits.past.length
        const undone = run(edits, ...Array.from({ length: steps }, () => ({ do: 'undo' }) as const))
        expect(undone.segments).toEqual(start.segments)
        const again = run(undone, ...Array.from({ length: steps }, () => ({ do: 'redo' }) as const))
        expect(again.segments).toEqual(edits.segments)
      }),
    )
  })

  test('a draft brings back every word and time', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const edits = run(start, ...actions)
        const back = fromDraft(JSON.parse(JSON.stringify(toDraft(edits))), config, view)
        expect(transcriptOf(back, true)).toEqual(transcriptOf(edits, true))
      }),
    )
  })
})

test('the hypothesis is the text to start from', () => {
  expect(transcriptOf(fromDraft(null, config, view), false)).toEqual({ text: 'and so' })
})

test('an empty field is no answer until somebody says that nobody speaks', () => {
  expect(transcriptOf(start, false)).toBeNull()
  expect(transcriptOf(run(start, { do: 'silent' }), false)).toEqual({ text: '' })
  expect(transcriptOf(run(start, { do: 'silent' }, { do: 'type', id: 1, text: 'oh' }), false)).toEqual({ text: 'oh' })
})

test('dividing cuts the text at the caret and the time at the playhead; joining puts both together again', () => {
  const typed = run(start, { do: 'type', id: 1, text: 'ask not what' })
  const divided = run(typed, { do: 'divide', at: 4, caret: 7 })
  expect(transcriptOf(divided, true)?.segments).toEqual([
    { start: 0, end: 4, text: 'ask not' },
    { start: 4, end: 11, text: 'what' },
  ])
  expect(currentSegment(divided)?.text).toBe('what')
  expect(transcriptOf(run(divided, { do: 'join' }), true)).toEqual({
    text: 'ask not what',
    segments: [{ start: 0, end: 11, text: 'ask not what' }],
  })
})

test('texts in scripts without spaces are joined without one', () => {
  const divided = run(start, { do: 'type', id: 1, text: '砸自己的脚' }, { do: 'divide', at: 4, caret: 3 })
  expect(transcriptOf(divided, true)?.text).toBe('砸自己的脚')
})

test('a project that takes no segments any more keeps the words of an old draft', () => {
  const draft = {
    segments: [
      { start: 0, end: 1, text: 'ask' },
      { start: 1, end: 2, text: 'not' },
    ],
    silent: false,
  }
  expect(transcriptOf(fromDraft(draft, { ...config, segments: false }, view), false)).toEqual({ text: 'ask not' })
})

test('putting the caret where it was changes nothing, so that looking at a task stores nothing', () => {
  expect(run(start, { do: 'select', id: 1 })).toBe(start)
})
