import fc from 'fast-check'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { expect, test } from 'vitest'
import type { Column, Row } from '@/lib/core/export/contract'
import { ParquetTable } from './parquet-table'

const columns: Column[] = [
  { name: 'id', type: 'string', about: '' },
  { name: 'n', type: 'int', about: '' },
  { name: 'share', type: 'double', about: '' },
  { name: 'sure', type: 'boolean', about: '' },
  { name: 'free', type: 'json', about: '' },
  { name: 'label', type: { names: ['good', 'bad'] }, about: '' },
  { name: 'tags', type: { list: 'string' }, about: '' },
  {
    name: 'turns',
    type: {
      list: {
        struct: [
          { name: 'role', type: 'string', about: '' },
          { name: 'scores', type: { list: 'double' }, about: '' },
        ],
      },
    },
    about: '',
  },
  { name: 'box', type: { struct: [{ name: 'x', type: 'int', about: '' }] }, about: '' },
]

async function bytesOf(table: Column[], rows: readonly Row[], options = {}): Promise<ArrayBuffer> {
  const parts: Uint8Array[] = []
  const file = new ParquetTable(table, async (bytes) => void parts.push(bytes.slice()), options)
  for (let at = 0; at < rows.length; at += 7) await file.add(rows.slice(at, at + 7))
  await file.finish()
  const whole = Buffer.concat(parts)
  return whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.byteLength)
}

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null })
const text = fc.string({ unit: 'grapheme' })
const real = fc.double({ noNaN: true, noDefaultInfinity: true })
const rowsOfAll = fc.array(
  fc.record({
    id: maybe(text),
    n: maybe(fc.maxSafeInteger()),
    share: maybe(real),
    sure: maybe(fc.boolean()),
    free: maybe(text),
    label: maybe(fc.constantFrom('good', 'bad')),
    tags: maybe(fc.array(maybe(text), { maxLength: 3 })),
    turns: maybe(
      fc.array(maybe(fc.record({ role: maybe(text), scores: maybe(fc.array(maybe(real), { maxLength: 3 })) })), {
        maxLength: 3,
      }),
    ),
    box: maybe(fc.record({ x: maybe(fc.integer()) })),
  }),
  { maxLength: 20 },
)

/** BigInt as the reader gives it back to the number that was written. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value ?? null
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]))
}

test('every value comes back as it was written: nulls, Unicode, empty lists, lists of structs of lists', async () => {
  await fc.assert(
    fc.asyncProperty(rowsOfAll, async (rows) => {
      const file = await bytesOf(columns, rows)
      const read: unknown[] = rows.length === 0 ? [] : await parquetReadObjects({ file })
      expect(read.map(plain)).toEqual(plain(rows))
    }),
    { numRuns: 150 },
  )
})

test('the same rows give the same bytes, and a table without rows can be read', async () => {
  const rows = [
    { id: 'a', tags: [] },
    { id: 'b', n: 3 },
  ]
  expect(Buffer.from(await bytesOf(columns, rows))).toEqual(Buffer.from(await bytesOf(columns, rows)))
  const metadata = parquetMetadata(await bytesOf(columns, []))
  expect(metadata.num_rows).toBe(0n)
  expect(metadata.schema.length).toBeGreaterThan(columns.length)
})

test('many rows are written in groups of bounded size', async () => {
  const rows = Array.from({ length: 25_000 }, (_, n) => ({ n }))
  const file = await bytesOf([{ name: 'n', type: 'int', about: '' }], rows)
  expect(parquetMetadata(file).row_groups.map(({ num_rows }) => num_rows)).toEqual([10_000n, 10_000n, 5_000n])
  expect((await parquetReadObjects({ file })).map(plain)).toEqual(rows)
  const long = 'x'.repeat(2 ** 20)
  const large = await bytesOf(
    [{ name: 'id', type: 'string', about: '' }],
    Array.from({ length: 40 }, () => ({ id: long })),
  )
  expect(parquetMetadata(large).row_groups.length).toBe(3)
})

test('as a dataset, labels are numbers with their names, and media are bytes and path', async () => {
  const media = { bytes: Uint8Array.of(1, 0, 255), path: 'cat.png' }
  const table: Column[] = [
    { name: 'image', type: { media: 'image' }, about: '' },
    { name: 'label', type: { names: ['good', 'bad'] }, about: '' },
  ]
  const rows = [
    { image: 'media/cat.png', label: 'bad' },
    { image: null, label: null },
  ]
  const file = await bytesOf(table, rows, { style: 'dataset', media: () => media })
  expect((await parquetReadObjects({ file, utf8: false })).map(plain)).toMatchObject([
    { image: { bytes: { 0: 1, 1: 0, 2: 255 }, path: 'cat.png' }, label: 1 },
    { image: null, label: null },
  ])
  const kept = parquetMetadata(file).key_value_metadata?.find(({ key }) => key === 'huggingface')
  const features = { image: { _type: 'Image' }, label: { names: ['good', 'bad'], _type: 'ClassLabel' } }
  expect(JSON.parse(kept?.value ?? '')).toEqual({ info: { features } })
})

test.each([
  [{ n: 1.5 }],
  [{ n: '1' }],
  [{ share: Number.NaN }],
  [{ label: 'other' }],
  [{ tags: 'a' }],
  [{ box: [1] }],
  [{ id: 3 }],
])('what does not fit its column is refused: %o', async (row) => {
  await expect(bytesOf(columns, [row], { style: 'dataset' })).rejects.toThrow(/cannot hold/)
})
