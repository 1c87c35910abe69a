import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kindsInTurn, type PersonalKind } from './personal-data'
import { scrubbedText, scrubbedValue } from './scrub'

function scrub(text: string, kinds: readonly PersonalKind[] = kindsInTurn) {
  const counted: Partial<Record<PersonalKind, number>> = {}
  const scrubbed = scrubbedText(text, kinds, {
    count: (kind) => {
      counted[kind] = (counted[kind] ?? 0) + 1
    },
  })
  return { scrubbed, counted }
}

/** Made up, or the makers' own examples that open nothing. */
const found: [PersonalKind, string, string][] = [
  ['email', 'Write to jane.doe+x@mail.example.org, please.', 'Write to [EMAIL], please.'],
  ['email', '<müller@bücher.example>', '<[EMAIL]>'],
  ['phone', 'Call +41 44 668 18 00 now', 'Call [PHONE] now'],
  ['phone', 'Call (213) 373-4253 now', 'Call [PHONE] now'],
  ['card', 'Card 4111 1111 1111 1111.', 'Card [CARD].'],
  ['card', 'Card 378282246310005', 'Card [CARD]'],
  ['ssn', 'SSN 536-90-4399', 'SSN [SSN]'],
  ['key', 'id AKIAIOSFODNN7EXAMPLE;', 'id [KEY];'],
  ['key', `token ghp_${'a1'.repeat(18)}`, 'token [KEY]'],
  ['key', `sk-proj-${'a1B2'.repeat(12)}`, '[KEY]'],
  ['key', `-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----`, '[KEY]'],
]

test.each(found)('%s is found: %s', (kind, text, expected) => {
  expect(scrub(text)).toEqual({ scrubbed: expected, counted: { [kind]: 1 } })
  for (const other of kindsInTurn) if (other !== kind) expect(scrub(text, [other]).counted[kind]).toBeUndefined()
})

test.each([
  'Meet @jane at 10:30 on 2024-01-15.',
  'a@b is no address, and neither is a@b.',
  'Version 1.2.3.4, 12,345,678 people, π ≈ 3.14159265358979',
  'Not issued: 000-12-3456, 666-12-3456, 912-34-5678, 123-00-4567.',
  'Fails its check digit: 4111 1111 1111 1112',
  'sk-learn and sk-something-quite-long-in-words',
  'isbn 978-3-16-148410-0',
])('prose stays as it is: %s', (text) => {
  expect(scrub(text)).toEqual({ scrubbed: text, counted: {} })
})

test('what was scrubbed holds nothing more to scrub, and no text without digits, @ or dashes changes', () => {
  const pieces = fc.constantFrom(...found.map(([, text]) => text), 'and then', '\n', 'été 東京')
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (texts) => {
      const once = scrub(texts.join(' ; ')).scrubbed
      expect(scrub(once)).toEqual({ scrubbed: once, counted: {} })
    }),
    { numRuns: 40 },
  )
  fc.assert(
    fc.property(fc.string(), (text) => {
      const plain = text.replace(/[\p{N}@-]/gu, '')
      expect(scrub(plain).scrubbed).toBe(plain)
    }),
  )
})

test('every string of a value is scrubbed at any depth, keys and exempt objects are not', () => {
  const counted: PersonalKind[] = []
  const value = { 'a@b.example': [{ text: 'x@y.example', n: 1, none: null }], media: { id: 'z@y.example' } }
  const scrubbed = scrubbedValue(value, ['email'], { count: (kind) => counted.push(kind) }, (member) => 'id' in member)
  expect(scrubbed).toEqual({ 'a@b.example': [{ text: '[EMAIL]', n: 1, none: null }], media: { id: 'z@y.example' } })
  expect(counted).toEqual(['email'])
})

test('hostile texts take no long time', () => {
  const started = performance.now()
  for (const piece of ['a', 'a@', '@a.', '4 ', 'sk-a-', 'a.', '-----BEGIN PRIVATE KEY-----', '1-'])
    scrub(piece.repeat(20_000 / piece.length))
  expect(performance.now() - started).toBeLessThan(5_000)
})
