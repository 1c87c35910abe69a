import { AppError } from '../errors'
import type { ExportTally } from '../export/contract'
import type { FormatBox } from '../formats/boxed-images'
import { lengthBetween } from '../formats/percent'
import { readVoc } from '../formats/voc'
import { boxAnswer } from './box-answer'
import { numberIn } from './fields'
import type { ImportSource, Mirror, MirroredContent, MirroredTask } from './mirror'
import { mirrored, refused } from './mirrored-rows'
import { childOf, childrenOf, elementsOf, readXml, type XmlElement } from './read-xml'

const isXml = (file: string) => /\.xml$/i.test(file)

/** Annotations/… of one annotator, or a folder each. */
export const voc: Mirror = {
  label: 'Pascal VOC',
  description:
    'Pascal VOC: one XML a picture, corners read as 0-based and continuous; the split that ImageSets/Main names is kept as a free field. Poses, parts and marks such as “difficult” have no place in an answer and are counted.',
  taskTypes: ['bounding-box'],
  folder: true,
  detect: ({ files, start }) =>
    files.some(isXml) && (files.length === 1 ? /<annotation[\s>]/.test(start) : !/<annotations[\s>]/.test(start)),
  read: readVocFiles,
}

async function* readVocFiles(source: ImportSource, tally: ExportTally): AsyncIterable<MirroredTask> {
  const documents = new Map<string, { file: string; annotator: string }[]>()
  for (const file of source.files.filter(isXml)) {
    const [, folder = '', name = file] = /^(?:(.*)\/)?Annotations\/(.*)$/.exec(file) ?? []
    documents.set(name, [...(documents.get(name) ?? []), { file, annotator: folder }])
  }
  const splitOf = await splitsIn(source)
  const several = [...documents.values()].some(({ length }) => length > 1)
  let number = 0
  for (const [name, same] of documents) {
    number += 1
    const texts = await Promise.all(same.map(({ file }) => source.text(file)))
    const place = { line: number, excerpt: same[0]?.file ?? '', characters: texts.join('').length }
    yield mirrored(place, () => {
      const read = texts.map((text, index) => ({
        image: oneImage(text, tally),
        annotator: several ? (same[index]?.annotator ?? '') : '',
      }))
      const [first] = read
      if (first === undefined) throw refused('', 'There is nothing here.')
      const split = splitOf.get(name.replace(/\.xml$/i, ''))
      return {
        task: { image: first.image.file },
        meta: split === undefined ? {} : { split },
        annotations: read.map(({ image, annotator }) =>
          boxAnswer(annotator.split('/').at(-1) ?? '', image.answers[0]?.boxes ?? [], image, tally),
        ),
      }
    })
  }
}

/** The split of each picture, by its name in ImageSets/Main/train.txt and its like; lists by class say something else. */
async function splitsIn(source: ImportSource): Promise<Map<string, string>> {
  const splitOf = new Map<string, string>()
  for (const file of source.files) {
    const [, split] = /(?:^|\/)ImageSets\/Main\/(train|val|test)\.txt$/.exec(file) ?? []
    if (split === undefined) continue
    for (const line of (await source.text(file)).split(/\r?\n/)) {
      if (line.trim() !== '') splitOf.set(line.trim(), split)
    }
  }
  return splitOf
}

function oneImage(text: string, tally: ExportTally) {
  const [image] = readVoc([text], tally).images
  if (image === undefined) throw refused('annotation', 'This is no Pascal VOC file.')
  return image
}

/** CVAT for images 1.1. Videos (tracks) would need their frames. */
export const cvat: Mirror = {
  label: 'CVAT for images 1.1 (XML)',
  description:
    'CVAT’s XML of an image task: boxes with their labels. Polygons, points, tags, attributes and turned boxes’ angles have no place in an answer and are counted.',
  taskTypes: ['bounding-box'],
  folder: true,
  detect: ({ files, start }) => files.some(isXml) && /<annotations[\s>]/.test(start),
  read: readCvat,
}

async function* readCvat(source: ImportSource, tally: ExportTally): AsyncIterable<MirroredTask> {
  let number = 0
  for (const file of source.files.filter(isXml)) {
    // Image by image: a long document must not keep others waiting.
    const { elements, around } = elementsOf(await source.text(file), 'image')
    const root = readXml(around)
    if (root.name !== 'annotations')
      throw new AppError('bad-input', `“${file}” is no CVAT file: <annotations> is missing.`)
    if (childOf(root, 'track') !== undefined)
      throw new AppError(
        'bad-input',
        `“${file}” holds tracks of a video. Export it from CVAT as “CVAT for images 1.1”.`,
      )
    for (const text of elements) {
      number += 1
      const name = /\sname="([^"]*)"/.exec(text)?.[1] ?? ''
      yield mirrored({ line: number, excerpt: name, characters: text.length }, () => taskOfImage(readXml(text), tally))
    }
  }
}

function taskOfImage(image: XmlElement, tally: ExportTally): MirroredContent {
  const { name, width, height, subset } = image.attributes
  if (name === undefined || name === '') throw refused('name', 'The image has no name.')
  const size = { width: numberIn(width), height: numberIn(height) }
  const boxes = image.children.flatMap((shape): FormatBox[] => {
    if (shape.name === 'box') return [boxOf(shape, tally)]
    tally.count(`shapes of type ${shape.name} left out`)
    return []
  })
  return {
    task: { image: name },
    meta: subset === undefined ? {} : { subset },
    annotations: [boxAnswer('', boxes, size, tally)],
  }
}

function boxOf(shape: XmlElement, tally: ExportTally): FormatBox {
  const corner = (name: string): number => {
    const value = numberIn(shape.attributes[name])
    if (value === null) throw refused(name, `A box has no number in “${name}”.`)
    return value
  }
  const [x, y] = [corner('xtl'), corner('ytl')]
  if (numberIn(shape.attributes.rotation)) tally.count('angles of turned boxes left out')
  const attributes = Object.fromEntries(
    childrenOf(shape, 'attribute').map(({ attributes: { name = '' }, text }) => [name, text.trim()]),
  )
  return {
    label: shape.attributes.label ?? '',
    x,
    y,
    width: lengthBetween(x, corner('xbr')),
    height: lengthBetween(y, corner('ybr')),
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
  }
}
