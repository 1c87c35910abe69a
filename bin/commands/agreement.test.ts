import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Command } from 'commander'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { registerAgreement } from './agreement'

const folder = mkdtempSync(path.join(os.tmpdir(), 'agreement-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

function file(name: string, content: string): string {
  const place = path.join(folder, name)
  writeFileSync(place, content)
  return place
}

/** What the command prints; an error prints nothing on standard output. */
async function printed(...args: string[]): Promise<string> {
  let output = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const program = new Command('concord').exitOverride()
  registerAgreement(program)
  try {
    await program.parseAsync(['node', 'concord', 'agreement', ...args])
  } catch (error) {
    expect(output).toBe('')
    throw error
  }
  return output
}

async function figures(...args: string[]) {
  const parsed: unknown = JSON.parse(await printed(...args, '--json'))
  return parsed
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

const votes = 'item,annotator,value\n1,a,positive\n1,b,positive\n2,a,negative\n2,b,neutral\n3,a,neutral\n3,b,neutral\n'

test('a CSV of votes gives all measures that fit, the headline first', async () => {
  const result = await figures(file('votes.csv', votes))
  expect(Object.keys(Object(result))).toEqual([
    'krippendorff-alpha',
    'percent-agreement',
    'gwet-ac1',
    'fleiss-kappa',
    'cohen-kappa',
    'scott-pi',
  ])
  expect(result).toMatchObject({
    'krippendorff-alpha': {
      value: expect.closeTo(6 / 11, 12),
      n_items: 3,
      n_annotators: 2,
      n_pairable: 6,
      ci: null,
      reason: null,
    },
  })
})

test('from level ordinal up the weighted measures join, in the order of --categories', async () => {
  const args = [file('votes.csv', votes), '--level', 'ordinal', '--categories', 'negative,neutral,positive']
  const result = await figures(...args, '--bootstrap', '200', '--seed', '7')
  expect(Object.keys(Object(result))).toContain('gwet-ac2-ordinal')
  expect(Object.keys(Object(result))).toContain('cohen-kappa-quadratic')
  expect(result).toMatchObject({
    'krippendorff-alpha': { value: expect.closeTo(0.7777777777777778, 12), details: { resamples: 200 } },
  })
})

test('JSONL, TSV, other column names and the order of lines change nothing', async () => {
  const rows = votes
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
  const lines = rows.toReversed().map(([q, judge, said]) => JSON.stringify({ said, judge, q: Number(q), more: [1] }))
  const renamed = ['--item', 'q', '--annotator', 'judge', '--value', 'said', '--bootstrap', '100']
  const expected = await figures(file('votes.csv', votes), '--bootstrap', '100')
  expect(await figures(file('votes.jsonl', `${lines.join('\n\n')}\n`), ...renamed)).toEqual(expected)
  expect(await figures(file('votes.tsv', `\uFEFF${votes.replaceAll(',', '\t')}`), '--bootstrap', '100')).toEqual(
    expected,
  )
})

test('quoted cells may hold commas, quotes and line breaks; --categories is one CSV record', async () => {
  const quoted = 'item,annotator,value\n1,a,"good, ""very""\nindeed"\n1,b,bad\n'
  const result = await figures(
    file('quoted.csv', quoted),
    '--categories',
    '"good, ""very""\nindeed",bad',
    '--measure',
    'gwet-ac1',
  )
  expect(result).toMatchObject({ 'gwet-ac1': { value: -1 } })
})

test('an empty cell is a skip', async () => {
  const skipped = file('skips.csv', `${votes}4,a,\n4,b,positive\n`)
  expect(await figures(skipped, '--measure', 'percent-agreement')).toMatchObject({
    'percent-agreement': { n_items: 3, n_pairable: 6 },
  })
})

test('a repeated line replaces the earlier one and the note says so', async () => {
  const result = await figures(file('repeats.csv', `${votes}2,b,negative\n`), '--measure', 'percent-agreement')
  expect(result).toMatchObject({
    'percent-agreement': { value: 1, note: expect.stringMatching(/One line was replaced/) },
  })
})

test('--by computes each part as if it were alone', async () => {
  const batches =
    'item,annotator,value,batch\n1,a,x,__proto__\n1,b,y,__proto__\n2,a,x,second\n2,b,x,second\n3,a,y,second\n3,b,y,second\n'
  const result = await figures(file('batches.csv', batches), '--by', 'batch', '--measure', 'krippendorff-alpha')
  expect(Object.keys(Object(result))).toEqual(['__proto__', 'second'])
  expect(Object.values(Object(result))).toMatchObject([
    { 'krippendorff-alpha': { value: 0 } },
    { 'krippendorff-alpha': { value: 1 } },
  ])
})

test('an undefined figure is no error: value null and a reason', async () => {
  expect(await figures(file('one.csv', 'item,annotator,value\n1,a,x\n'))).toMatchObject({
    'krippendorff-alpha': { value: null, reason: 'no-pairable-values' },
  })
  expect(await figures(file('none.jsonl', ''))).toMatchObject({ 'krippendorff-alpha': { value: null } })
  const three = file('three.csv', `${votes}1,c,positive\n`)
  expect(await figures(three, '--measure', 'cohen-kappa')).toMatchObject({
    'cohen-kappa': { value: null, reason: 'needs-two-annotators' },
  })
})

test('--pairs adds each pair of annotators', async () => {
  const three = file('three.csv', `${votes}1,c,positive\n2,c,positive\n`)
  expect(await figures(three, '--measure', 'percent-agreement', '--pairs')).toMatchObject({
    'percent-agreement': {
      details: {
        pairs: [
          { annotators: ['a', 'b'], value: 2 / 3, n_items: 3 },
          { annotators: ['a', 'c'], value: 0.5, n_items: 2 },
          { annotators: ['b', 'c'], value: 0.5, n_items: 2 },
        ],
      },
    },
  })
})

test('numbers are an interval scale, with kappas only where the categories are given', async () => {
  const numbers = file('numbers.csv', 'item,annotator,value\n1,a,1\n1,b,1.0\n2,a,3\n2,b,4\n')
  const result = await figures(numbers, '--type', 'numeric')
  expect(Object.keys(Object(result))).toEqual(['krippendorff-alpha', 'percent-agreement'])
  expect(result).toMatchObject({
    'percent-agreement': { value: 0.5 },
    'krippendorff-alpha': { method: expect.stringMatching(/interval/) },
  })
  expect(Object.keys(Object(await figures(numbers, '--type', 'numeric', '--categories', '1,2,3,4')))).toContain(
    'cohen-kappa-linear',
  )
  expect(await refusal(numbers, '--type', 'numeric', '--measure', 'gwet-ac1')).toMatch(/--categories/)
})

test('every type of value has its figures, the headline first', async () => {
  const box = (x: number) => [{ label: 'cat', x, y: 0, width: 10, height: 10 }]
  const lines = (values: unknown[]) =>
    values.map((value, place) => JSON.stringify({ item: 1, annotator: place, value })).join('\n')
  const first = async (type: string, values: unknown[]) =>
    Object.keys(Object(await figures(file(`${type}.jsonl`, lines(values)), '--type', type)))
  expect(await first('bounding-box', [box(0), box(5)])).toEqual([
    'f1@0.5',
    'krippendorff-alpha',
    'soft-f1',
    'mean-iou-penalized',
    'mean-iou-matched',
    'label-agreement',
  ])
  expect((await first('transcription', ['a b', 'a c']))[0]).toBe('krippendorff-alpha')
  expect(
    (
      await first('ranking', [
        ['x', 'y'],
        ['y', 'x'],
      ])
    )[0],
  ).toBe('kendall-w')
  expect((await first('preference', ['a', 'tie'])).at(-1)).toBe('first-position-share')
})

test('preference measures come in the order they are named, with both policies stated', async () => {
  const arena = ['model_a', 'tie (bothbad)']
    .map((winner, judge) => JSON.stringify({ question_id: 1, judge, winner, shown_first: 'a' }))
    .join('\n')
  const args = ['--type', 'preference', '--item', 'question_id', '--annotator', 'judge', '--value', 'winner']
  const result = await figures(
    file('arena.jsonl', arena),
    ...args,
    '--measure',
    'first-position-share,krippendorff-alpha',
    '--both-bad',
    'tie',
  )
  expect(Object.keys(Object(result))).toEqual(['first-position-share', 'krippendorff-alpha'])
  expect(result).toMatchObject({
    'first-position-share': { value: 1, details: { n: 1, n_first: 1, p: 1 } },
    'krippendorff-alpha': { method: expect.stringMatching(/ties kept, both-bad as tie/) },
  })
})

test('without --json a table is printed', async () => {
  const table = await printed(file('votes.csv', votes), '--pairs')
  expect(table.split('\n')[0]).toMatch(/^measure\s+value\s+95 % interval\s+items\s+annotators\s+values$/)
  expect(table).toMatch(/krippendorff-alpha\s+0\.5455/)
})

test.each<[string, string, string, string[], RegExp]>([
  [
    'an unknown category',
    'bad.csv',
    votes,
    ['--categories', 'positive,negative'],
    /bad\.csv, line 5, field “value”: “neutral” is not one of the categories/,
  ],
  ['a missing column', 'bad.csv', votes, ['--item', 'task'], /bad\.csv, line 2, field “task”: there is no such column/],
  [
    'broken JSON',
    'bad.jsonl',
    '{"item": 1, "annotator": 1, "value": "x"}\n{"item": \n',
    [],
    /bad\.jsonl, line 2: this is not JSON/,
  ],
  ['a line that is no object', 'bad.jsonl', '[1]\n', [], /line 1: this is not an object/],
  [
    'a box without area',
    'bad.jsonl',
    '{"item":1,"annotator":1,"value":[{"x":1,"y":1,"width":0,"height":2}]}',
    ['--type', 'bounding-box'],
    /bad\.jsonl, line 1, field “value”: box 1 has no area/,
  ],
  [
    'words at level ordinal',
    'bad.csv',
    votes,
    ['--level', 'ordinal'],
    /bad\.csv: Level ordinal needs the order.*--categories/,
  ],
  ['an unknown measure', 'bad.csv', votes, ['--measure', 'kappa'], /no measure kappa here/],
  ['an unknown type', 'bad.csv', votes, ['--type', 'boxes'], /--type boxes: choose from categorical/],
  ['an unknown option', 'bad.csv', votes, ['--boostrap', '5'], /unknown option '--boostrap'/],
  ['an unknown level', 'bad.csv', votes, ['--level', 'metric'], /choose nominal, ordinal, interval or ratio/],
  ['a bootstrap that is no number', 'bad.csv', votes, ['--bootstrap', 'many'], /whole number/],
  [
    'an option of another type',
    'bad.csv',
    votes,
    ['--ignore', 'case'],
    /--ignore says nothing about --type categorical/,
  ],
  [
    'lines of different lengths',
    'bad.csv',
    `${votes}4,a\n`,
    [],
    /bad\.csv, line 8: this line has 2 cells, the header 3; quote cells/,
  ],
  ['a quote never closed', 'bad.csv', `${votes}4,a,"x\n`, [], /never closed/],
  ['two columns of one name', 'bad.csv', 'item,item,annotator,value\n', [], /two columns are named “item”/],
  ['an empty CSV', 'bad.csv', '', [], /its first line must name the columns/],
  ['an unknown ending', 'bad.txt', votes, [], /must end in \.jsonl/],
])('%s is refused with file, place and remedy, and nothing is printed', async (_, name, content, args, sentence) => {
  expect(await refusal(file(name, content), ...args)).toMatch(sentence)
})

test.each([
  ['blank lines', 'item,annotator,value\n\n\n1,a,x\n1,b\n', 5],
  ['line breaks in quotes', 'item,annotator,value\n1,a,"x\n\ny"\n1,b\n', 5],
  ['CRLF', 'item,annotator,value\r\n1,a,"x\r\ny"\r\n\r\n1,b\r\n', 5],
  ['a byte order mark', '\uFEFFitem,annotator,value\n1,b\n', 2],
])('%s do not shift the number of the line that is wrong', async (_, content, line) => {
  expect(await refusal(file('shifted.csv', content))).toContain(`shifted.csv, line ${line}: this line has 2 cells`)
})

test('a byte order mark, CRLF and blank lines change nothing, in cells and in JSON lines', async () => {
  const plain = await printed(file('plain.csv', votes), '--json')
  const windows = `\uFEFF${votes.replaceAll('\n', '\r\n')}\r\n\r\n`
  expect(await printed(file('windows.csv', windows), '--json')).toEqual(plain)
  const lines = votes
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([item, annotator, value]) => JSON.stringify({ item, annotator, value }))
  expect(await printed(file('windows.jsonl', `\uFEFF${lines.join('\r\n\r\n')}`), '--json')).toEqual(plain)
})

test('a file that is not there, a folder and bytes that are not UTF-8 are refused', async () => {
  expect(await refusal(path.join(folder, 'absent.csv'))).toMatch(/absent\.csv: there is no such file/)
  expect(await refusal(path.join(folder, 'absent.txt'))).toMatch(/absent\.txt: the name must end in/)
  const latin = path.join(folder, 'latin.jsonl')
  writeFileSync(latin, Buffer.from('{"item": 1, "annotator": "J\xe9", "value": "x"}', 'latin1'))
  expect(await refusal(latin)).toMatch(/not UTF-8/)
})
