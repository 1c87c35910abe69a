import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '@/lib/core/labeler'
import { fromDraft, ordinalWord, ranksOf, shownOrder, stateOf } from './order-answer'
import { drop, emptyOrder, move, place, type RankOrder, standing, takeBack, tie } from './rank-order'
import { answerFor, defaultConfig, type Payload } from './schema'

const count = 4
const payload: Payload = {
  prompt: [{ role: 'user', content: 'a' }],
  responses: Array.from({ length: count }, (_, index) => ({
    model: null,
    content: [{ role: 'assistant', content: `response ${index}` }],
  })),
}
const shuffled = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 })
const shown = fc.nat(count - 1)
const step: fc.Arbitrary<(order: RankOrder) => RankOrder> = fc.oneof(
  shown.map((own) => (order: RankOrder) => place(order, own)),
  fc.constantFrom<-1 | 1>(-1, 1).map((by) => (order: RankOrder) => move(order, by)),
  fc.constant((order: RankOrder) => tie(order, count)),
  fc.constant(takeBack),
  fc.tuple(shown, shown, fc.constantFrom<('before' | 'on' | 'after')[]>('before', 'on', 'after')).map(
    ([own, target, position]) =>
      (order: RankOrder) =>
        drop(order, own, target, position),
  ),
)
const built = fc.array(step, { maxLength: 30 }).map((steps) => steps.reduce((order, next) => next(order), emptyOrder))
/** Keys as pressed: digits from 1, = and < for Backspace. */
const pressed = (keys: string) =>
  [...keys].reduce((order, key) => {
    if (key === '=') return tie(order, count)
    return key === '<' ? takeBack(order) : place(order, Number(key) - 1)
  }, emptyOrder)

describe('by keys', () => {
  test('digits place from best to worst', () => expect(shownOrder(pressed('2143').groups)).toBe('2 › 1 › 4 › 3'))

  test('= gives the next one the place of the last', () =>
    expect(shownOrder(pressed('21=43').groups)).toBe('2 › 1 = 4 › 3'))

  test('= twice gives the tie up', () => expect(shownOrder(pressed('21==43').groups)).toBe('2 › 1 › 4 › 3'))

  test('once all are placed, = joins the current one to the place above and lets it go again', () => {
    const complete = pressed('2143')
    expect(shownOrder(tie(complete, count).groups)).toBe('2 › 1 › 4 = 3')
    expect(shownOrder(tie(tie(complete, count), count).groups)).toBe('2 › 1 › 4 › 3')
  })

  test('Backspace takes the last one back, and first a tie asked for', () => {
    expect(shownOrder(pressed('21=<').groups)).toBe('2 › 1')
    expect(pressed('21=<').tieNext).toBe(false)
    expect(shownOrder(pressed('21=4<').groups)).toBe('2 › 1')
  })

  test('arrows move the current one, out of a tie beside it', () => {
    expect(shownOrder(move(pressed('2143'), -1).groups)).toBe('2 › 1 › 3 › 4')
    expect(shownOrder(move(pressed('214=3'), -1).groups)).toBe('2 › 1 › 3 › 4')
    expect(shownOrder(move(pressed('214=3'), 1).groups)).toBe('2 › 1 › 4 › 3')
    expect(shownOrder(move(pressed('2143'), 1).groups)).toBe('2 › 1 › 4 › 3')
  })

  test('the digit of a placed one makes it the current one', () => {
    expect(shownOrder(move(pressed('21432'), 1).groups)).toBe('1 › 2 › 4 › 3')
  })
})

describe('by dragging', () => {
  test('dropping on a response shares its place', () => {
    expect(shownOrder(drop(pressed('2143'), 3, 0, 'on').groups)).toBe('2 › 1 = 4 › 3')
  })

  test('dropping between takes a place of its own, among tied ones theirs', () => {
    expect(shownOrder(drop(pressed('2143'), 2, 1, 'before').groups)).toBe('3 › 2 › 1 › 4')
    expect(shownOrder(drop(pressed('21=43'), 2, 0, 'after').groups)).toBe('2 › 1 = 3 = 4')
    expect(shownOrder(drop(pressed('21=43'), 2, 0, 'before').groups)).toBe('2 › 3 › 1 = 4')
  })

  test('one that is not placed may be dragged in', () => {
    expect(shownOrder(drop(pressed('21'), 3, 0, 'before').groups)).toBe('2 › 4 › 1')
    expect(shownOrder(drop(emptyOrder, 3, 2, 'after').groups)).toBe('4')
  })
})

test('places are counted as people do: after two seconds comes the fourth', () => {
  const order = pressed('21=43')
  expect([0, 1, 2, 3].map((own) => standing(order, own)?.ordinal)).toEqual([2, 1, 4, 2])
  expect(standing(order, 3)?.tiedWith).toEqual([0])
  expect([1, 2, 3, 4, 11, 22].map(ordinalWord)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '22nd'])
})

test('whatever is done, each response stands at most once and only placed ones stand', () => {
  fc.assert(
    fc.property(built, ({ groups, placed, current }) => {
      expect(groups.flat().toSorted()).toEqual([...new Set(placed)].toSorted())
      expect(groups.every((group) => group.length > 0)).toBe(true)
      if (current !== null) expect(placed).toContain(current)
    }),
  )
})

test('whatever order was shown, the stored rank of a response is the place it was given', () => {
  fc.assert(
    fc.property(built, shuffled, (order, display) => {
      const ranks = ranksOf(order.groups, display)
      for (const [at, group] of order.groups.entries()) {
        for (const own of group) expect(ranks[display[own] ?? -1]).toBe(at + 1)
      }
      const { answer, draft, missing } = stateOf(order, display)
      expect(answer === null).toBe(order.placed.length < count)
      expect(missing === null).toBe(answer !== null)
      if (answer) expect(answerFor(payload, defaultConfig).parse(answer)).toEqual(answer)
      expect(ranksOf(fromDraft(draft, display).groups, display)).toEqual(ranks)
    }),
  )
})

test('an order nobody touched is no answer', () => {
  expect(stateOf(emptyOrder, [2, 0, 1])).toEqual({
    draft: null,
    answer: null,
    missing: 'Place the responses from best to worst.',
    summary: '',
  })
})

test('a draft that is not one begins afresh', () => {
  const drafts: Json[] = [null, [], 'x', {}, { ranks: [1] }, { ranks: ['1', null, {}] }]
  for (const draft of drafts) expect(fromDraft(draft, [0, 1, 2]).groups).toEqual([])
})
