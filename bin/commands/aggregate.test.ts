import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Command } from 'commander'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { registerAggregate } from './aggregate'

const folder = mkdtempSync(path.join(os.tmpdir(), 'aggregate-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

function file(name: string, content: string): string {
  const place = path.join(folder, name)
  writeFileSync(place, content)
  return place
}

const jsonl = (name: string, ...lines: object[]): string =>
  file(name, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))

/** What the command prints; an error prints nothing on standard output. */
async function printed(...args: string[]): Promise<string> {
  let output = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const program = new Command('concord').exitOverride()
  registerAggregate(program)
  try {
    await program.parseAsync(['node', 'concord', 'aggregate', ...args])
  } catch (error) {
    expect(output).toBe('')
    throw error
  }
  return output
}

async function result(...args: string[]): Promise<unknown> {
  return JSON.parse(await printed(...args, '--json'))
}

async function refusal(...args: string[]): Promise<string> {
  try {
    await printed(...args)
  } catch (error) {
    if (error instanceof AppError) {
      expect(error.status).toBe(400)
      return error.message
    }
    return String(error)
  }
  throw new Error('nothing was refused')
}

const votes = `item,annotator,value,gold
1,a,positive,positive
1,b,positive,
2,a,negative,
2,b,neutral,neutral
3,a,,neutral
`

describe('labels', () => {
  test('majority with gold: ties as sets and half right, items without votes left out', async () => {
    expect(await result(file('votes.csv', votes), '--method', 'majority', '--gold', 'gold')).toEqual({
      method: 'majority',
      reason: null,
      note: null,
      accuracy: { value: 0.75, ci: [expect.closeTo(0.1979, 4), expect.closeTo(0.9733, 4)], n: 2, ties: 1 },
      items: {
        1: { value: 'positive', top: ['positive'], share: { positive: 1 }, n: 2 },
        2: { value: null, top: ['negative', 'neutral'], share: { negative: 0.5, neutral: 0.5 }, n: 2 },
        3: { value: null, top: [], share: {}, n: 0 },
      },
    })
  })

  test('a later line replaces an earlier one and the note says so; --repeats all keeps both', async () => {
    const twice = jsonl(
      'twice.jsonl',
      { item: 1, annotator: 'x', value: 'a' },
      { item: '1', annotator: 'x', value: 'a' },
      { item: 1, annotator: 'y', value: 'b' },
    )
    const last = await result(twice, '--method', 'dawid-skene')
    expect(last).toMatchObject({
      note: expect.stringContaining('replaced'),
      items: { 1: { value: null, top: ['a', 'b'] } },
    })
    const all = await result(twice, '--method', 'dawid-skene', '--repeats', 'all')
    expect(all).toMatchObject({ note: null, items: { 1: { value: 'a' } } })
  })

  test('own column names, and parts by a column as if each were alone', async () => {
    const own = file('own.tsv', 'sentence\twho\tsaid\tlanguage\n1\tx\ta\ten\n2\tx\tb\tde\n')
    const parts = await result(
      own,
      '--method',
      'majority',
      '--item',
      'sentence',
      '--annotator',
      'who',
      '--value',
      'said',
      '--by',
      'language',
    )
    expect(parts).toMatchObject({ de: { items: { 2: { value: 'b' } } }, en: { items: { 1: { value: 'a' } } } })
  })

  test('MACE tells competences, and numbers are compared as numbers', async () => {
    const numbers = file('numbers.csv', 'item,annotator,value,gold\n1,x,1,1.0\n1,y,1.0,\n2,x,2,\n2,y,2,\n')
    expect(await result(numbers, '--method', 'mace', '--type', 'numeric', '--gold', 'gold')).toMatchObject({
      annotators: { x: { competence: expect.any(Number) } },
      accuracy: { value: 1, n: 1 },
    })
  })
})

describe('pairs and rankings', () => {
  const battles = [
    { item: 1, annotator: 'x', value: 'model_a', model_a: 'p', model_b: 'q', shown_first: 'a', strength: 2 },
    { item: 2, annotator: 'x', value: 'model_a', model_a: 'p', model_b: 'q', shown_first: 'b', strength: 1 },
    { item: 3, annotator: 'x', value: 'second', model_a: 'p', model_b: 'q', shown_first: 'a', strength: 1 },
    { item: 4, annotator: 'x', value: 'tie (bothbad)', model_a: 'p', model_b: 'q', shown_first: 'a' },
    { item: 5, annotator: 'x', value: 'first', model_a: 'p', model_b: 'q', shown_first: 'b', strength: 2 },
  ]

  test('models compete; both bad is a tie unless dropped', async () => {
    const place = jsonl('battles.jsonl', ...battles)
    expect(await result(place, '--type', 'preference', '--method', 'bradley-terry')).toMatchObject({
      exists: true,
      components: { strong: 1, weak: 1 },
      ties: { model: 'davidson', n: 1 },
      order_effect: null,
      n: 5,
    })
    const dropped = await result(place, '--method', 'bradley-terry', '--both-bad', 'drop', '--order-effect')
    expect(dropped).toMatchObject({
      strengths: {
        p: { value: expect.any(Number), se: expect.any(Number), ci: [expect.any(Number), expect.any(Number)] },
      },
      order_effect: { value: expect.any(Number), se: expect.any(Number) },
      ties: { model: 'none' },
      n: 4,
    })
  })

  test('graded strength needs a whole number on every decisive vote', async () => {
    expect(await result(jsonl('battles.jsonl', ...battles), '--method', 'bradley-terry', '--strength')).toMatchObject({
      ties: { model: 'cumulative-logit', cutpoints: [expect.any(Number), expect.any(Number)] },
    })
    const broken = jsonl('broken.jsonl', ...battles, {
      item: 6,
      annotator: 'x',
      value: 'b',
      model_a: 'p',
      model_b: 'q',
    })
    expect(await refusal(broken, '--method', 'bradley-terry', '--strength')).toMatch(
      /item “6”, annotator “x”, field “strength”/,
    )
    const endless = jsonl('endless.jsonl', { ...battles[0], value: 'a', strength: 1_000_000_000 })
    expect(await refusal(endless, '--method', 'bradley-terry', '--strength')).toMatch(/a whole number up to 1000/)
  })

  test('without models the responses a and b compete; who never loses has no finite strength', async () => {
    const place = file('pairs.csv', 'item,annotator,value\n1,x,a\n2,x,a\n')
    expect(await result(place, '--method', 'bradley-terry')).toMatchObject({
      exists: false,
      strengths: null,
      reason: 'not-strongly-connected',
      components: { strong: 2, weak: 1 },
    })
    expect(await result(place, '--method', 'bradley-terry', '--penalty', '0.1')).toMatchObject({
      exists: false,
      reason: null,
      strengths: { a: { value: expect.any(Number) } },
    })
  })

  test('rankings as ranks and as lists, for three methods', async () => {
    const place = jsonl(
      'rankings.jsonl',
      { item: 1, annotator: 'x', value: ['r1', 'r2', 'r3'] },
      { item: 1, annotator: 'y', value: { r1: 3, r2: 1, r3: 2 } },
      { item: 1, annotator: 'z', value: ['r3', 'r1', 'r2'] },
    )
    expect(await result(place, '--method', 'plackett-luce')).toMatchObject({ exists: true, n: 3 })
    expect(await result(place, '--method', 'borda')).toMatchObject({ scores: { r1: 1, r2: 1, r3: 1 } })
    expect(await result(place, '--method', 'bradley-terry', '--type', 'ranking')).toMatchObject({ n: 9 })
  })
})

test('texts and boxes have methods of their own, the type known from the method', async () => {
  const talk = file('talk.csv', 'item,annotator,value\n1,a,the cat sat\n1,b,the cat sat\n1,c,a cat\n')
  expect(await result(talk, '--method', 'medoid')).toMatchObject({
    items: { 1: { value: 'the cat sat', annotators: ['a', 'b'] } },
  })
  expect(await result(talk, '--method', 'rover')).toMatchObject({ items: { 1: { value: 'the cat sat' } } })
  const box = { label: 'cat', x: 0, y: 0, width: 4, height: 4 }
  const boxes = jsonl(
    'boxes.jsonl',
    { item: 1, annotator: 'a', value: [box] },
    { item: 1, annotator: 'b', value: [box] },
  )
  expect(await result(boxes, '--method', 'box-fusion', '--iou', '0.6')).toMatchObject({
    items: { 1: { value: [{ ...box, votes: 2 }] } },
  })
})

test('without --json a table for people', async () => {
  const table = await printed(file('votes.csv', votes), '--method', 'majority')
  expect(table).toContain('majority')
  expect(table).toMatch(/^2 +– +negative, neutral/m)
})

describe('refusals name the remedy', () => {
  const place = file('votes.csv', votes)
  test.each([
    [['--method', 'guess'], /choose from majority/],
    [['--method', 'borda', '--type', 'categorical'], /method borda takes ranking/],
    [['--method', 'majority', '--smoothing', '1'], /--smoothing says nothing about --method majority/],
    [['--method', 'majority', '--repeats', 'all'], /--repeats says nothing/],
    [['--method', 'dawid-skene', '--smoothing', '-1'], /from 0 up/],
    [['--method', 'majority', '--gold', 'truth'], /line 2, field “truth”: there is no such column/],
    [['--method', 'medoid', '--gold', 'gold'], /--gold says nothing/],
    [['--method', 'box-fusion', '--iou', '0'], /above 0/],
    [['--method', 'bradley-terry', '--strength', '--ties', 'half'], /--strength has a model of ties/],
    [['--nonsense', '--method', 'majority'], /unknown option/],
    [[], /required option/],
  ])('%j', async (args, message) => {
    expect(await refusal(place, ...args)).toMatch(message)
  })

  test('a column of known answers that no line has', async () => {
    const none = jsonl('none.jsonl', { item: 1, annotator: 'x', value: 'a' })
    expect(await refusal(none, '--method', 'majority', '--gold', 'truth')).toMatch(/no line has the field “truth”/)
  })

  test('two known answers of one item', async () => {
    const two = file('two.csv', 'item,annotator,value,gold\n1,x,a,a\n1,y,a,b\n')
    expect(await refusal(two, '--method', 'majority', '--gold', 'gold')).toMatch(/two.csv, line 3, field “gold”/)
  })

  test('some lines with models and some without', async () => {
    const mixed = jsonl(
      'mixed.jsonl',
      { item: 1, annotator: 'x', value: 'a', model_a: 'p', model_b: 'q' },
      { item: 2, annotator: 'y', value: 'a' },
    )
    expect(await refusal(mixed, '--method', 'bradley-terry')).toMatch(/mixed.jsonl: item “2”, annotator “y”/)
  })
})

test('a table of a hundred and fifty thousand items is printed like a short one', async () => {
  const lines = Array.from({ length: 150_000 }, (_, i) => `${i},a,x\n`).join('')
  const table = await printed(file('long.csv', `item,annotator,value\n${lines}`), '--method', 'majority')
  expect(table.match(/^\d+\s+x\s/gmu)?.length).toBe(150_000)
})
