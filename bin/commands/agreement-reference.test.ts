import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { concord, fileMaker } from './run-command.fixture'

const file = fileMaker()
const lines = (...rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

/** The object that docs promise for every measure, nothing more and nothing less. */
const figure = z
  .object({
    value: z.number().nullable(),
    n_items: z.number().int(),
    n_annotators: z.number().int(),
    n_pairable: z.number().int(),
    ci: z.tuple([z.number(), z.number()]).nullable(),
    se: z.number().nullable(),
    method: z.string().min(5),
    note: z.string().nullable(),
    reason: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .strict()

async function figures(args: string[], input = ''): Promise<Record<string, z.infer<typeof figure>>> {
  const { out, code } = await concord(['agreement', ...args, '--json'], input)
  expect(code).toBe(0)
  return z.record(z.string(), figure).parse(JSON.parse(out))
}

const ordered = ['--level', 'ordinal', '--categories', 'negative,neutral,positive']
const votes = `item,annotator,value,batch
1,a,positive,x
1,b,positive,x
2,a,negative,x
2,b,neutral,y
3,a,neutral,y
3,b,neutral,y
4,a,positive,y
4,b,neutral,y
`
const csv = file('votes.csv', votes)

describe('files', () => {
  test('- reads JSON lines from standard input', async () => {
    const input = lines(
      { item: 1, annotator: 'a', value: 'x' },
      { item: '1', annotator: 'b', value: 'y' },
      { item: 2, annotator: 'a', value: 'y' },
      { item: 2, annotator: 'b', value: 'y' },
    )
    expect((await figures(['-', '--measure', 'percent-agreement'], input))['percent-agreement']).toMatchObject({
      value: 0.5,
      n_items: 2,
    })
    const bad = await concord(['agreement', '-'], 'no JSON\n')
    expect(bad).toMatchObject({ out: '', code: 2 })
    expect(bad.error).toMatch(/standard input, line 1: this is not JSON/)
  })

  test('.ndjson is .jsonl; CRLF ends a line; other columns are ignored', async () => {
    const rows = votes
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
    const objects = rows.map(([item, annotator, value]) => ({
      item: Number(item),
      annotator,
      value,
      other: { deep: [1] },
    }))
    const expected = await figures([csv])
    expect(await figures([file('votes.ndjson', lines(...objects))])).toEqual(expected)
    expect(await figures([file('crlf.csv', votes.replaceAll('\n', '\r\n'))])).toEqual(expected)
  })

  test('1 and "1" are one label and one id; null and an empty cell are skips', async () => {
    const table = file(
      'ones.jsonl',
      lines(
        { item: 1, annotator: 7, value: 1 },
        { item: '1', annotator: 'b', value: '1' },
        { item: 2, annotator: '7', value: null },
        { item: 2, annotator: 'b', value: 2 },
      ),
    )
    expect((await figures([table, '--measure', 'percent-agreement']))['percent-agreement']).toMatchObject({
      value: 1,
      n_items: 1,
      n_annotators: 2,
      n_pairable: 2,
    })
  })

  test('a later line replaces the earlier, and the note says how often', async () => {
    const twice = file('twice.csv', `${votes}2,b,negative,x\n2,b,negative,x\n`)
    const { 'percent-agreement': share } = await figures([twice, '--measure', 'percent-agreement'])
    expect(share).toMatchObject({ value: 0.75, note: expect.stringMatching(/2 lines were replaced/) })
  })

  test('a structured value is JSON in its cell', async () => {
    const cells = file(
      'cells.tsv',
      'item\tannotator\tvalue\n1\ta\t"[""r1"", [""r2"", ""r3""]]"\n1\tb\t"{""r1"": 5, ""r2"": 9, ""r3"": 9}"\n',
    )
    expect((await figures([cells, '--type', 'ranking']))['kendall-tau-b']?.value).toBeCloseTo(1, 12)
  })
})

describe('--json', () => {
  test('every measure that fits has the whole object, on every type', async () => {
    const box = (x: number) => [{ x, y: 0, width: 10, height: 10 }]
    const talk = (text: string, end: number) => ({ text, segments: [{ start: 0.5, end, text, speaker: 's' }] })
    const two = (type: string, a: unknown, b: unknown) =>
      figures([
        file(`${type}.jsonl`, lines({ item: 1, annotator: 'gold', value: a }, { item: 1, annotator: 'x', value: b })),
        '--type',
        type,
        ...(type === 'transcription' ? ['--reference', 'gold'] : []),
      ])
    expect(Object.keys(await two('sentiment', 'a', 'b'))).toEqual(
      'krippendorff-alpha percent-agreement gwet-ac1 fleiss-kappa cohen-kappa scott-pi'.split(' '),
    )
    expect(Object.keys(await two('numeric', 3.5, 4))).toEqual(['krippendorff-alpha', 'percent-agreement'])
    expect(Object.keys(await two('bounding-box', box(0), box(2)))).toEqual(
      'f1@0.5 krippendorff-alpha soft-f1 mean-iou-penalized mean-iou-matched label-agreement'.split(' '),
    )
    expect(Object.keys(await two('transcription', talk('so', 2), talk('no', 3)))).toEqual(
      'krippendorff-alpha word-similarity character-similarity wer cer segment-soft-f1 segment-f1@0.5'.split(' '),
    )
    expect(Object.keys(await two('preference', 'a', 'b')).at(-1)).toBe('first-position-share')
    expect(Object.keys(await two('ranking', ['p', 'q'], { p: 2, q: 1 }))).toEqual(
      'kendall-w kendall-tau-b spearman krippendorff-alpha'.split(' '),
    )
  })

  test('numbers are not rounded, and notes and methods are sentences', async () => {
    const { 'krippendorff-alpha': alpha } = await figures([csv])
    expect(String(alpha?.value).length).toBeGreaterThan(10)
    expect(alpha?.method).toMatch(/Krippendorff/)
  })

  test('--by prints one object a value, each as if it were alone', async () => {
    const { out } = await concord(['agreement', csv, '--by', 'batch', '--measure', 'percent-agreement', '--json'])
    const parts = z.record(z.string(), z.record(z.string(), figure)).parse(JSON.parse(out))
    expect(Object.keys(parts)).toEqual(['x', 'y'])
    const alone = file(
      'y.csv',
      votes
        .split('\n')
        .filter((line) => !line.endsWith(',x'))
        .join('\n'),
    )
    expect(parts.y).toEqual(await figures([alone, '--measure', 'percent-agreement']))
  })

  test('without --json a table on standard output', async () => {
    expect((await concord(['agreement', csv])).out).toMatch(/^measure +value/)
  })
})

describe('measures and options', () => {
  test('the weighted ones join from ordinal up, or when named; gwet-ac2 is gwet-ac2-quadratic', async () => {
    expect(Object.keys(await figures([csv, ...ordered]))).toEqual(
      'krippendorff-alpha percent-agreement gwet-ac1 gwet-ac2-linear gwet-ac2-quadratic gwet-ac2-ordinal fleiss-kappa cohen-kappa cohen-kappa-linear cohen-kappa-quadratic scott-pi'.split(
        ' ',
      ),
    )
    const named = await figures([
      csv,
      '--categories',
      'negative,neutral,positive',
      '--measure',
      'gwet-ac2,gwet-ac2-quadratic,cohen-kappa-linear',
    ])
    expect(named['gwet-ac2']?.value).toBe(named['gwet-ac2-quadratic']?.value)
    expect(named['cohen-kappa-linear']?.value).not.toBeNull()
  })

  test('analytic interval and error stand where no bootstrap runs, and method says which', async () => {
    const plain = await figures([csv, '--measure', 'cohen-kappa,gwet-ac1,krippendorff-alpha'])
    expect(plain['cohen-kappa']?.method).toMatch(/Fleiss, Cohen/)
    expect(plain['gwet-ac1']?.method).toMatch(/Gwet/)
    expect(plain['gwet-ac1']?.ci).not.toBeNull()
    expect(plain['krippendorff-alpha']).toMatchObject({ ci: null, se: null })
    const resampled = await figures([
      csv,
      '--measure',
      'cohen-kappa',
      '--bootstrap',
      '200',
      '--interval',
      'bca',
      '--seed',
      '3',
    ])
    expect(resampled['cohen-kappa']?.details).toMatchObject({ resamples: 200, undefined: expect.any(Number) })
    expect(resampled['cohen-kappa']?.method).toMatch(/bootstrap/i)
    expect(resampled).toEqual(
      await figures([csv, '--measure', 'cohen-kappa', '--bootstrap', '200', '--interval', 'bca', '--seed', '3']),
    )
    expect(await figures([csv, '--bootstrap', '50'])).toEqual(await figures([csv, '--bootstrap', '50', '--seed', '1']))
  })

  test('any threshold: f1@T and segment-f1@T', async () => {
    const boxes = file(
      'boxes.jsonl',
      lines(
        { item: 1, annotator: 'a', value: [{ label: 'cat', x: 0, y: 0, width: 10, height: 10 }] },
        { item: 1, annotator: 'b', value: [{ label: 'dog', x: 0, y: 0, width: 10, height: 6 }] },
      ),
    )
    const args = [boxes, '--type', 'bounding-box', '--measure', 'f1@0.6,f1@0.61,krippendorff-alpha']
    expect(await figures([...args, '--class-agnostic', '--distance', 'f1@0.6'])).toMatchObject({
      'f1@0.6': { value: 1 },
      'f1@0.61': { value: 0 },
      'krippendorff-alpha': { reason: 'no-variation' },
    })
    expect(await figures(args)).toMatchObject({ 'f1@0.6': { value: 0 } })
  })

  test('wer and cer: pooled unless --average macro, with edits and n_reference; --ignore is a setting', async () => {
    const talk = file(
      'talk.jsonl',
      lines(
        { item: 1, annotator: 'gold', value: 'One two three four' },
        { item: 1, annotator: 'x', value: 'one two three four' },
        { item: 2, annotator: 'gold', value: { text: 'yes.' } },
        { item: 2, annotator: 'x', value: 'no' },
      ),
    )
    const args = [talk, '--type', 'transcription', '--reference', 'gold', '--measure', 'wer']
    expect((await figures(args)).wer).toMatchObject({ value: 2 / 5, details: { edits: 2, n_reference: 5 } })
    expect((await figures([...args, '--average', 'macro'])).wer?.value).toBe((1 / 4 + 1) / 2)
    expect((await figures([...args, '--ignore', 'case,punctuation'])).wer?.value).toBe(1 / 5)
  })

  test('preference: sides are turned into responses, and both policies are choices', async () => {
    const battles = file(
      'battles.jsonl',
      lines(
        { question_id: 1, judge: 'p', winner: 'first', shown_first: 'b' },
        { question_id: 1, judge: 'q', winner: 'model_b', shown_first: 'a' },
        { question_id: 2, judge: 'p', winner: 'tie (bothbad)', shown_first: 'a' },
        { question_id: 2, judge: 'q', winner: 'tie', shown_first: 'b' },
      ),
    )
    const args = [battles, '--type', 'preference', '--item', 'question_id', '--annotator', 'judge', '--value', 'winner']
    const share = async (...more: string[]) =>
      (await figures([...args, '--measure', 'percent-agreement', ...more]))['percent-agreement']
    expect(await share()).toMatchObject({ value: 0.5, n_items: 2 })
    expect(await share('--both-bad', 'tie')).toMatchObject({ value: 1, n_items: 2 })
    expect(await share('--both-bad', 'drop', '--ties', 'drop')).toMatchObject({ value: 1, n_items: 1 })
    expect((await figures(args))['first-position-share']).toMatchObject({
      value: 0.5,
      details: { n: 2, n_first: 1, p: 1 },
    })
  })

  test('undefined_pairs, dropped and pairs are told where they arise', async () => {
    const rankings = file(
      'rankings.jsonl',
      lines(
        { item: 1, annotator: 'a', value: { p: 1, q: 1 } },
        { item: 1, annotator: 'b', value: { p: 1, q: 2 } },
        { item: 2, annotator: 'a', value: { p: 1, q: 2 } },
        { item: 2, annotator: 'b', value: { p: 1, q: 2 } },
      ),
    )
    const { 'kendall-tau-b': tau } = await figures([rankings, '--type', 'ranking', '--pairs'])
    expect(tau).toMatchObject({
      value: 1,
      details: { undefined_pairs: 1, pairs: [{ annotators: ['a', 'b'], value: 1, n_items: 2 }] },
    })
    const uneven = file('uneven.csv', `${votes}1,c,positive,x\n`)
    expect((await figures([uneven, '--measure', 'fleiss-kappa']))['fleiss-kappa']).toMatchObject({
      n_items: 1,
      details: { dropped: 3 },
    })
  })
})

describe('exit codes', () => {
  test('an undefined figure is no error: exit 0, null and its reason', async () => {
    const alone = file('alone.csv', 'item,annotator,value\n1,a,x\n')
    const ran = await concord(['agreement', alone, '--json'])
    expect(ran.code).toBe(0)
    expect(JSON.parse(ran.out)['krippendorff-alpha']).toMatchObject({ value: null, reason: 'no-pairable-values' })
  })

  test.each<[string, string[], RegExp]>([
    [
      'an unknown category',
      [csv, '--categories', 'positive,negative'],
      /votes\.csv, line 5, field “value”: “neutral”.*--categories/,
    ],
    ['a missing column', [csv, '--item', 'task'], /votes\.csv, line 2, field “task”.*--item COLUMN/],
    ['an unknown option', [csv, '--boostrap', '5'], /unknown option '--boostrap'/],
    ['an unknown measure', [csv, '--measure', 'kappa'], /There is no measure kappa here\. Choose from/],
    ['an unknown type', [csv, '--type', 'boxes'], /--type boxes: choose from/],
    ['a file that is not there', ['nowhere.csv'], /nowhere\.csv: there is no such file/],
    ['no file', [], /missing required argument/],
    ['words at level ordinal', [csv, '--level', 'ordinal'], /Level ordinal needs the order/],
  ])('%s: a sentence on standard error, nothing on standard output, exit 2', async (_, args, sentence) => {
    const ran = await concord(['agreement', ...args, '--json'])
    expect(ran).toMatchObject({ out: '', code: 2 })
    expect(ran.error).toMatch(sentence)
  })
})
