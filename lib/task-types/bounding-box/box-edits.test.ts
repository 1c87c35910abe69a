import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromDraft, toDraft } from './box-draft'
import { answerOf, type BoxAction, type BoxEdits, editBoxes, startEdits } from './box-edits'
import { samples } from './samples'
import { answerFor, type Config, payloadSchema, type View } from './schema'

const image = { width: 451, height: 300 }
const view: View = { image: { id: 'a', ...image } }
const config: Config = {
  labels: [
    { name: 'Cat', color: 'label-1' },
    { name: 'Eye', color: 'label-2' },
  ],
}
const payload = payloadSchema.parse({ image: samples[0]?.media['images/cat.png'] })
const start = startEdits([], 'Cat', false)
const run = (edits: BoxEdits, ...actions: BoxAction[]) =>
  actions.reduce((state, action) => editBoxes(state, action, image), edits)

const number = fc.double({ min: -600, max: 600, noNaN: true })
const rect = fc.record({ x: number, y: number, width: number, height: number })
const id = fc.integer({ min: 1, max: 8 })
const action: fc.Arbitrary<BoxAction> = fc.oneof(
  { weight: 4, arbitrary: rect.map((drawn) => ({ do: 'draw', rect: drawn }) as const) },
  fc
    .array(rect, { maxLength: 3 })
    .map((rects) => ({ do: 'add', boxes: rects.map((drawn) => ({ ...drawn, label: 'Eye' })) }) as const),
  fc.record({ do: fc.constant('place' as const), id, rect }),
  fc.record({ do: fc.constantFrom('nudge' as const, 'stretch' as const), dx: number, dy: number }),
  fc.record({ do: fc.constant('label' as const), label: fc.constantFrom('Cat', 'Eye') }),
  fc.record({ do: fc.constantFrom('remove' as const, 'hide' as const, 'lock' as const), id }),
  fc.record({ do: fc.constant('select' as const), id: fc.option(id) }),
  fc.record({
    do: fc.constantFrom('cycle' as const, 'reorder' as const),
    step: fc.constantFrom(1 as const, -1 as const),
  }),
  fc.constantFrom<BoxAction>({ do: 'undo' }, { do: 'redo' }, { do: 'nothing' }),
)

describe('whatever is done', () => {
  test('every answer is one the project takes, and every id is there once', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const edits = run(start, ...actions)
        const answer = answerOf(edits)
        if (answer) expect(answerFor(payload, config).parse(answer)).toEqual(answer)
        expect(new Set(edits.boxes.map((box) => box.id)).size).toBe(edits.boxes.length)
        if (edits.selectedId !== null) expect(edits.boxes.map((box) => box.id)).toContain(edits.selectedId)
      }),
    )
  })

  test('undoing everything and doing it again brings back the same boxes', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const edits = run(start, ...actions)
        const steps = edits.past.length
        const undone = run(edits, ...Array.from({ length: steps }, () => ({ do: 'undo' }) as const))
        expect(undone.boxes).toEqual([])
        const again = run(undone, ...Array.from({ length: steps }, () => ({ do: 'redo' }) as const))
        expect({ boxes: again.boxes, nothing: again.nothing }).toEqual({ boxes: edits.boxes, nothing: edits.nothing })
      }),
    )
  })

  test('a draft brings back the same boxes', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const edits = run(start, ...actions)
        const back = fromDraft(JSON.parse(JSON.stringify(toDraft(edits))), config, view)
        expect(answerOf(back)).toEqual(answerOf(edits))
        expect(back.boxes.map((box) => [box.hidden, box.locked])).toEqual(
          edits.boxes.map((box) => [box.hidden, box.locked]),
        )
        expect(back.label).toBe(edits.label)
      }),
    )
  })
})

const box = { x: 10, y: 20, width: 30, height: 40 }

test('an empty picture is no answer until somebody says that there is nothing to box', () => {
  expect(answerOf(start)).toBeNull()
  expect(answerOf(run(start, { do: 'nothing' }))).toEqual({ boxes: [] })
  expect(answerOf(run(start, { do: 'draw', rect: box }, { do: 'remove' }))).toBeNull()
})

test('a digit after drawing names the box just drawn and the ones to come', () => {
  const edits = run(start, { do: 'draw', rect: box }, { do: 'label', label: 'Eye' }, { do: 'draw', rect: box })
  expect(edits.boxes.map((drawn) => drawn.label)).toEqual(['Eye', 'Eye'])
})

test('ten presses of an arrow are one step back', () => {
  const nudge = { do: 'nudge', dx: 1, dy: 0 } as const
  const nudged = run(start, { do: 'draw', rect: box }, ...Array.from({ length: 10 }, () => nudge))
  expect(nudged.boxes[0]?.x).toBe(20)
  expect(run(nudged, { do: 'undo' }).boxes[0]?.x).toBe(10)
})

test('a locked box is neither moved, resized nor removed', () => {
  const locked = run(start, { do: 'draw', rect: box }, { do: 'lock' })
  const tried = run(
    locked,
    { do: 'nudge', dx: 5, dy: 5 },
    { do: 'stretch', dx: 5, dy: 5 },
    { do: 'remove' },
    { do: 'place', id: 1, rect: { ...box, x: 0 } },
  )
  expect(tried.boxes).toEqual(locked.boxes)
})

test('cycling goes through every box and then out', () => {
  const two = run(start, { do: 'draw', rect: box }, { do: 'draw', rect: box }, { do: 'select', id: null })
  const next = { do: 'cycle', step: 1 } as const
  const back = { do: 'cycle', step: -1 } as const
  expect(run(two, next).selectedId).toBe(1)
  expect(run(two, next, next).selectedId).toBe(2)
  expect(run(two, next, next, next).selectedId).toBeNull()
  expect(run(two, back).selectedId).toBe(2)
  expect(run(two, back, back, back).selectedId).toBeNull()
})

test('a draft of another picture or with labels of the past loses only what no longer fits', () => {
  const draft = {
    boxes: [
      { label: 'Dog', ...box },
      { label: 'Cat', ...box },
      { label: 'Cat', ...box, x: 440 },
      null,
      { label: 'Cat' },
    ],
    label: 'Dog',
  }
  expect(answerOf(fromDraft(draft, config, view))).toEqual({ boxes: [{ label: 'Cat', ...box }] })
  for (const odd of [null, 'text', 3, [], { boxes: 'x' }]) expect(fromDraft(odd, config, view).boxes).toEqual([])
})
