import { mkdtemp, readFile, rm } from 'node:fs/promises'
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

const demo = (name: string) => readFile(path.resolve('demo', name))

/** Small files in the layout that each tool documents, in our own words. */
describe('boxes', () => {
  const cocoDocument = {
    info: { description: 'nested { "images": [ in a text' },
    licenses: [{ id: 1, name: 'CC BY' }],
    annotations: [
      { id: 1, image_id: 10, category_id: 2, bbox: [5, 5, 20, 10], area: 200, iscrowd: 0, segmentation: [] },
      {
        id: 2,
        image_id: 10,
        category_id: 1,
        bbox: [-4, 290, 10, 20],
        area: 200,
        iscrowd: 0,
        segmentation: [[1, 2, 3, 4]],
      },
    ],
    images: [
      { id: 10, file_name: 'chelsea.png', width: 451, height: 300, license: 1 },
      { id: 11, file_name: 'coffee.png', width: 600, height: 400 },
    ],
    categories: [
      { id: 1, name: 'Animal', supercategory: '' },
      { id: 2, name: 'Object', supercategory: '' },
    ],
  }
  const cocoTasks = [
    {
      id: null,
      gold: null,
      meta: { license: 1 },
      task: { image: 'chelsea.png' },
      annotations: [
        [
          '',
          {
            boxes: [
              { label: 'Object', x: 5, y: 5, width: 20, height: 10 },
              { label: 'Animal', x: 0, y: 290, width: 6, height: 10 },
            ],
          },
        ],
      ],
    },
    { id: null, gold: null, meta: {}, task: { image: 'coffee.png' }, annotations: [['', { boxes: [] }]] },
  ]

  test('COCO: people without names stay apart by their answers, and who drew nothing is there too', async () => {
    const box = { image_id: 1, category_id: 1, bbox: [5, 5, 20, 10], area: 200, iscrowd: 0, annotator: '' }
    const document = {
      images: [{ id: 1, file_name: 'chelsea.png', width: 451, height: 300, annotators: ['', '', ''] }],
      annotations: [
        { id: 1, annotation_id: 'x', ...box },
        { id: 2, annotation_id: 'y', ...box },
        { id: 3, annotation_id: 'x', ...box },
      ],
      categories: [{ id: 1, name: 'Animal' }],
    }
    const { lines } = await readAs('bounding-box', { 'instances.json': JSON.stringify(document) })
    const own = { label: 'Animal', x: 5, y: 5, width: 20, height: 10 }
    expect(contentOf(lines)).toMatchObject([
      {
        annotations: [
          ['', { boxes: [own, own] }],
          ['', { boxes: [own] }],
          ['', { boxes: [] }],
        ],
      },
    ])
  })

  test.each([0, 1])('COCO, in one line or several, images before or after their boxes', async (indent) => {
    const text = JSON.stringify(cocoDocument, null, indent)
    const { format, lines: read, notes } = await readAs('bounding-box', text, { contentType: 'application/json' })
    expect(format).toBe('coco')
    expect(contentOf(read)).toEqual(cocoTasks)
    expect(notes).toEqual({ 'outlines of segments left out': 1, 'boxes cut at the border of the image': 1 })
    const { annotations, ...others } = cocoDocument
    const turned = JSON.stringify({ ...others, annotations })
    expect(contentOf((await readAs('bounding-box', turned, { contentType: 'application/json' })).lines)).toEqual(
      cocoTasks,
    )
    const zip = await readAs('bounding-box', {
      'data/annotations/instances_train.json': text,
      'data/train/chelsea.png': await demo('images/chelsea.png'),
    })
    expect(zip).toMatchObject({ format: 'coco' })
    expect(contentOf(zip.lines)).toEqual(cocoTasks)
  })

  test('a COCO document with stray boxes or unknown categories says which', async () => {
    const read = (change: object) =>
      readAs('bounding-box', JSON.stringify({ ...cocoDocument, ...change }), { contentType: 'application/json' })
    await expect(read({ images: [cocoDocument.images[1]] })).rejects.toThrow(/image 10.*Nothing was imported\.$/)
    expect(contentOf((await read({ categories: [{ id: 2, name: 'Object' }] })).lines)[0]).toContain('Category 1')
    await expect(read({ images: [{ id: 1 }] })).rejects.toThrow(/file name/)
    await expect(read({ images: [] })).rejects.toThrow(/no COCO document/)
  })

  test('a YOLO folder needs its pictures; one without labels has no boxes', async () => {
    const { format, lines: read } = await readAs('bounding-box', {
      'set/data.yaml': 'path: .\ntrain: images/train\nval: images/val\nnames:\n  0: Animal\n  1: "Object"\n',
      'set/images/train/chelsea.png': await demo('images/chelsea.png'),
      'set/images/val/coffee.png': await demo('images/coffee.png'),
      'set/labels/train/chelsea.txt': '0 0.5 0.5 0.2 0.1\n',
    })
    expect(format).toBe('yolo')
    expect(contentOf(read)).toMatchObject([
      {
        task: { image: 'chelsea.png' },
        meta: { split: 'train' },
        annotations: [['', { boxes: [{ label: 'Animal', x: 180.4, y: 135, width: 90.2, height: 30 }] }]],
      },
      { task: { image: 'coffee.png' }, meta: { split: 'val' }, annotations: [['', { boxes: [] }]] },
    ])
    await expect(readAs('bounding-box', { 'data.yaml': 'names: [a]', 'labels/x.txt': '' })).rejects.toThrow(
      /Pack them along/,
    )
  })

  test('Pascal VOC, alone or in a zip', async () => {
    const xml = `<?xml version="1.0"?>\n<annotation><folder>VOC</folder><filename>chelsea.png</filename><size><width>451</width><height>300</height><depth>3</depth></size>
      <object><name>Animal &amp; co</name><pose>Left</pose><truncated>1</truncated><difficult>0</difficult><bndbox><xmin>10</xmin><ymin>20</ymin><xmax>30</xmax><ymax>60</ymax></bndbox></object></annotation>`
    const expected = [
      {
        task: { image: 'chelsea.png' },
        annotations: [['', { boxes: [{ label: 'Animal & co', x: 10, y: 20, width: 20, height: 40 }] }]],
      },
    ]
    const alone = await readAs('bounding-box', xml, { contentType: 'application/xml' })
    expect(alone.format).toBe('voc')
    expect(contentOf(alone.lines)).toMatchObject(expected)
    expect(alone.notes).toEqual({ 'attributes of boxes left out': 1 })
    const zip = await readAs('bounding-box', {
      'VOC/Annotations/chelsea.xml': xml,
      'VOC/ImageSets/Main/train.txt': 'chelsea\n',
    })
    expect(zip.format).toBe('voc')
    expect(contentOf(zip.lines)).toMatchObject([{ ...expected[0], meta: { split: 'train' } }])
  })

  test('CVAT for images: boxes come, polygons and attributes are counted', async () => {
    const xml = `<?xml version="1.0" encoding="utf-8"?>
<annotations><version>1.1</version><meta><task><name>x</name><labels><label><name>Animal</name></label></labels></task></meta>
  <image id="0" name="set/chelsea.png" subset="Train" width="451" height="300">
    <box label="Animal" source="manual" occluded="0" xtl="10.50" ytl="20.00" xbr="30.75" ybr="60.25" z_order="0"><attribute name="mood">calm</attribute></box>
    <polygon label="Animal" source="manual" points="1,2;3,4;5,6"></polygon>
  </image>
  <image id="1" name="coffee.png" width="600" height="400"/>
</annotations>`
    const { format, lines: read, notes } = await readAs('bounding-box', xml, { contentType: 'text/xml' })
    expect(format).toBe('cvat')
    expect(contentOf(read)).toEqual([
      {
        id: null,
        gold: null,
        meta: { subset: 'Train' },
        task: { image: 'set/chelsea.png' },
        annotations: [['', { boxes: [{ label: 'Animal', x: 10.5, y: 20, width: 20.25, height: 40.25 }] }]],
      },
      { id: null, gold: null, meta: {}, task: { image: 'coffee.png' }, annotations: [['', { boxes: [] }]] },
    ])
    expect(notes).toEqual({ 'shapes of type polygon left out': 1, 'attributes of boxes left out': 1 })
  })

  test('Label Studio’s rectangles in percent; uploads are named without their prefix', async () => {
    const region = {
      type: 'rectanglelabels',
      original_width: 451,
      original_height: 300,
      value: { x: 10, y: 20, width: 30, height: 40, rotation: 0, rectanglelabels: ['Animal'] },
    }
    const tasks = [
      {
        id: 1,
        data: { image: '/data/upload/4/1a2b3c4d-chelsea.png' },
        annotations: [{ completed_by: 1, result: [region] }],
      },
      { id: 2, data: { image: '/data/local-files/?d=set%2Fcoffee.png' }, predictions: [{ result: [] }] },
    ]
    const { lines: read } = await readAs('bounding-box', JSON.stringify(tasks), { contentType: 'application/json' })
    expect(contentOf(read)).toMatchObject([
      {
        task: { image: 'chelsea.png' },
        annotations: [['1', { boxes: [{ label: 'Animal', x: 45.1, y: 60, width: 135.3, height: 120 }] }]],
      },
      { task: { image: 'set/coffee.png' }, annotations: [], prelabel: { boxes: [] } },
    ])
  })
})
