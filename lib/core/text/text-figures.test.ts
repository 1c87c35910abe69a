import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Unit } from '@/lib/core/agreement/figure'
import { textFigures } from './text-figures'
import type { TextValue } from './text-value'

function unit(item: string, texts: Record<string, TextValue>): Unit<TextValue> {
  return { item, ratings: Object.entries(texts).map(([annotator, value]) => ({ annotator, value })) }
}

const talk = [
  unit('t1', { gold: 'the cat sat on the mat', ann: 'the cat sat on a mat', bob: 'a cat sat on the mat' }),
  unit('t2', { gold: 'hello world', ann: 'hello word', bob: 'hello big world' }),
  unit('t3', { gold: 'to be or not to be', bob: 'to be or not to bee' }),
  unit('t4', { gold: 'nothing', ann: 'nothing' }),
  unit('t5', { ann: 'no reference here', bob: 'no reference there' }),
  unit('t6', { ann: 'alone' }),
]

describe('text figures', () => {
  test('error rates equal jiwer 4.0.0: pooled by default, the mean over texts for macro', () => {
    const pooled = textFigures(talk, { reference: 'gold' })
    expect(pooled.wer).toMatchObject({ n_items: 4, n_pairable: 10, reason: null })
    expect(pooled.wer?.value).toBeCloseTo(0.21739130434782608, 12)
    expect(pooled.wer?.details).toMatchObject({ edits: 5, n_reference: 23 })
    expect(pooled.cer?.value).toBeCloseTo(0.13186813186813187, 12)
    expect(pooled.cer?.details).toMatchObject({ edits: 12, n_reference: 91 })
    const macro = textFigures(talk, { reference: 'gold', average: 'macro', measures: ['wer', 'cer'] })
    expect(macro.wer?.value).toBeCloseTo(0.25, 12)
    expect(macro.cer?.value).toBeCloseTo(0.1304713804713805, 12)
  })

  test('similarities equal those from nltk 3.10.4 edit_distance', () => {
    const names = ['word-similarity', 'character-similarity']
    const macro = textFigures(talk, { measures: names })
    expect(macro['word-similarity']?.value).toBeCloseTo(0.7555555555555555, 12)
    expect(macro['character-similarity']?.value).toBeCloseTo(0.894120148856991, 12)
    const micro = textFigures(talk, { measures: names, average: 'micro' })
    expect(micro['word-similarity']?.value).toBeCloseTo(0.7222222222222222, 12)
    expect(micro['character-similarity']?.value).toBeCloseTo(0.8389261744966443, 12)
  })

  test('alpha equals krippendorff 0.9.0 with a custom metric and nltk AnnotationTask.alpha', () => {
    const measures = ['krippendorff-alpha']
    expect(textFigures(talk, { measures })['krippendorff-alpha']?.value).toBeCloseTo(0.708100558659218, 12)
    const byCharacter = textFigures(talk, { measures, distance: 'character' })
    expect(byCharacter['krippendorff-alpha']?.value).toBeCloseTo(0.8294971756573164, 12)
  })

  test('passing over case and punctuation makes texts that differ in them the same', () => {
    const spoken = [unit('t1', { gold: 'Hello, World!', ann: 'hello world' })]
    expect(textFigures(spoken, { reference: 'gold' }).wer?.value).toBe(1)
    expect(textFigures(spoken, { reference: 'gold', ignore: ['case', 'punctuation'] }).wer?.value).toBe(0)
  })

  test('error rates come only with a reference, segment figures only with segments', () => {
    expect(Object.keys(textFigures(talk))).toEqual(['krippendorff-alpha', 'word-similarity', 'character-similarity'])
    const timed = [unit('t1', { ann: { text: 'a', segments: [] }, bob: 'a' })]
    expect(Object.keys(textFigures(timed, { reference: 'gold' })).slice(3)).toEqual([
      'wer',
      'cer',
      'segment-soft-f1',
      'segment-f1@0.5',
    ])
  })
})

describe('documented answers', () => {
  test('without the reference, or with it alone, the error rate is null and says so', () => {
    const wer = (units: Unit<TextValue>[], reference?: string) =>
      textFigures(units, { measures: ['wer'], reference }).wer
    expect(wer(talk)).toMatchObject({ value: null, reason: 'no-reference' })
    expect(wer(talk, 'nobody')).toMatchObject({ value: null, reason: 'no-reference' })
    expect(wer([unit('t1', { gold: 'alone' })], 'gold')).toMatchObject({ value: null, reason: 'no-reference' })
  })

  test('an empty reference gives the number of insertions, two empty texts 0', () => {
    const empty = (text: string) =>
      textFigures([unit('t1', { gold: '', ann: text })], { reference: 'gold', measures: ['wer'] }).wer?.value
    expect(empty('two words')).toBe(2)
    expect(empty(' ')).toBe(0)
  })

  test('no overlap: null because no values pair; only equal texts: alpha null for lack of variation', () => {
    expect(textFigures([unit('t1', { ann: 'a' })])['krippendorff-alpha']).toMatchObject({
      value: null,
      reason: 'no-pairable-values',
    })
    expect(textFigures([])['word-similarity']).toMatchObject({ value: null, reason: 'no-pairable-values' })
    const same = textFigures([unit('t1', { ann: 'a', bob: 'a' })])
    expect(same['krippendorff-alpha']).toMatchObject({ value: null, reason: 'no-variation' })
    expect(same['word-similarity']?.value).toBe(1)
  })

  test('segments: an empty list is an answer, no list is none', () => {
    const whole = { text: 'a b', segments: [{ start: 0, end: 10 }] }
    const halves = {
      text: 'a b',
      segments: [
        { start: 0, end: 4 },
        { start: 4, end: 10 },
      ],
    }
    const figures = textFigures([
      unit('t1', { ann: whole, bob: halves, cy: 'a b' }),
      unit('t2', { ann: { text: '', segments: [] }, bob: { text: '', segments: [] } }),
    ])
    expect(figures['segment-soft-f1']).toMatchObject({ n_items: 2, n_pairable: 4, n_annotators: 2 })
    expect(figures['segment-soft-f1']?.value).toBeCloseTo((0.4 + 1) / 2, 12)
    expect(figures['segment-f1@0.5']?.value).toBeCloseTo((2 / 3 + 1) / 2, 12)
    const none = textFigures([unit('t1', { ann: 'a', bob: 'a' })], { measures: ['segment-f1@0.75'] })
    expect(none['segment-f1@0.75']).toMatchObject({ value: null, reason: 'no-pairable-values' })
  })

  test('an unknown measure and a segment without length are refused', () => {
    expect(() => textFigures(talk, { measures: ['mer'] })).toThrow(/no measure mer/)
    const flat = { text: '', segments: [{ start: 2, end: 2 }] }
    expect(() => textFigures([unit('t1', { ann: flat, bob: flat })])).toThrow(/Segment 1/)
  })
})

test('pairs: the reference against each other annotator', () => {
  const figure = textFigures(talk, { reference: 'gold', measures: ['wer'], pairs: true }).wer
  expect(figure?.details.pairs).toEqual([
    { annotators: ['gold', 'ann'], value: 2 / 9, n_items: 3 },
    { annotators: ['gold', 'bob'], value: 3 / 14, n_items: 3 },
  ])
})

test('the order of items and annotators changes no figure, nor its seeded interval', () => {
  const options = { bootstrap: 100, seed: 3, reference: 'gold' }
  const reference = textFigures(talk, options)
  fc.assert(
    fc.property(fc.shuffledSubarray(talk, { minLength: talk.length }), (shuffled) => {
      const turned = shuffled.map((item) => ({ ...item, ratings: item.ratings.toReversed() }))
      for (const [name, figure] of Object.entries(textFigures(turned, options))) {
        expect(figure.value).toBeCloseTo(reference[name]?.value ?? Number.NaN, 12)
        expect(figure.ci).toEqual(reference[name]?.ci)
      }
    }),
    { numRuns: 20 },
  )
})
