import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fittingName } from './file-names'
import { safePath } from './format-file'

const bytes = (text: string) => new TextEncoder().encode(text).byteLength

test('no part of a path is longer than a disk takes, leads out, or is kept by a system for itself', () => {
  const piece = fc.constantFrom(
    '..',
    '/',
    '\\',
    'a',
    '猫',
    '👋'.repeat(80),
    'é',
    '.png',
    ' ',
    '.',
    ':',
    '\u0000',
    'CON',
    '\u202E',
  )
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
      const path = `x${pieces.join('')}`
      for (const part of safePath(path).split('/')) {
        expect(bytes(part)).toBeLessThanOrEqual(200)
        expect(part).not.toMatch(/^\.{0,2}$|[\p{Cc}:*?"<>|\\]|[. ]$|^(con|nul)(\.|$)/iu)
        expect(part).not.toMatch(/[\uD800-\uDFFF]/u)
      }
    }),
  )
})

test('the ending of a long name is kept, a short name is left alone', () => {
  expect(fittingName(`${'猫'.repeat(300)}.jpeg`)).toBe(`${'猫'.repeat(65)}.jpeg`)
  expect(fittingName('Größe 1.png')).toBe('Größe 1.png')
  expect(fittingName('nul.txt')).toBe('_nul.txt')
  expect(fittingName('end. .')).toBe('end___')
  expect(fittingName('nul.txt. ')).toBe('_nul.txt__')
  expect(fittingName(`${'a'.repeat(199)}. ${'b'.repeat(30)}`)).toBe(`${'a'.repeat(199)}_`)
})
