import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contentOf, readAs } from './mirror.fixture'
import { Notes } from './notes'
import { readJsonDocument } from './read-json-document'
import { openTaskSource } from './task-source'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-hostile-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

const xml = { contentType: 'application/xml' }
const json = { contentType: 'application/json' }
const vocOf = (name: string, before = '') =>
  `${before}<annotation><filename>${name}</filename><size><width>10</width><height>10</height></size></annotation>`

test('a document type is refused before anything it names is read', async () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY a "ha">${'bcdefghij'
    .split('')
    .map((c, i) => `<!ENTITY ${c} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)
    .join('')}]>`
  for (const head of [
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    '<!doctype x SYSTEM "http://127.0.0.1/x.dtd">',
    laughs,
  ]) {
    const { lines } = await readAs('bounding-box', vocOf('&e;&j;', head), xml)
    expect(contentOf(lines)).toEqual([expect.stringContaining('document type')])
    const cvat = `${head}<annotations><image name="&e;" width="1" height="1"/></annotations>`
    await expect(readAs('bounding-box', cvat, xml)).rejects.toThrow(/document type.*Nothing was imported\.$/)
  }
})

test('a reference to an entity of one’s own stays text; those of XML are read', async () => {
  const { lines } = await readAs('bounding-box', vocOf('a&amp;b &#x4e2d; &evil; &__proto__;.png'), xml)
  expect(contentOf(lines)).toMatchObject([{ task: { image: 'a&b 中 &evil; &__proto__;.png' } }])
})

test('XML that lies deep, is cut off or is none is refused with a sentence', async () => {
  const deep = `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`
  for (const [text, reason] of [
    [vocOf('x.png').replace('</annotation>', `${deep}</annotation>`), /64 levels/],
    [vocOf('x.png').slice(0, -5), /no XML/],
    ['<annotation><filename>x</annotation></filename>', /no XML/],
    ['<annotation><__proto__><polluted>1</polluted></__proto__></annotation>', /__proto__/],
  ] as const) {
    const { lines } = await readAs('bounding-box', text, xml)
    expect(contentOf(lines)[0]).toMatch(reason)
  }
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test('names that lead out of the folder are looked up like any other, and found nowhere', async () => {
  const { lines } = await readAs('bounding-box', { 'Annotations/x.xml': vocOf('../../../etc/passwd') })
  expect(contentOf(lines)).toMatchObject([{ task: { image: '../../../etc/passwd' } }])
  await expect(readAs('bounding-box', { '../data.yaml': 'names: [a]' })).rejects.toThrow(/The zip is refused/)
})

test('a byte order mark, Windows line ends and letters of any script come through', async () => {
  const bom = '\uFEFF'
  const rows = [
    { text: 'Привет', label: 'positive' },
    { text: '你好 👋', label: 'neutral' },
  ]
  const text = bom + rows.map((row) => JSON.stringify(row)).join('\r\n')
  expect(contentOf((await readAs('sentiment', text)).lines)).toMatchObject([
    { task: { text: 'Привет' } },
    { task: { text: '你好 👋' } },
  ])
  expect(
    contentOf((await readAs('bounding-box', bom + vocOf('größe/猫.png').replaceAll('><', '>\r\n<'), xml)).lines),
  ).toMatchObject([{ task: { image: 'größe/猫.png' } }])
  const cvat = `${bom}<annotations>\r\n<image name="猫.png" width="9" height="9"></image>\r\n</annotations>`
  expect(contentOf((await readAs('bounding-box', cvat, xml)).lines)).toMatchObject([{ task: { image: '猫.png' } }])
  const vtt = `${bom}WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nשלום\r\n`
  expect(contentOf((await readAs('transcription', { 'שיחה.vtt': vtt, 'שיחה.wav': 'x' })).lines)).toMatchObject([
    { task: { audio: 'שיחה.wav' }, annotations: [['', { text: 'שלום' }]] },
  ])
})

test('NUL, half characters and rounded numbers are refused line by line, wherever they come from', async () => {
  const nul =
    '{"text":"a","label":"x\\u0000"}\n{"text":"\\ud800","label":"x"}\n{"text":"c","label":"x","n":12345678901234567890}\n'
  expect(contentOf((await readAs('sentiment', nul)).lines)).toEqual([
    expect.stringContaining('NUL'),
    expect.stringContaining('half of a character'),
    expect.stringContaining('more digits'),
  ])
  const vtt = 'WEBVTT\n\n00:01.000 --> 00:02.000\na\u0000b\n'
  expect(contentOf((await readAs('transcription', { 'a.vtt': vtt, 'a.wav': 'x' })).lines)).toEqual([
    expect.stringContaining('NUL'),
  ])
})

test('a JSON document that is cut off, too deep or no object refuses the file', async () => {
  const coco = '{"images":[{"id":1,"file_name":"a.png"}],"categories":[],"annotations":[]}'
  const deep = `{"images":[{"id":1,"file_name":"a","x":${'['.repeat(200)}${']'.repeat(200)}}]}`
  for (const [text, reason] of [
    [coco.slice(0, -1), /cut off/],
    [coco.slice(0, 30), /cut off/],
    [`${coco}]`, /closes nothing/],
    [deep, /deep/],
    [`{"images":[{"id":1,"file_name":"${'a'.repeat(1_100_000)}"}]}`, /longer than 1 MB/],
    ['{"images":[{"id":1,"file_name":"a","__proto__":{"x":1}}]}', /__proto__/],
  ] as const) {
    await expect(readAs('bounding-box', text, { ...json, format: 'coco' })).rejects.toThrow(reason)
  }
})

test('values between the lists of a document, and brackets in texts, change nothing', async () => {
  const text =
    '{"a":{"images":[{"id":0}]},"n":[1,[{"id":9}],"]}"],"images":[{"id":1,"t":"]}\\"[{"},{"id":2}],"s":"images","annotations" : [ {"id":3} ]}'
  async function* pieces() {
    for (const letter of text) yield letter
  }
  const parts: [string, unknown][] = []
  for await (const { key, value } of readJsonDocument(pieces())) parts.push([key, value])
  expect(parts).toEqual([
    ['images', { id: 1, t: ']}"[{' }],
    ['images', { id: 2 }],
    ['annotations', { id: 3 }],
  ])
})

test('half a million boxes are read piece by piece, and others have their turn meanwhile', {
  timeout: 60_000,
}, async () => {
  const boxes = 500_000
  async function* document() {
    yield Buffer.from('{"categories":[{"id":1,"name":"Animal"}],"images":[')
    yield Buffer.from(Array.from({ length: 1000 }, (_, i) => `{"id":${i},"file_name":"${i}.png"}`).join(','))
    yield Buffer.from('],"annotations":[')
    for (let from = 0; from < boxes; from += 1000) {
      const some = Array.from(
        { length: 1000 },
        (_, i) => `{"id":${from + i + 1},"image_id":${i},"category_id":1,"bbox":[1,2,3,4]}`,
      )
      await new Promise((turn) => setImmediate(turn))
      yield Buffer.from((from === 0 ? '' : ',') + some.join(','))
    }
    yield Buffer.from(']}')
  }
  let turns = 0
  const others = setInterval(() => {
    turns += 1
  }, 5)
  const options = { contentType: 'application/json', taskType: 'bounding-box', format: null, tally: new Notes() }
  const source = await openTaskSource(document(), options)
  let read = 0
  for await (const line of source.lines)
    if ('value' in line) read += JSON.stringify(line.answers).split('"label"').length - 1
  clearInterval(others)
  await source.close()
  expect(read).toBe(boxes)
  expect(turns).toBeGreaterThan(50)
})
