import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentOf, readAs } from './mirror.fixture'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-peers-'))
  process.env.CONCORD_DATA = folder
})
afterAll(() => rm(folder, { recursive: true }))

describe('CVAT for video', () => {
  const box = (frame: number, more = '') =>
    `<box frame="${frame}" keyframe="1" outside="0" occluded="0" xtl="${10 + frame}" ytl="20" xbr="30" ybr="60" ${more}/>`
  const size = '<original_size><width>451</width><height>300</height></original_size>'
  const video = `<?xml version="1.0"?><annotations><version>1.1</version><meta><task><name>x</name>${size}</task></meta>
<track id="0" label="Animal" source="manual">${box(0)}${box(1)}${box(2).replace('outside="0"', 'outside="1"')}</track>
<track id="1" label="Object" source="manual"><box frame="1" outside="0" xtl="440" ytl="1" xbr="460" ybr="9"><attribute name="m">1</attribute></box><polygon frame="1" outside="0" points="1,2;3,4;5,6"/></track>
</annotations>`
  const pictures = Object.fromEntries(
    [0, 1, 2].map((number) => [`images/frame_00000${number}.PNG`, new Uint8Array([1])]),
  )

  test('each frame is an image with the boxes that are in sight there', async () => {
    const { format, lines, notes } = await readAs('bounding-box', { 'annotations.xml': video, ...pictures })
    expect(format).toBe('cvat')
    const animal = { label: 'Animal', y: 20, height: 40 }
    const boxesIn = [
      [{ ...animal, x: 10, width: 20 }],
      [
        { ...animal, x: 11, width: 19 },
        { label: 'Object', x: 440, y: 1, width: 11, height: 8 },
      ],
      [],
    ]
    expect(contentOf(lines)).toEqual(
      boxesIn.map((boxes, frame) => ({
        id: null,
        gold: null,
        meta: { frame },
        task: { image: `images/frame_00000${frame}.PNG` },
        annotations: [['', { boxes }]],
      })),
    )
    expect(notes).toEqual({
      'tracks, whose boxes come frame by frame': 2,
      'shapes of type polygon left out': 1,
      'attributes of boxes left out': 1,
      'boxes cut at the border of the image': 1,
    })
  })

  test('a frame with boxes but without a picture, or with a broken box, is a problem of its own', async () => {
    const [first] = Object.entries(pictures)
    const only = Object.fromEntries(first ? [first] : [])
    const { lines } = await readAs('bounding-box', { 'annotations.xml': video, ...only })
    expect(contentOf(lines)).toEqual([expect.anything(), expect.stringContaining('frame_000001 is not there')])
    const broken = video.replace('xtl="10"', 'xtl="ten"')
    const { lines: read } = await readAs('bounding-box', { 'annotations.xml': broken, ...pictures })
    expect(contentOf(read)).toEqual([expect.stringContaining('“xtl”'), expect.anything(), expect.anything()])
  })

  test('without any frame the video is refused, and what to export instead is said', async () => {
    for (const given of [video, { 'annotations.xml': video }])
      await expect(
        readAs('bounding-box', given, { contentType: typeof given === 'string' ? 'text/xml' : 'application/zip' }),
      ).rejects.toThrow(/“Save images”.*“CVAT for images 1\.1”.*Nothing was imported\.$/)
    const unnumbered = video.replace('frame="0"', 'frame="first"')
    await expect(readAs('bounding-box', { 'annotations.xml': unnumbered, ...pictures })).rejects.toThrow(/“frame”/)
  })
})
