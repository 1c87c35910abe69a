import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Command } from 'commander'
import sharp from 'sharp'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { registerConvert } from './convert'

const folder = mkdtempSync(path.join(os.tmpdir(), 'convert-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

function file(name: string, content: string | readonly unknown[]): string {
  const place = path.join(folder, name)
  mkdirSync(path.dirname(place), { recursive: true })
  writeFileSync(
    place,
    typeof content === 'string' ? content : content.map((row) => `${JSON.stringify(row)}\n`).join(''),
  )
  return place
}

/** What the command prints; an error prints nothing on standard output. */
async function run(...args: string[]): Promise<{ out: string; err: string }> {
  let out = ''
  let err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text)
    return true
  })
  const program = new Command('concord').exitOverride()
  registerConvert(program)
  try {
    await program.parseAsync(['node', 'concord', 'convert', ...args])
  } catch (error) {
    expect(out).toBe('')
    throw error
  }
  return { out, err }
}

async function rows(...args: string[]): Promise<Record<string, unknown>[]> {
  const { out } = await run(...args)
  return out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
}

async function refusal(...args: string[]): Promise<string> {
  try {
    await run(...args)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(error.status).toBe(400)
    return error.message
  }
  throw new Error('nothing was refused')
}

const cat = { label: 'cat', x: 4, y: 8, width: 20.5, height: 10 }
const size = { image_width: 640, image_height: 480 }
const boxes = [
  { item: 'b.jpg', annotator: 'ada', value: [cat, { ...cat, label: 'ant', x: 0.1 }], ...size },
  { item: 'a.jpg', annotator: 'ada', value: [], ...size },
  { item: 'c.jpg', annotator: 'ada', value: null, ...size },
]

describe('boxes', () => {
  test('COCO is one document on standard output; a skip is no image, [] is an image without boxes', async () => {
    const { out, err } = await run(file('boxes.jsonl', boxes), '--to', 'coco')
    expect(JSON.parse(out)).toMatchObject({
      images: [
        { id: 1, file_name: 'a.jpg', width: 640, height: 480 },
        { id: 2, file_name: 'b.jpg' },
      ],
      annotations: [
        { id: 1, image_id: 2, category_id: 2, bbox: [4, 8, 20.5, 10], area: 205, iscrowd: 0, annotator: 'ada' },
        { id: 2, image_id: 2, category_id: 1, bbox: [0.1, 8, 20.5, 10] },
      ],
      categories: [
        { id: 1, name: 'ant' },
        { id: 2, name: 'cat' },
      ],
    })
    expect(err).toContain('skips left out: 1')
  })

  test('the order of the lines changes nothing', async () => {
    const forth = await run(file('boxes.jsonl', boxes), '--to', 'coco')
    const back = await run(file('turned.jsonl', boxes.toReversed()), '--to', 'coco')
    expect(back.out).toBe(forth.out)
  })

  test('several files need a folder; classes stand in the order of --categories', async () => {
    const source = file('boxes.jsonl', boxes)
    expect(await refusal(source, '--to', 'yolo')).toMatch(/--out FOLDER/)
    const out = path.join(folder, 'yolo')
    await run(source, '--to', 'yolo', '--categories', 'cat,ant', '--out', out)
    expect(readdirSync(path.join(out, 'labels/train')).sort()).toEqual(['a.txt', 'b.txt'])
    expect(readFileSync(path.join(out, 'labels/train/b.txt'), 'utf8')).toMatch(
      /^0 0\.022265625 0\.02708333333333 0\.03203125 0\.02083333333333\n1 /,
    )
    expect(readFileSync(path.join(out, 'data.yaml'), 'utf8')).toContain('names:\n  0: "cat"\n  1: "ant"\n')
  })

  test('the folder comes back, with the sizes of its pictures', async () => {
    const out = path.join(folder, 'yolo-back')
    await run(file('boxes.jsonl', boxes), '--to', 'yolo', '--out', out)
    mkdirSync(path.join(out, 'images/train'), { recursive: true })
    const picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer()
    for (const name of ['a.jpg', 'b.jpg']) writeFileSync(path.join(out, 'images/train', name), picture)
    const read = await rows(path.join(out, 'data.yaml'), '--to', 'lines')
    expect(read).toEqual([boxes[1], boxes[0]].map((row) => ({ ...row, annotator: '' })))
  })

  test('lines, Label Studio, COCO, Pascal VOC and lines again: nothing is lost on the way', async () => {
    const source = file('boxes.jsonl', boxes.slice(0, 2))
    const studio = file('ls.json', (await run(source, '--to', 'label-studio')).out)
    const coco = file('coco.json', (await run(studio, '--from', 'label-studio', '--to', 'coco')).out)
    expect(await rows(coco, '--from', 'coco', '--to', 'lines')).toEqual([boxes[1], boxes[0]])
    const voc = path.join(folder, 'voc')
    const { err } = await run(coco, '--from', 'coco', '--to', 'voc', '--out', voc)
    expect(err).toMatch(/0-based/)
    const back = await rows(voc, '--from', 'voc', '--to', 'lines')
    expect(back).toEqual([boxes[1], boxes[0]].map((row) => ({ ...row, annotator: '' })))
  })

  test('a box without area is refused with file, line and field', async () => {
    const bad = file('bad.jsonl', [boxes[1], { item: 'x', annotator: 'a', value: [{ ...cat, width: 0 }] }])
    expect(await refusal(bad, '--to', 'coco')).toMatch(/bad\.jsonl, line 2, field “value”: box 1 has no area/)
    expect(
      await refusal(file('sizeless.jsonl', [{ item: 'x', annotator: 'a', value: [cat] }]), '--to', 'label-studio'),
    ).toMatch(/image_width/)
  })
})

test('CVAT keeps attributes on its way to COCO; a video names no images', async () => {
  const box =
    '<box label="cat" xtl="4" ytl="8" xbr="24.5" ybr="18" occluded="0"><attribute name="mood">calm</attribute></box>'
  const xml = `<annotations><image id="0" name="set/a.jpg" width="640" height="480">${box}<points points="1,2"/></image></annotations>`
  const { out, err } = await run(file('cvat.xml', xml), '--from', 'cvat', '--to', 'coco')
  expect(JSON.parse(out)).toMatchObject({
    images: [{ file_name: 'set/a.jpg', width: 640 }],
    annotations: [{ bbox: [4, 8, 20.5, 10], attributes: { mood: 'calm' } }],
  })
  expect(err).toContain('shapes of type points left out: 1')
  const video = file('video.xml', '<annotations><track id="0" label="cat"></track></annotations>')
  expect(await refusal(video, '--from', 'cvat', '--to', 'coco')).toMatch(/video\.xml: .*CVAT for images/)
  expect(await refusal(file('no.xml', '<a/>'), '--from', 'cvat', '--to', 'coco')).toMatch(/no CVAT file/)
})

describe('transcripts', () => {
  const talk = {
    item: 'talk.wav',
    annotator: 'ada',
    audio: 'audio/talk.wav',
    value: { text: 'a b', segments: [{ start: 59.9996, end: 61.5, text: 'a & b', speaker: 'Ann' }] },
  }

  test('one recording is one document', async () => {
    const { out } = await run(file('talk.jsonl', [talk]), '--to', 'webvtt')
    expect(out).toBe('WEBVTT\n\n00:01:00.000 --> 00:01:01.500\n<v Ann>a &amp; b\n')
    const vtt = file('talk.vtt', out)
    expect((await run(vtt, '--to', 'srt')).out).toBe('1\n00:01:00,000 --> 00:01:01,500\na & b\n')
  })

  test('several recordings need a folder, annotators of one recording a file each', async () => {
    const source = file('talks.jsonl', [talk, { ...talk, annotator: 'ben' }])
    expect(await refusal(source, '--to', 'srt')).toMatch(/--out FOLDER/)
    await run(source, '--to', 'srt', '--out', path.join(folder, 'srt'))
    expect(readdirSync(path.join(folder, 'srt')).sort()).toEqual(['talk.ada.srt', 'talk.ben.srt'])
  })

  test('NeMo manifests are lines with the path of the recording', async () => {
    expect(await rows(file('talk.jsonl', [talk]), '--to', 'nemo')).toEqual([
      { audio_filepath: 'audio/talk.wav', offset: 60, duration: 1.5, text: 'a & b', speaker: 'Ann', annotator: 'ada' },
    ])
  })

  test('a Kaldi folder and back; tables of recordings; each problem with its place', async () => {
    const kaldi = path.join(folder, 'kaldi')
    await run(file('talk.jsonl', [talk]), '--to', 'kaldi', '--out', kaldi)
    expect(await rows(kaldi, '--from', 'kaldi', '--to', 'lines')).toEqual([
      {
        ...talk,
        item: 'audio/talk.wav',
        annotator: '',
        value: { text: 'a & b', segments: [{ start: 60, end: 61.5, text: 'a & b', speaker: 'Ann' }] },
      },
    ])
    const voices = file('voices.tsv', 'path\tsentence\na.mp3\tHi "there"\n')
    expect(await rows(voices, '--from', 'common-voice', '--to', 'lines')).toMatchObject([
      { item: 'a.mp3', value: 'Hi "there"' },
    ])
    const metadata = file('metadata.jsonl', [{ file_name: 'a.wav', transcription: 'Hi' }, { transcription: 'Hi' }])
    expect(await refusal(metadata, '--from', 'audiofolder', '--to', 'lines')).toMatch(
      /metadata\.jsonl, line 2, field “file_name”: .*Give the name/,
    )
    expect(await refusal(path.join(folder, 'nowhere'), '--from', 'kaldi', '--to', 'nemo')).toMatch(/no such file/)
  })

  test('the same file goes to Label Studio as what its values are', async () => {
    const { out } = await run(file('talk.jsonl', [talk]), '--to', 'label-studio')
    expect(JSON.parse(out)[0].data).toEqual({ audio: 'audio/talk.wav' })
  })
})

describe('pairs', () => {
  const user = { role: 'user', content: 'q' }
  const good = { role: 'assistant', content: 'good' }
  const bad = { role: 'assistant', content: 'bad' }
  const pairs = [
    { prompt: [user], chosen: [good], rejected: [bad], margin: 2 },
    { chosen: [user, good], rejected: [user, bad] },
    { prompt: 'The sky is', chosen: ' blue.', rejected: ' green.' },
    { chosen: 'The sky is blue.', rejected: 'The sky is green.', margin: 0.5 },
    { chosen: [user, good], rejected: [user, good] },
  ]
  const chat = (content: string) => [{ role: 'assistant', content }]

  test('TRL: chats with an explicit prompt, texts without one stay whole, equal responses make no pair', async () => {
    const source = file('trl.jsonl', pairs)
    const { out, err } = await run(source, '--from', 'trl-preference', '--to', 'trl-preference')
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { prompt: [user], chosen: [good], rejected: [bad], margin: 2 },
      { prompt: [user], chosen: [good], rejected: [bad] },
      { prompt: [{ role: 'user', content: 'The sky is' }], chosen: chat(' blue.'), rejected: chat(' green.') },
      { chosen: 'The sky is blue.', rejected: 'The sky is green.', margin: 0.5 },
    ])
    expect(err).toContain('pairs left out: identical responses: 1')
  })

  test('unpaired: two rows a pair, each with its margin', async () => {
    const read = await rows(file('trl.jsonl', pairs.slice(0, 1)), '--from', 'trl-preference', '--to', 'trl-unpaired')
    expect(read).toEqual([
      { prompt: [user], completion: [good], label: true, margin: 2 },
      { prompt: [user], completion: [bad], label: false, margin: 2 },
    ])
  })

  test('every format of pairs that can be read is written and read back', async () => {
    const source = file('trl.jsonl', pairs.slice(0, 1))
    const both = [
      'hh-rlhf',
      'arena',
      'openai',
      'openrlhf',
      'axolotl',
      'nemo-aligner',
      'nemo-rl',
      'trl-reward',
      'trl-text',
    ]
    for (const format of [...both, 'llama-factory']) {
      const out = path.join(folder, format)
      await run(source, '--from', 'trl', '--to', format, '--out', out)
      const there = path.join(out, readdirSync(out).find((name) => name.endsWith('.jsonl')) ?? '')
      const [back] = await rows(there, '--from', format, '--to', 'trl-preference')
      const inText = format === 'trl-text' ? { chosen: chat(' good'), rejected: chat(' bad') } : {}
      expect(back, format).toMatchObject({ prompt: [user], chosen: [good], rejected: [bad], ...inText })
    }
  })

  test.each(['axolotl', 'llama-factory', 'nemo-aligner'])(
    '%s: a broken row is refused with line and field',
    async (from) => {
      const broken = file(`broken-${from}.jsonl`, [{ messages: 7, conversations: 7, prompt: 7, chosen: 7 }])
      expect(await refusal(broken, '--from', from, '--to', 'trl-preference')).toMatch(
        /\.jsonl, line 1, field “\w+”: .*\.$/,
      )
    },
    10_000,
  )

  test('votes become battles: sides are undone, ties in the words of the Arena', async () => {
    const source = file('votes.jsonl', [
      { item: 1, annotator: 'ada', value: 'first', shown_first: 'b', model_a: 'm', model_b: 'n' },
      { item: 1, annotator: 'ben', value: 'both-bad', model_a: 'm', model_b: 'n' },
      { item: 2, annotator: 'ben', value: null },
    ])
    const read = await rows(source, '--to', 'arena')
    expect(
      read.map(({ question_id, model_a, model_b, winner, judge }) => [question_id, model_a, model_b, winner, judge]),
    ).toEqual([
      ['1', 'm', 'n', 'model_b', 'ada'],
      ['1', 'm', 'n', 'tie (bothbad)', 'ben'],
    ])
    expect(await refusal(source, '--to', 'trl-preference')).toMatch(/line 1, field “prompt”.*response_a/)
  })

  test('a raw export becomes whatever its answers are', async () => {
    const about = { task_id: 't', id: 'x', annotation_id: 'a', annotator: 'ada', shown_order: [1, 0] }
    const responses = [
      { model: 'm', content: [good] },
      { model: 'n', content: [bad] },
    ]
    const answer = { choice: 'a', strength: 2 }
    const raw = file('raw.jsonl', [{ ...about, payload: { prompt: [user], responses }, answer }])
    expect(await rows(raw, '--from', 'raw', '--to', 'trl-preference')).toEqual([
      {
        id: 'x',
        prompt: [user],
        chosen: [good],
        rejected: [bad],
        annotator: 'ada',
        models: { chosen: 'm', rejected: 'n' },
        margin: 2,
      },
    ])
    const image = { image: 'a.jpg', width: 640, height: 480 }
    const drawn = file('raw-boxes.jsonl', [{ ...about, payload: image, answer: { boxes: [cat] } }])
    expect(JSON.parse((await run(drawn, '--from', 'raw', '--to', 'coco')).out).annotations[0].bbox).toEqual([
      4, 8, 20.5, 10,
    ])
  })

  test('nothing is printed where a later line is broken', async () => {
    const source = file('broken.jsonl', [pairs[0], { chosen: 'a', rejected: [good] }])
    expect(await refusal(source, '--from', 'trl-preference', '--to', 'openai')).toMatch(
      /broken\.jsonl, line 2, field “chosen”/,
    )
  })

  test('what LLaMA-Factory needs beside the rows goes into the folder', async () => {
    const source = file('trl.jsonl', pairs.slice(0, 1))
    const args = [source, '--from', 'trl-preference', '--to', 'llama-factory']
    expect(await refusal(...args)).toMatch(/--out FOLDER/)
    await run(...args, '--out', path.join(folder, 'lf'))
    expect(readdirSync(path.join(folder, 'lf')).sort()).toEqual(['dataset_info.json', 'llama-factory.jsonl'])
  })
})

test('formats that hold different things are refused with those that fit', async () => {
  expect(await refusal(file('a.json', '{}'), '--from', 'coco', '--to', 'srt')).toMatch(/From coco choose .*yolo/)
  expect(await refusal(path.join(folder, 'nowhere.json'), '--from', 'coco', '--to', 'voc')).toMatch(/no such file/)
})
