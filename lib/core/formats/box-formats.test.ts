import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../errors'
import { counting, parsed, sets, uncounted } from './box-sets.fixture'
import { inOrder } from './boxed-images'
import { readCoco, writeCoco } from './coco'
import { readVoc, writeVoc } from './voc'
import { dataYaml, readYolo, writeYolo } from './yolo'

describe('COCO', () => {
  test('what is written comes back: every annotator, every image without boxes, sizes and unused categories', () => {
    fc.assert(
      fc.property(sets(2), (set) => {
        expect(readCoco(parsed(writeCoco(set, uncounted)), uncounted)).toEqual(inOrder(set))
      }),
    )
  })

  test('ids begin at 1 and are unique, boxes and areas are unrounded', () => {
    fc.assert(
      fc.property(sets(2), (set) => {
        const document = Object(parsed(writeCoco(set, uncounted)))
        const ids: number[] = document.annotations.map((annotation: { id: number }) => annotation.id)
        expect(ids).toEqual(ids.map((_, index) => index + 1))
        const boxes = set.images.flatMap(({ answers }) => answers.flatMap((answer) => answer.boxes))
        expect(document.annotations.map((annotation: { bbox: number[] }) => annotation.bbox)).toEqual(
          boxes.map(({ x, y, width, height }) => [x, y, width, height]),
        )
        expect(document.annotations.map((annotation: { area: number }) => annotation.area)).toEqual(
          boxes.map(({ width, height }) => width * height),
        )
      }),
    )
  })

  test('crowds and attributes stay, outlines and flat boxes are counted', () => {
    const { counts, count } = counting()
    const annotation = { image_id: 7, category_id: 3, bbox: [1, 2, 3, 4], segmentation: [[1, 2, 3, 4, 5, 6]] }
    const set = readCoco(
      {
        images: [{ id: 7, file_name: 'a.jpg' }],
        annotations: [
          { ...annotation, iscrowd: 1, attributes: { occluded: true } },
          { ...annotation, bbox: [1, 2, 0, 4], segmentation: [] },
        ],
        categories: [
          { id: 9, name: 'dog' },
          { id: 3, name: 'cat' },
        ],
      },
      { count },
    )
    expect(set.categories).toEqual(['cat', 'dog'])
    expect(set.images).toEqual([
      {
        file: 'a.jpg',
        width: null,
        height: null,
        answers: [
          {
            annotator: '',
            boxes: [{ label: 'cat', x: 1, y: 2, width: 3, height: 4, crowd: true, attributes: { occluded: true } }],
          },
        ],
      },
    ])
    expect(counts).toEqual({ 'outlines of segments left out': 1, 'boxes without area left out': 1 })
  })

  test('a document that names what it does not hold is refused', () => {
    const document = { images: [{ id: 1, file_name: 'a' }], categories: [{ id: 1, name: 'x' }] }
    const annotation = { image_id: 1, category_id: 1, bbox: [0, 0, 1, 1] }
    expect(() => readCoco({}, uncounted)).toThrow(AppError)
    for (const wrong of [{ image_id: 2 }, { category_id: 2 }, { bbox: [0, 0, 1] }, { bbox: [0, 0, '1', 1] }]) {
      const given = { ...document, annotations: [{ ...annotation, ...wrong }] }
      expect(() => readCoco(given, uncounted), JSON.stringify(wrong)).toThrow(AppError)
    }
  })
})

describe('YOLO', () => {
  const inside = sets(1).map((set) => ({
    ...set,
    images: set.images.map((image) => ({
      ...image,
      answers: image.answers.map(({ annotator, boxes }) => ({
        annotator,
        boxes: boxes.filter((own) => own.x + own.width <= 641 && own.y + own.height <= 479),
      })),
    })),
  }))

  test('boxes inside the image come back, classes in the order of the categories', () => {
    fc.assert(
      fc.property(inside, (set) => {
        const files = writeYolo(set, uncounted)
        const text = (name: string) => files.find(({ file }) => file === name)?.data ?? ''
        const back = readYolo({
          yaml: text('data.yaml'),
          labels: set.images.map(({ file }, index) => ({
            text: text(`labels/train/photos/${index}.txt`),
            image: { file, width: 641, height: 479 },
          })),
        })
        expect(back).toEqual(set)
      }),
    )
  })

  test('every number has six decimals at least and lies within 0 and 1; what reaches out is cut and counted', () => {
    const { counts, count } = counting()
    const boxes = [
      { label: 'cat', x: 0, y: 0, width: 50, height: 25 },
      { label: 'cat', x: 90, y: 90, width: 50, height: 50 },
      { label: 'cat', x: 200, y: 200, width: 5, height: 5 },
    ]
    const image = { file: 'a.png', width: 100, height: 100, answers: [{ annotator: '', boxes }] }
    const [, labels] = writeYolo({ categories: ['cat'], images: [image] }, { count })
    expect(labels).toEqual({
      file: 'labels/train/a.txt',
      data: '0 0.250000 0.125000 0.500000 0.250000\n0 0.950000 0.950000 0.100000 0.100000\n',
    })
    expect(counts).toEqual({
      'boxes cut at the border of the image': 1,
      'boxes outside the image left out': 1,
      'names of annotators left out': 0,
    })
  })

  test('two pictures that would share a label file are refused', () => {
    const image = { width: 9, height: 9, answers: [{ annotator: '', boxes: [] }] }
    const set = { categories: [], images: ['a.jpg', 'A.png'].map((file) => ({ file, ...image })) }
    expect(() => writeYolo(set, uncounted)).toThrow(/rename one/)
  })

  test('several annotators of one picture get a folder each, and no name leaves the folder', () => {
    const answers = ['../ada', 'ben'].map((annotator) => ({ annotator, boxes: [] }))
    const files = writeYolo(
      { categories: ['cat'], images: [{ file: '/../up.jpg', width: 9, height: 9, answers }] },
      uncounted,
    )
    expect(files.map(({ file }) => file)).toEqual([
      'ada/data.yaml',
      'ada/labels/train/up.txt',
      'ben/data.yaml',
      'ben/labels/train/up.txt',
    ])
  })

  test('class names are read as a map, a list and in one line', () => {
    for (const names of [
      'names:\n  0: cat\n  1: "big dog"\n',
      'names:\n- cat\n- big dog\n',
      "names: [cat, 'big dog']\n",
      'names: {0: cat, 1: "big dog"}\n',
      'names: [\n  "cat",\n  big dog,\n]\n',
    ]) {
      const labels = [{ text: '1 0.5 0.5 0.2 0.2\n', image: { file: 'a.jpg', width: 10, height: 10 } }]
      const { categories, images: read } = readYolo({ yaml: `path: .\n${names}nc: 2\n`, labels })
      expect(categories).toEqual(['cat', 'big dog'])
      expect(read[0]?.answers[0]?.boxes).toEqual([{ label: 'big dog', x: 4, y: 4, width: 2, height: 2 }])
    }
  })
})

describe('data.yaml', () => {
  test('any class names come back, and no reader of YAML takes a character of them for the end of a line', () => {
    const names = ['a, b]', "it's", '"', 'ä: #1', '\u2028', '\u0085', '\uFEFF狗', '0: x', '- y', '🐕']
    const yaml = dataYaml(names)
    expect(yaml).not.toMatch(/[\u007F-\u009F\u2028\u2029\uFEFF]/)
    expect(readYolo({ yaml, labels: [] }).categories).toEqual(names)
  })

  test.each(['names: ["\\x41"]', 'names: [a', 'names:\n  4294967294: cat', 'names: {}', 'nc: 3', 'names: "'])(
    '%j is refused with a sentence',
    (yaml) => {
      expect(() => readYolo({ yaml, labels: [] })).toThrow(AppError)
    },
  )
})

describe('Pascal VOC', () => {
  test('what is written comes back, whatever the labels are called', () => {
    fc.assert(
      fc.property(sets(1), (set) => {
        const documents = writeVoc(set, uncounted).filter(({ file }) => file.endsWith('.xml'))
        const back = readVoc(
          documents.map(({ data }) => data),
          uncounted,
        )
        expect(back.images).toEqual(set.images)
      }),
    )
  })

  test('files of others: pose, truncated and difficult stay, a document type is refused', () => {
    const object = '<object><name>dog</name><pose>Left</pose><truncated>1</truncated><difficult>0</difficult>'
    const bounds = '<bndbox><xmin>1</xmin><ymin>2</ymin><xmax>11</xmax><ymax>22</ymax></bndbox></object>'
    const xml = `<?xml version="1.0"?>\n<!-- a --><annotation verified="yes"><filename>a.jpg</filename>${object}${bounds}</annotation>`
    expect(readVoc([xml], uncounted).images[0]?.answers[0]?.boxes).toEqual([
      { label: 'dog', x: 1, y: 2, width: 10, height: 20, attributes: { pose: 'Left', truncated: true } },
    ])
    const evil =
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><annotation><filename>&x;</filename></annotation>'
    for (const broken of [evil, xml.slice(0, -20), '', '<a></b>', xml.replace('<xmin>1', '<xmin>one')]) {
      expect(() => readVoc([broken], uncounted)).toThrow(AppError)
    }
  })
})
