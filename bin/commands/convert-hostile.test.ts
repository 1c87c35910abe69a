import { describe, expect, test } from 'vitest'
import { sourceNames, targetNames } from '@/bin/convert/kind-of'
import { concord, fileMaker } from './run-command.fixture'

const file = fileMaker()
const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`

const contents: Record<string, string> = {
  empty: '',
  blank: ' \n\n',
  brace: '{',
  list: '[]',
  'object that says nothing': '{}\n',
  'number too large': '{"item":1e999,"annotator":"a","value":1e999}\n',
  'deep value': `{"item":"x","annotator":"a","value":${deep}}\n`,
  'deep text': `{"item":"x","annotator":"a","value":${JSON.stringify(deep)},"prompt":${JSON.stringify(deep)},"chosen":${JSON.stringify(deep)},"rejected":"x"}\n`,
  'fields of no shape': `${JSON.stringify(
    Object.fromEntries(
      ['item', 'annotator', 'value', 'prompt', 'chosen', 'rejected', 'messages', 'conversations', 'payload', 'answer']
        .concat(['images', 'annotations', 'categories', 'input', 'winner', 'context', 'response1', 'response2'])
        .concat(['audio_filepath', 'file_name', 'chosen_response', 'rejected_response', 'conversation_a'])
        .map((key) => [key, [{ toString: 1, from: { toString: 1 }, role: { toString: 1 }, id: { toString: 1 } }]]),
    ),
  )}\n`,
  'COCO of no shape':
    '{"images":[{"id":1,"file_name":"a"}],"annotations":[{"image_id":1,"category_id":9,"bbox":[1,2,3,"x"]}],"categories":[]}',
  'laughing XML':
    '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><annotation><filename>&c;</filename></annotation>',
  'deep XML': `<annotations>${'<a>'.repeat(10_000)}</annotations>`,
  'no subtitles': '1\n00:00:02,000 --> 00:00:01,000\nBack in time\n',
  'not UTF-8': Buffer.from([0x7b, 0xff, 0xfe, 0x7d]).toString('latin1'),
}
const endings: Record<string, string> = {
  webvtt: 'vtt',
  srt: 'srt',
  voc: 'xml',
  cvat: 'xml',
  yolo: 'yaml',
  coco: 'json',
}

describe.each(sourceNames)('--from %s', (from) => {
  test.each(Object.keys(contents))(
    '%s: done or refused with a sentence, and nothing printed of what was refused',
    async (what) => {
      const ending = endings[from] ?? (from === 'label-studio' ? 'json' : 'jsonl')
      const given = file(`x.${ending}`, contents[what] ?? '')
      for (const to of ['lines', 'coco', 'srt', 'trl-preference', 'arena']) {
        const { code, out, error } = await concord(['convert', given, '--from', from, '--to', to])
        expect([0, 2]).toContain(code)
        expect(error).not.toMatch(/\n\s+at |undefined|\[object|RangeError|TypeError|ZodError/)
        if (code === 0) continue
        expect(out).toBe('')
        expect(error).toMatch(/^(concord: .*\n)*.*[.)”]\n$/)
        expect(error.length).toBeLessThan(2000)
      }
    },
  )
})

test('every target and source is named by --help, and every mistake of the command line is told with exit 2', async () => {
  const { out, code } = await concord(['convert', '--help'])
  expect(code).toBe(0)
  for (const name of [...sourceNames, ...targetNames]) expect(out.replace(/\s+/g, ' ')).toContain(name)
  const source = file('votes.jsonl', '{"item":1,"annotator":"a","value":[]}\n')
  for (const args of [
    [],
    [source],
    [source, '--to', 'nonsense'],
    [source, '--from', 'nonsense', '--to', 'coco'],
    [source, '--to', 'coco', '--nonsense'],
    [source, '--from', 'coco', '--to', 'srt'],
    [`${source}.nowhere.jsonl`, '--to', 'coco'],
    [source, '--to', 'yolo', '--categories', '"a'],
  ]) {
    const ran = await concord(['convert', ...args])
    expect(ran, args.join(' ')).toMatchObject({ code: 2, out: '' })
    expect(ran.error).not.toBe('')
  }
})
