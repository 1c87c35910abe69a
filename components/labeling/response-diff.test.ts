import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareWords } from './response-diff'

test('words that only this text has are marked', () => {
  expect(compareWords('Use SVG here.', 'Use canvas here.')).toEqual([
    { text: 'Use ', own: false },
    { text: 'SVG', own: true },
    { text: ' here.', own: false },
  ])
})

test('comparing never changes the text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (own, other) => {
      expect(
        compareWords(own, other)
          ?.map(({ text }) => text)
          .join(''),
      ).toBe(own)
    }),
  )
})

test('texts too long or too different to compare in time are left alone', () => {
  expect(compareWords('a'.repeat(50_000), 'b')).toBeNull()
  const started = performance.now()
  const words = (seed: number) =>
    Array.from({ length: 6000 }, (_, place) => ((place * seed) % 7919).toString(36)).join(' ')
  compareWords(words(31), words(37))
  expect(performance.now() - started).toBeLessThan(3000)
})
