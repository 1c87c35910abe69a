import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { file, folder, refusal, rows, run } from './convert.fixture'

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

test('formats that hold different things are refused with those that fit', async () => {
  expect(await refusal(file('a.json', '{}'), '--from', 'coco', '--to', 'srt')).toMatch(/From coco choose .*yolo/)
  expect(await refusal(path.join(folder, 'nowhere.json'), '--from', 'coco', '--to', 'voc')).toMatch(/no such file/)
})
