import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '@/lib/core/labeler'
import { atStep, bothBad, fromDraft, stateOf, stepAspect, stepAt, withAspect } from './judgement'
import { choiceAt, sideOf, stepsOf } from './scale'
import { answerFor, type Config, defaultConfig, type Payload } from './schema'

const nothing = fromDraft(null, defaultConfig)
const payload: Payload = {
  prompt: [{ role: 'user', content: 'a' }],
  responses: [
    { model: null, content: [{ role: 'assistant', content: 'one' }] },
    { model: null, content: [{ role: 'assistant', content: 'two' }] },
  ],
}
const order = fc.constantFrom([0, 1], [1, 0])
const config: fc.Arbitrary<Config> = fc.record({
  strength: fc.boolean(),
  tie: fc.boolean(),
  bothBad: fc.boolean(),
  rationale: fc.constantFrom('off', 'optional', 'required'),
  aspects: fc.constantFrom([], ['Helpful', 'Honest']),
})

describe('scale', () => {
  test('seven steps run from A far better over tie to B far better', () => {
    expect(stepsOf({ strength: true, tie: true }).map(({ key, name }) => `${key} ${name}`)).toEqual([
      '1 A, far better',
      '2 A, better',
      '3 A, slightly better',
      '4 Tie',
      '5 B, slightly better',
      '6 B, better',
      '7 B, far better',
    ])
  })

  test('without strength 1 is A, 2 tie, 3 B; without ties the count closes up', () => {
    expect(stepsOf({ strength: false, tie: true }).map(({ key, label }) => key + label)).toEqual(['1A', '2Tie', '3B'])
    expect(stepsOf({ strength: false, tie: false }).map(({ key, label }) => key + label)).toEqual(['1A', '2B'])
    expect(stepsOf({ strength: true, tie: false })).toHaveLength(6)
  })
})

test('whatever order was shown, the stored answer names the response that stood on the chosen side', () => {
  fc.assert(
    fc.property(config, order, fc.nat(), (own, shown, pick) => {
      const steps = stepsOf(own)
      const step = steps[pick % steps.length]
      if (!step) throw new Error('no step')
      const judgement = { ...atStep(nothing, step, shown), rationale: own.rationale === 'off' ? '' : 'because' }
      const { answer, draft } = stateOf(judgement, own, shown)
      const shownFirst = shown[0] === 0 ? 'a' : 'b'
      if (step.side === null) expect(answer?.choice).toBe('tie')
      else expect(answer?.choice === shownFirst).toBe(step.side === 'first')
      expect(answer?.strength ?? null).toBe(step.strength)
      expect(answerFor(payload, own).parse(answer)).toEqual(answer)
      expect(stepAt(fromDraft(draft, own), own, shown)).toEqual(step)
    }),
  )
})

test('the side of a response is the side it stood on', () => {
  fc.assert(
    fc.property(order, fc.constantFrom('first', 'second'), (shown, side) => {
      expect(sideOf(choiceAt(side, shown), shown)).toBe(side)
    }),
  )
})

test('an aspect steps through A, =, B of the sides shown and back to nothing', () => {
  let judgement = nothing
  const seen = []
  for (let press = 0; press < 4; press++) {
    judgement = stepAspect(judgement, 'Helpful', [1, 0])
    seen.push(judgement.aspects.Helpful)
  }
  expect(seen).toEqual(['b', 'tie', 'a', undefined])
})

test('what is missing is said, and then nothing is sent', () => {
  expect(stateOf(nothing, defaultConfig, [0, 1])).toMatchObject({
    answer: null,
    missing: 'Choose A, B, tie or both bad.',
  })
  const asked: Config = { ...defaultConfig, rationale: 'required' }
  expect(stateOf(bothBad(nothing), asked, [0, 1])).toMatchObject({ answer: null, missing: 'Write why.' })
  expect(stateOf({ ...bothBad(nothing), rationale: 'x' }, asked, [0, 1]).answer).toEqual({
    choice: 'both-bad',
    rationale: 'x',
  })
})

test('both bad takes the strength away, a reason and aspects stay', () => {
  const [farA] = stepsOf(defaultConfig)
  if (!farA) throw new Error('no step')
  const before = withAspect({ ...atStep(nothing, farA, [0, 1]), rationale: 'why' }, 'Helpful', 'a')
  expect(bothBad(before)).toEqual({ choice: 'both-bad', strength: null, rationale: 'why', aspects: { Helpful: 'a' } })
})

test('a draft that is not one, or says what the project no longer offers, begins afresh', () => {
  const drafts: Json[] = [
    null,
    'a',
    [],
    { choice: 'left' },
    { choice: 'a', strength: 9, aspects: [] },
    { choice: 'tie' },
  ]
  const read = drafts.map((draft) => fromDraft(draft, { ...defaultConfig, tie: false }).choice)
  expect(read).toEqual([null, null, null, null, 'a', null])
})
