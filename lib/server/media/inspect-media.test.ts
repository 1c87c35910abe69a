import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inspectMedia } from './inspect-media'

const fixtures = path.join(__dirname, 'fixtures')
const demo = path.resolve('demo')
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-media-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function inspected(source: string) {
  const file = path.join(folder, `${Math.random()}`)
  await copyFile(source, file)
  return inspectMedia(file, path.basename(source))
}

async function inspectedBytes(bytes: Uint8Array | string, name: string) {
  const file = path.join(folder, `${Math.random()}`)
  await writeFile(file, bytes)
  return inspectMedia(file, name)
}

test('an image is measured upright, as EXIF orientation says', async () => {
  expect(await inspected(path.join(fixtures, 'exif-Landscape_6.jpg'))).toMatchObject({ width: 1800, height: 1200 })
  expect(await inspected(path.join(fixtures, 'exif-Portrait_3.jpg'))).toMatchObject({ width: 1200, height: 1800 })
})

test('what is stored of an image holds no EXIF and no GPS', async () => {
  const source = path.join(demo, 'images/hallstatt.jpg')
  expect((await sharp(source).metadata()).exif).toBeDefined()
  const stored = await inspected(source)
  expect((await sharp(stored.file).metadata()).exif).toBeUndefined()
  expect((await readFile(stored.file)).includes('Exif')).toBe(false)
})

test('an image without metadata keeps its bytes', async () => {
  const bare = await sharp({ create: { width: 3, height: 2, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const stored = await inspectedBytes(bare, 'bare.png')
  expect(stored).toMatchObject({ mime: 'image/png', width: 3, height: 2 })
  expect(await readFile(stored.file)).toEqual(bare)
})

test('a file glued behind an image does not reach the store', async () => {
  const bare = await sharp({ create: { width: 3, height: 2, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer()
  const stored = await inspectedBytes(Buffer.concat([bare, Buffer.from('<script>alert(1)</script>')]), 'cat.jpg')
  expect((await readFile(stored.file)).includes('<script>')).toBe(false)
})

test('types come from bytes: markup and unknown files are refused under any name', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
  const refused = [
    svg,
    `<?xml version="1.0"?>${svg}`,
    '<!doctype html><script>alert(1)</script>',
    '%PDF-1.7\n',
    'just text',
  ]
  for (const content of refused) {
    await expect(inspectedBytes(content, 'cat.png')).rejects.toMatchObject({ code: 'unsupported-media' })
  }
  await expect(inspectedBytes('', 'cat.png')).rejects.toMatchObject({ code: 'invalid-content' })
  const tiff = await sharp({ create: { width: 3, height: 2, channels: 3, background: 'red' } })
    .tiff()
    .toBuffer()
  await expect(inspectedBytes(tiff, 'cat.png')).rejects.toMatchObject({ code: 'unsupported-media' })
})

test('a damaged image is refused', async () => {
  const whole = await readFile(path.join(demo, 'images/chelsea.png'))
  await expect(inspectedBytes(whole.subarray(0, whole.length / 2), 'a.png')).rejects.toMatchObject({
    code: 'invalid-content',
  })
  const jpeg = await readFile(path.join(demo, 'images/rocket.jpg'))
  await expect(inspectedBytes(jpeg.subarray(0, jpeg.length / 2), 'a.jpg')).rejects.toMatchObject({
    code: 'invalid-content',
  })
})

test('an image of a billion pixels is refused by its header', async () => {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  png.writeUInt32BE(60_000, 16)
  png.writeUInt32BE(60_000, 20)
  await expect(inspectedBytes(png, 'bomb.png')).rejects.toMatchObject({
    status: expect.toSatisfy((status) => [413, 422].includes(status)),
  })
  const wide = await sharp({ create: { width: 10_100, height: 10_100, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  await expect(inspectedBytes(wide, 'bomb.png')).rejects.toMatchObject({ code: 'too-large' })
})

test('an animation is refused', async () => {
  const frames = Buffer.concat([Buffer.alloc(48, 0), Buffer.alloc(48, 255)])
  const gif = await sharp(frames, { raw: { width: 4, height: 8, channels: 3, pageHeight: 4 } })
    .gif()
    .toBuffer()
  await expect(inspectedBytes(gif, 'a.gif')).rejects.toMatchObject({ code: 'unsupported-media' })
})

test('recordings of every accepted kind have their length and peaks', async () => {
  const lengths: [string, string, number][] = [
    [path.join(demo, 'audio/jfk.flac'), 'audio/flac', 11],
    [path.join(demo, 'audio/chinese.flac'), 'audio/flac', 0.9564583],
    [path.join(demo, 'audio/english.wav'), 'audio/wav', 2.7449433],
    [path.join(demo, 'audio/arctic_a0024.wav'), 'audio/wav', 3.955],
    [path.join(fixtures, 'stereo-24-bit.wav'), 'audio/wav', 2.7449433],
    [path.join(fixtures, 'example.ogg'), 'audio/ogg', 6.104],
  ]
  for (const [file, mime, seconds] of lengths) {
    const stored = await inspected(file)
    expect(stored.mime).toBe(mime)
    expect(stored.durationSeconds).toBeCloseTo(seconds, 2)
    const [peaks = []] = stored.peaks?.peaks ?? []
    expect(Math.abs(peaks.length - seconds * 100)).toBeLessThan(3)
    expect(Math.max(...peaks.map(Math.abs))).toBeGreaterThan(0.05)
    expect(Math.max(...peaks.map(Math.abs))).toBeLessThanOrEqual(1)
  }
})

test('MP3 is measured frame by frame', async () => {
  const frame = Buffer.alloc(417)
  frame.set([0xff, 0xfb, 0x90, 0x00])
  const stored = await inspectedBytes(Buffer.concat(Array.from({ length: 200 }, () => frame)), 'silence.mp3')
  expect(stored.mime).toBe('audio/mpeg')
  expect(stored.durationSeconds).toBeCloseTo((200 * 1152) / 44_100, 3)
})

test('a recording cut off is refused', async () => {
  for (const name of ['english.wav', 'jfk.flac']) {
    const whole = await readFile(path.join(demo, 'audio', name))
    await expect(inspectedBytes(whole.subarray(0, whole.length / 2), name)).rejects.toMatchObject({
      code: 'invalid-content',
    })
  }
})

test('a header that no recording has is refused', async () => {
  const wave = await readFile(path.join(demo, 'audio/arctic_a0024.wav'))
  const silent = Buffer.from(wave)
  silent.writeUInt32LE(0, silent.indexOf('fmt ') + 12)
  const crowded = Buffer.from(wave)
  crowded.writeUInt16LE(65_535, crowded.indexOf('fmt ') + 10)
  for (const bytes of [silent, crowded]) {
    await expect(inspectedBytes(bytes, 'a.wav')).rejects.toMatchObject({ code: 'invalid-content' })
  }
})
