import { describe, expect, test } from 'vitest'
import { ActiveTime } from './active-time'
import type { LocalDraft, OutboxEntry } from './device-store'
import { chooseDraft } from './draft-keeper'
import { backoffMs, type OutboxView } from './outbox'
import { parsePreferences, scaleBy } from './preferences'
import { savePillState } from './save-pill-state'
import { storedWords } from './stored-words'

const entry = (id: string, refused = false): OutboxEntry => ({
  assignmentId: id,
  userId: 'amina',
  batchId: 'batch',
  kind: 'answer',
  answer: null,
  timeSpentMs: 0,
  reason: '',
  note: '',
  summary: id,
  draft: null,
  queuedAt: 0,
  refusal: refused ? { status: 422, code: 'invalid-content', message: 'No.' } : null,
})
const outbox = (view: Partial<OutboxView> = {}): OutboxView => ({
  entries: [],
  phase: 'idle',
  sending: { at: 0, of: 0 },
  retryAt: null,
  ...view,
})
const pill = (view: OutboxView, rest: Partial<Parameters<typeof savePillState>[0]> = {}) =>
  savePillState({ draft: { is: 'saved' }, outbox: view, justSent: false, leaseEndsInMs: 1_000_000, ...rest })

test('what is left of a visit is said to be stored only when all of it is', () => {
  expect(storedWords(outbox(), 'answer')).toBe('Every answer is stored.')
  expect(storedWords(outbox({ entries: [entry('a', true)] }), 'answer')).toMatch(/^1 answer is not accepted/)
  expect(storedWords(outbox({ entries: [entry('a', true), entry('b'), entry('c')] }), 'verdict')).toBe(
    '1 verdict is not accepted; the pill at the top says why. 2 verdicts are still on the way from this device.',
  )
})

describe('the save pill', () => {
  test('says Saved only when nothing waits and the draft is on the server', () => {
    expect(pill(outbox())).toEqual({ is: 'saved' })
    expect(pill(outbox({ entries: [entry('a')], phase: 'sending' }))).toEqual({ is: 'saving' })
    expect(pill(outbox(), { draft: { is: 'saving' } })).toEqual({ is: 'saving' })
    expect(pill(outbox(), { draft: { is: 'kept-here' } })).toEqual({ is: 'kept-here' })
  })

  test('puts trouble before routine: refused, signed out, offline', () => {
    const entries = [entry('a'), entry('b', true)]
    expect(pill(outbox({ entries, phase: 'offline' }))).toEqual({ is: 'not-accepted', count: 1 })
    expect(pill(outbox({ entries: [entry('a')], phase: 'signed-out' }))).toEqual({ is: 'sign-in' })
    expect(pill(outbox({ entries: [entry('a'), entry('c')], phase: 'offline' }))).toEqual({ is: 'offline', waiting: 2 })
  })

  test('counts a longer run, and the last two minutes of a lease', () => {
    const entries = ['a', 'b', 'c', 'd'].map((id) => entry(id))
    expect(pill(outbox({ entries, phase: 'sending', sending: { at: 3, of: 7 } }))).toEqual({
      is: 'sending',
      at: 3,
      of: 7,
    })
    expect(pill(outbox(), { leaseEndsInMs: 59_000 })).toEqual({ is: 'lease-ends', minutes: 1 })
  })

  test('says Sent for a moment after an answer arrived', () => {
    expect(pill(outbox(), { justSent: true })).toEqual({ is: 'sent' })
  })
})

describe('drafts', () => {
  const local = (part: Partial<LocalDraft>): LocalDraft => ({
    assignmentId: 'a',
    userId: 'amina',
    draft: 'here',
    baseRevision: 2,
    dirty: true,
    changedAt: 0,
    ...part,
  })

  test('this device wins where the server has not seen its text', () => {
    expect(chooseDraft({ draft: 'there', draftRevision: 2 }, local({}))).toEqual({
      draft: 'here',
      unsent: true,
      elsewhere: null,
    })
  })

  test('both are offered where another window went on', () => {
    expect(chooseDraft({ draft: 'there', draftRevision: 3 }, local({})).elsewhere).toEqual({
      draft: 'there',
      revision: 3,
    })
  })

  test('the server wins where this device has nothing unsent', () => {
    expect(chooseDraft({ draft: 'there', draftRevision: 3 }, local({ dirty: false })).draft).toBe('there')
    expect(chooseDraft({ draft: 'there', draftRevision: 3 }, null).draft).toBe('there')
  })
})

describe('active time', () => {
  test('a hidden tab does not count', () => {
    const time = new ActiveTime(0, true)
    time.hide(10_000)
    time.show(50_000)
    expect(time.elapsedMs(55_000)).toBe(15_000)
  })

  test('after two minutes without a sign the labeler counts as away, until the next one', () => {
    const time = new ActiveTime(0, true)
    expect(time.elapsedMs(600_000)).toBe(120_000)
    time.sign(600_000)
    expect(time.elapsedMs(605_000)).toBe(125_000)
  })

  test('a tab opened in the background starts to count when it is shown', () => {
    const time = new ActiveTime(0, false)
    time.show(30_000)
    expect(time.elapsedMs(31_000)).toBe(1000)
  })
})

describe('small rules', () => {
  test('tries grow apart and stop at half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 50].map(backoffMs)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  })

  test('content size stays between 0.85 and 2', () => {
    expect(scaleBy(2, 1)).toBe(2)
    expect(scaleBy(0.85, -1)).toBe(0.85)
    expect(scaleBy(1, 1)).toBe(1.15)
  })

  test('odd stored preferences give the defaults', () => {
    expect(parsePreferences('{"contentScale":9,"oneKey":"yes","keymap":{"a":["x",1]}}')).toEqual({
      oneKey: true,
      contentScale: 1,
      keymap: { a: ['x'] },
      singleKeys: true,
    })
    expect(parsePreferences('broken').singleKeys).toBe(true)
  })
})
