import { AppError } from '../errors'
import { childOf, readXml, type XmlElement } from '../import-formats/read-xml'
import {
  type AnnotatorSet,
  type BoxedImage,
  type BoxSet,
  byAnnotator,
  categoriesOf,
  type FormatBox,
} from './boxed-images'
import { type FormatFile, type FormatTally, safePath, stem, uniqueNames } from './format-file'
import { lengthBetween, snapped } from './percent'
import { xmlText } from './xml'

/** Said on standard error and in each file, since tools differ. */
export const vocCorners = 'corners are 0-based and continuous: xmax = x + width; the classic data set counts from 1'

/** Pascal VOC: one XML an image and the list of images. Several annotators get a folder each. */
export function writeVoc(set: BoxSet, tally: FormatTally): FormatFile[] {
  const sets = byAnnotator(set, tally)
  const folderOf = uniqueNames()
  return sets.flatMap(({ annotator, images }) => {
    const folder = sets.length > 1 ? `${folderOf(safePath(annotator || 'unnamed'))}/` : ''
    const nameOf = uniqueNames()
    const named = images.map((image) => ({ image, name: nameOf(stem(safePath(image.file))) }))
    const list = named.map(({ name }) => `${name}\n`).join('')
    return [
      ...named.map(({ image, name }) => ({ file: `${folder}Annotations/${name}.xml`, data: vocXml(image, tally) })),
      { file: `${folder}ImageSets/Main/train.txt`, data: list },
    ]
  })
}

/** One image's document. @throws AppError `bad-input` where its size is unknown */
export function vocXml({ file, width, height, boxes }: AnnotatorSet['images'][number], tally: FormatTally): string {
  if (width === null || height === null)
    throw new AppError('bad-input', `image “${file}”: its size is unknown; give image_width and image_height.`)
  const objects = boxes.map((box) => vocObject(box, tally))
  return [
    '<annotation>',
    '  <folder>JPEGImages</folder>',
    `  <filename>${xmlText(file)}</filename>`,
    `  <source><annotation>Concord; ${vocCorners}</annotation></source>`,
    `  <size><width>${width}</width><height>${height}</height><depth>3</depth></size>`,
    '  <segmented>0</segmented>',
    ...objects,
    '</annotation>\n',
  ].join('\n')
}

const flags = ['truncated', 'difficult'] as const

function vocObject(box: FormatBox, tally: FormatTally): string {
  if (box.crowd) tally.count('marks of crowds left out')
  const { pose, truncated, difficult, ...others } = box.attributes ?? {}
  if (Object.keys(others).length > 0) tally.count('attributes of boxes left out')
  const [xmax, ymax] = [snapped(box.x + box.width), snapped(box.y + box.height)]
  return [
    '  <object>',
    `    <name>${xmlText(box.label)}</name>`,
    `    <pose>${typeof pose === 'string' ? xmlText(pose) : 'Unspecified'}</pose>`,
    `    <truncated>${truncated ? 1 : 0}</truncated>`,
    `    <difficult>${difficult ? 1 : 0}</difficult>`,
    `    <bndbox><xmin>${box.x}</xmin><ymin>${box.y}</ymin><xmax>${xmax}</xmax><ymax>${ymax}</ymax></bndbox>`,
    '  </object>',
  ].join('\n')
}

/** The texts of XML files, read as 0-based continuous corners. @throws AppError `bad-input` */
export function readVoc(documents: readonly string[], tally: FormatTally): BoxSet {
  const images = documents.map((document) => imageOf(readXml(document), tally))
  return { categories: categoriesOf(images, undefined), images }
}

function imageOf(annotation: XmlElement, tally: FormatTally): BoxedImage {
  const file = childOf(annotation, 'filename')?.text.trim()
  if (annotation.name !== 'annotation' || !file)
    throw new AppError('bad-input', 'this is no Pascal VOC file: <annotation> with <filename> is missing.')
  const size = childOf(annotation, 'size')
  const boxes = annotation.children
    .filter(({ name }) => name === 'object')
    .flatMap((object): FormatBox[] => {
      const box = boxOf(object, file)
      if (box.width > 0 && box.height > 0) return [box]
      tally.count('boxes without area left out')
      return []
    })
  return { file, width: sideOf(size, 'width'), height: sideOf(size, 'height'), answers: [{ annotator: '', boxes }] }
}

function boxOf(object: XmlElement, file: string): FormatBox {
  const bounds = childOf(object, 'bndbox')
  const corner = (name: string): number => {
    const text = childOf(bounds, name)?.text.trim()
    const value = text ? Number(text) : Number.NaN
    if (Number.isFinite(value)) return value
    throw new AppError('bad-input', `image “${file}”: an object has no number in <${name}>.`)
  }
  const [x, y] = [corner('xmin'), corner('ymin')]
  const attributes = attributesOf(object)
  return {
    label: (childOf(object, 'name')?.text ?? '').trim(),
    x,
    y,
    width: lengthBetween(x, corner('xmax')),
    height: lengthBetween(y, corner('ymax')),
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
  }
}

/** Only what says something: Unspecified and 0 are what everyone writes. */
function attributesOf(object: XmlElement): Record<string, unknown> {
  const pose = childOf(object, 'pose')?.text.trim()
  const set = flags.filter((flag) => childOf(object, flag)?.text.trim() === '1').map((flag) => [flag, true])
  return { ...(pose && pose !== 'Unspecified' ? { pose } : {}), ...Object.fromEntries(set) }
}

function sideOf(size: XmlElement | undefined, name: string): number | null {
  const value = Number(childOf(size, name)?.text)
  return value > 0 ? value : null
}
