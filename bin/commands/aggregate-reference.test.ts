import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { concord, fileMaker } from './run-command.fixture'

const file = fileMaker()
const lines = (...rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

async function result(args: string[], input = ''): Promise<Record<string, unknown>> {
  const { out, code } = await concord(['aggregate', ...args, '--json'], input)
  expect(code).toBe(0)
  return z.record(z.string(), z.unknown()).parse(JSON.parse(out))
}

const about = { method: z.string(), reason: z.string().nullable(), note: z.string().nullable() }
const share = z.record(z.string(), z.number())
const strengths = z
  .record(
    z.string(),
    z.object({ value: z.number(), se: z.number(), ci: z.tuple([z.number(), z.number()]), rating: z.number() }).strict(),
  )
  .nullable()
const components = z.object({ strong: z.number().int(), weak: z.number().int() }).strict()

const votes = file(
  'votes.csv',
  'item,annotator,value,gold\n1,a,x,x\n1,b,x,\n1,c,y,\n2,a,y,\n2,b,x,y\n2,c,y,\n3,a,y,\n3,b,x,x\n4,c,,\n',
)
const battles = file(
  'battles.jsonl',
  lines(
    ...'pq qp pq qr rq qr rp pr rp'.split(' ').map((pair, item) => ({
      item,
      annotator: `j${item % 2}`,
      value: item % 4 === 3 ? 'tie (bothbad)' : item % 3 === 2 ? 'model_b' : 'model_a',
      model_a: pair[0],
      model_b: pair[1],
      shown_first: item % 2 ? 'a' : 'b',
      strength: 1 + (item % 2),
    })),
  ),
)
const rankings = file(
  'rankings.jsonl',
  lines(
    { item: 1, annotator: 'x', value: ['r1', 'r2', 'r3'] },
    { item: 1, annotator: 'y', value: { r1: 3, r2: 1, r3: 2 } },
    { item: 1, annotator: 'z', value: ['r3', 'r1', 'r2'] },
  ),
)

describe('--json has the members of the reference, method by method', () => {
  test('majority', async () => {
    const item = z
      .object({ value: z.string().nullable(), top: z.array(z.string()), share, n: z.number().int() })
      .strict()
    const shape = z.object({ ...about, items: z.record(z.string(), item) }).strict()
    const { items } = shape.parse(await result([votes, '--method', 'majority']))
    expect(items['1']).toEqual({ value: 'x', top: ['x'], share: { x: 2 / 3, y: 1 / 3 }, n: 3 })
    expect(items['3']).toMatchObject({ value: null, top: ['x', 'y'] })
    expect(items['4']).toEqual({ value: null, top: [], share: {}, n: 0 })
  })

  test('dawid-skene, with smoothing as an option', async () => {
    const item = z
      .object({ value: z.string().nullable(), top: z.array(z.string()), posterior: share.nullable() })
      .strict()
    const shape = z
      .object({
        ...about,
        classes: z.array(z.string()),
        class_marginals: share,
        confusion: z.record(z.string(), z.record(z.string(), share.nullable())),
        log_likelihood: z.number(),
        iterations: z.number().int(),
        converged: z.literal(true),
        last_change: z.number(),
        items: z.record(z.string(), item),
      })
      .strict()
    const plain = shape.parse(await result([votes, '--method', 'dawid-skene']))
    expect(plain.classes).toEqual(['x', 'y'])
    expect(plain.items['4']).toEqual({ value: null, top: [], posterior: null })
    const smooth = shape.parse(await result([votes, '--method', 'dawid-skene', '--smoothing', '1']))
    expect(smooth.confusion.a).not.toEqual(plain.confusion.a)
  })

  test('mace', async () => {
    const shape = z.object({
      annotators: z.record(z.string(), z.object({ competence: z.number() }).strict()),
      items: z.record(
        z.string(),
        z.object({ value: z.string().nullable(), top: z.array(z.string()), posterior: share.nullable() }).strict(),
      ),
    })
    expect(Object.keys(shape.parse(await result([votes, '--method', 'mace'])).annotators)).toEqual(['a', 'b', 'c'])
  })

  test('bradley-terry: every option of the reference', async () => {
    const shape = z
      .object({
        ...about,
        exists: z.boolean(),
        components,
        ranks: z.record(z.string(), z.tuple([z.number(), z.number()])).nullable(),
        strengths,
        order_effect: z.object({ value: z.number().nullable(), se: z.number().nullable() }).strict().nullable(),
        ties: z.looseObject({ model: z.string() }),
        log_likelihood: z.number().nullable(),
        n: z.number().int(),
      })
      .strict()
    const fitted = async (...args: string[]) =>
      shape.parse(await result([battles, '--type', 'preference', '--method', 'bradley-terry', ...args]))
    const plain = await fitted()
    expect(plain).toMatchObject({ exists: true, components: { strong: 1, weak: 1 }, order_effect: null, n: 9 })
    expect(plain.ties).toMatchObject({ model: 'davidson', nu: expect.any(Number) })
    const { value = 0, rating } = plain.strengths?.p ?? {}
    expect(rating).toBeCloseTo(1000 + (400 / Math.LN10) * value, 9)
    expect((await fitted('--ties', 'rao-kupper')).ties).toMatchObject({ theta: expect.any(Number) })
    expect((await fitted('--ties', 'half')).ties.model).toBe('half')
    expect((await fitted('--ties', 'drop')).n).toBe(7)
    expect((await fitted('--both-bad', 'drop')).n).toBe(7)
    expect((await fitted('--order-effect')).order_effect?.value).toEqual(expect.any(Number))
    expect((await fitted('--strength', '--ties', 'drop')).n).toBe(7)
    const ranked = shape.parse(await result([rankings, '--type', 'ranking', '--method', 'bradley-terry']))
    expect(ranked.n).toBe(9)
    const oneSided = file('one.csv', 'item,annotator,value\n1,x,a\n2,x,a\n')
    const none = shape.parse(await result([oneSided, '--method', 'bradley-terry']))
    expect(none).toMatchObject({ exists: false, strengths: null, reason: 'not-strongly-connected' })
    const penalised = shape.parse(await result([oneSided, '--method', 'bradley-terry', '--penalty', '0.1']))
    expect(penalised).toMatchObject({ exists: false, reason: null })
    expect(penalised.strengths?.a?.value).toBeGreaterThan(0)
    const empty = file('empty.jsonl', '')
    expect(await result([empty, '--method', 'bradley-terry'])).toMatchObject({
      strengths: null,
      reason: 'no-comparisons',
    })
  })

  test('plackett-luce and borda', async () => {
    const shape = z.object({
      exists: z.boolean(),
      strengths,
      log_likelihood: z.number().nullable(),
      n: z.number().int(),
    })
    expect(shape.parse(await result([rankings, '--method', 'plackett-luce']))).toMatchObject({ exists: true, n: 3 })
    expect(await result([rankings, '--method', 'borda'])).toMatchObject({ scores: { r1: 1, r2: 1, r3: 1 } })
  })

  test('medoid, rover and box-fusion', async () => {
    const talk = file(
      'talk.jsonl',
      lines(...['the cat', 'the cat', 'a cat'].map((value, a) => ({ item: 1, annotator: `p${a}`, value }))),
    )
    const item = z
      .object({
        value: z.string().nullable(),
        annotators: z.array(z.string()),
        scores: z.record(z.string(), z.number().nullable()),
      })
      .strict()
    const shape = z.object({ items: z.record(z.string(), item) })
    expect(shape.parse(await result([talk, '--method', 'medoid'])).items['1']).toEqual({
      value: 'the cat',
      annotators: ['p0', 'p1'],
      scores: { p0: 0.75, p1: 0.75, p2: 0.5 },
    })
    expect(shape.parse(await result([talk, '--method', 'rover'])).items['1']?.value).toBe('the cat')
    const box = { label: 'cat', x: 0, y: 0, width: 4, height: 4 }
    const boxes = file(
      'boxes.jsonl',
      lines({ item: 1, annotator: 'a', value: [box] }, { item: 1, annotator: 'b', value: [{ ...box, height: 2 }] }),
    )
    expect(await result([boxes, '--method', 'box-fusion'])).toMatchObject({
      items: { 1: { value: [{ ...box, height: 3, votes: 2 }] } },
    })
    expect(await result([boxes, '--method', 'box-fusion', '--iou', '0.51'])).toMatchObject({
      items: { 1: { value: [{ votes: 1 }, { votes: 1 }] } },
    })
  })
})

test('--gold adds the accuracy; a tie that holds the truth counts 1/k', async () => {
  const { accuracy } = await result([votes, '--method', 'majority', '--gold', 'gold'])
  expect(accuracy).toEqual({ value: 2.5 / 3, ci: [expect.any(Number), expect.any(Number)], n: 3, ties: 1 })
})

test('- reads JSON lines, --by splits, and without --json there is a table', async () => {
  const input = lines(
    { item: 1, annotator: 'a', value: 'x', batch: 'one' },
    { item: 2, annotator: 'a', value: 'y', batch: 'two' },
  )
  expect(await result(['-', '--method', 'majority', '--by', 'batch'], input)).toMatchObject({
    one: { items: { 1: { value: 'x' } } },
    two: { items: { 2: { value: 'y' } } },
  })
  expect((await concord(['aggregate', votes, '--method', 'majority'])).out).toContain('majority')
})

test('the order of lines changes nothing; the seed decides MACE and is 1 unless given', async () => {
  const rows = 'a,x b,x c,y'
    .split(' ')
    .flatMap((pair, place) => [1, 2, 3].map((item) => `${item},${pair}${(item * place) % 3 === 1 ? 'x' : ''}`))
  const there = file('there.csv', `item,annotator,value\n${rows.join('\n')}\n`)
  const back = file('back.csv', `item,annotator,value\n${rows.toReversed().join('\n')}\n`)
  for (const method of ['majority', 'dawid-skene', 'mace'])
    expect(await result([back, '--method', method])).toEqual(await result([there, '--method', method]))
  expect(await result([there, '--method', 'mace'])).toEqual(await result([there, '--method', 'mace', '--seed', '1']))
})

test.each<[string, string[], RegExp]>([
  ['an unknown method', [votes, '--method', 'guess'], /--method guess: choose from/],
  ['no method', [votes], /required option '--method/],
  ['an option of another method', [votes, '--method', 'majority', '--penalty', '1'], /--penalty says nothing/],
  ['an unknown option', [votes, '--method', 'majority', '--nonsense'], /unknown option '--nonsense'/],
  [
    'a missing column',
    [votes, '--method', 'majority', '--value', 'vote'],
    /votes\.csv, line 2, field “vote”.*--value COLUMN/,
  ],
])('%s: a sentence on standard error, nothing on standard output, exit 2', async (_, args, sentence) => {
  const ran = await concord(['aggregate', ...args, '--json'])
  expect(ran).toMatchObject({ out: '', code: 2 })
  expect(ran.error).toMatch(sentence)
})
