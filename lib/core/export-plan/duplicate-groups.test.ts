import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DuplicateFinder, nearlyTheSame } from './duplicate-groups'
import { bands, resemblance, writeSignature } from './minhash'
import { normalised, shingles } from './shingles'
import { splitter } from './splits'
import { textHash } from './text-hash'

const words =
  'river stone lamp green seven paper window quiet north apple engine cloud market silver dance winter'.split(' ')
const textOf = (numbers: readonly number[]) => numbers.map((number) => words[number % words.length]).join(' ')
const numbers = fc.array(fc.nat(15), { minLength: 1, maxLength: 60 })

function groupsOf(texts: readonly string[], near = true) {
  const finder = new DuplicateFinder({ near, expected: 1 })
  for (const text of texts) finder.add(text, text)
  return finder.groups()
}

function jaccard(a: string, b: string): number {
  const [one, other] = [new Set(shingles(a)), new Set(shingles(b))]
  const shared = [...one].filter((hash) => other.has(hash)).length
  return shared / (one.size + other.size - shared)
}

test('the hash is MurmurHash3: the values of its reference implementation over the same bytes', () => {
  // MurmurHash3_x86_32 over UTF-16LE: published values, and two by a second implementation in Python that gives the published ones.
  expect(textHash('', 1)).toBe(0x514e28b7)
  expect(textHash('\u4321\u8765', 0)).toBe(0xf55b516b)
  expect(textHash('hello', 7)).toBe(0xaeefe185)
  expect(textHash('café 東京', 7)).toBe(0x1e35cd79)
})

test('the resemblance of two signatures is near the Jaccard index of their shingles', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(15), { minLength: 30, maxLength: 60 }),
      fc.nat(29),
      fc.nat(15),
      (given, place, other) => {
        const one = textOf(given)
        const two = textOf(given.with(place, other))
        const signatures = new Uint32Array(2 * bands)
        writeSignature(one, signatures, 0)
        writeSignature(two, signatures, bands)
        // Five standard errors.
        expect(Math.abs(resemblance(signatures, 0, bands) - jaccard(one, two))).toBeLessThan(0.24)
      },
    ),
  )
})

test('case, white space, punctuation and composition make no other text; nothing but a word changed in a long text is nearly the same', () => {
  const long = textOf(Array.from({ length: 80 }, (_, index) => (index * 7 + (index >> 3)) % 16))
  const { first } = groupsOf([
    long,
    `  ${long.toUpperCase()}\n!`,
    long.replace(/^\w+/, 'other'),
    textOf([1, 2, 3]),
    'caf\u00e9',
    'cafe\u0301',
  ])
  expect([...first]).toEqual([0, 0, 0, 3, 4, 4])
  expect(normalised(' Ａ\tb ')).toBe('a b')
})

test('texts in scripts without spaces are compared by their characters', () => {
  const one = '東京は日本の首都であり、世界でも有数の大都市として知られています。多くの人々がここで暮らしています。'
  const two = `${one.slice(0, -1)}よ。`
  expect([...groupsOf([one, two, '大阪は西日本の中心です。', 'ภาษาไทยไม่มีช่องว่าง']).first]).toEqual([0, 0, 2, 3])
})

test('equal texts are always one group, and near ones are left apart where only equal ones are asked for', () => {
  fc.assert(
    fc.property(fc.array(numbers, { maxLength: 30 }), (lists) => {
      const texts = lists.map(textOf)
      const { first } = groupsOf(texts, false)
      texts.forEach((text, place) => {
        expect(first[place]).toBe(texts.indexOf(text))
      })
    }),
  )
})

test('the first of each group stands before the others and stands for itself; the smallest hash is one for the group', () => {
  fc.assert(
    fc.property(fc.array(numbers, { maxLength: 40 }), (lists) => {
      const { first, smallest } = groupsOf(lists.map(textOf))
      first.forEach((root, place) => {
        expect(root).toBeLessThanOrEqual(place)
        expect(first[root]).toBe(root)
        expect(smallest[root]).toBe(smallest[place])
      })
    }),
  )
})

test('nothing that resembles too little is joined directly: two texts of one group of two are near', () => {
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      const texts = [textOf(a), textOf(b)]
      const { first } = groupsOf(texts)
      if (first[1] === 0 && texts[0] !== texts[1])
        expect(jaccard(texts[0] ?? '', texts[1] ?? '')).toBeGreaterThan(nearlyTheSame - 0.24)
    }),
  )
})

test('order does not decide who belongs together', () => {
  fc.assert(
    fc.property(fc.array(numbers, { maxLength: 25 }), (lists) => {
      const texts = lists.map(textOf)
      const forwards = groupsOf(texts).smallest
      const backwards = groupsOf(texts.toReversed()).smallest
      expect([...backwards].toReversed()).toEqual([...forwards])
    }),
  )
})

const shares = fc
  .tuple(fc.nat(10), fc.nat(10), fc.nat(10), fc.string({ maxLength: 8 }))
  .filter(([a, b, c]) => a + b + c > 0)
  .map(([a, b, c, seed]) => ({ train: a / (a + b + c), validation: b / (a + b + c), test: c / (a + b + c), seed }))

test('no text and no near-duplicate is in two parts, for any texts and any shares', () => {
  fc.assert(
    fc.property(fc.array(numbers, { maxLength: 40 }), shares, (lists, parts) => {
      const { first, smallest } = groupsOf(lists.map(textOf))
      const of = splitter(parts)
      const split = Array.from(smallest, of)
      first.forEach((root, place) => {
        expect(split[place]).toBe(split[root])
      })
      for (const part of split) expect(parts[part]).toBeGreaterThan(0)
    }),
  )
})

test('new texts move none of the old unless they join their group', () => {
  fc.assert(
    fc.property(
      fc.array(numbers, { minLength: 1, maxLength: 20 }),
      fc.array(numbers, { maxLength: 20 }),
      shares,
      (old, added, parts) => {
        const of = splitter(parts)
        const before = groupsOf(old.map(textOf))
        const after = groupsOf([...old, ...added].map(textOf))
        old.forEach((_, place) => {
          if (before.smallest[place] !== after.smallest[place]) return
          expect(of(after.smallest[place] ?? 0n)).toBe(of(before.smallest[place] ?? 0n))
        })
        const joined = new Set([...after.first.slice(old.length)])
        old.forEach((_, place) => {
          if (!joined.has(after.first[place] ?? -1)) expect(after.smallest[place]).toBe(before.smallest[place])
        })
      },
    ),
  )
})

test('parts are as large as asked, and another seed divides otherwise', () => {
  const keys = Array.from(
    { length: 20_000 },
    (_, index) => (BigInt(textHash(`a${index}`, 1)) << 32n) | BigInt(textHash(`a${index}`, 2)),
  )
  const split = keys.map(splitter({ train: 0.8, validation: 0.05, test: 0.15, seed: 'x' }))
  const share = (part: string) => split.filter((own) => own === part).length / split.length
  // Four standard errors at most.
  expect(Math.abs(share('train') - 0.8)).toBeLessThan(0.012)
  expect(Math.abs(share('validation') - 0.05)).toBeLessThan(0.0065)
  expect(Math.abs(share('test') - 0.15)).toBeLessThan(0.011)
  const other = keys.map(splitter({ train: 0.8, validation: 0.05, test: 0.15, seed: 'y' }))
  expect(other.filter((part, index) => part === split[index]).length / split.length).toBeLessThan(0.75)
})
