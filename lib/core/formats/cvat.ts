import { AppError } from '../errors'
import { cvatBox } from '../import-formats/cvat-box'
import { elementsOf, readXml, type XmlElement } from '../import-formats/read-xml'
import { type BoxedImage, type BoxSet, categoriesOf, type FormatBox } from './boxed-images'
import type { FormatTally } from './format-file'

/** The texts of CVAT's XML for images; attributes stay with their boxes, other shapes are counted. @throws AppError `bad-input` */
export function readCvat(documents: readonly string[], tally: FormatTally): BoxSet {
  const images = documents.flatMap((document) => {
    const { elements, around } = elementsOf(document, 'image')
    if (readXml(elementsOf(around, 'track').around).name !== 'annotations')
      throw new AppError('bad-input', 'this is no CVAT file: <annotations> is missing.')
    if (elementsOf(around, 'track').elements.length > 0)
      throw new AppError(
        'bad-input',
        'this holds tracks of a video, which name no images. Export it as “CVAT for images 1.1”.',
      )
    return elements.map((text) => imageOf(readXml(text), tally))
  })
  return { categories: categoriesOf(images, undefined), images }
}

function imageOf({ attributes: { name, width, height }, children }: XmlElement, tally: FormatTally): BoxedImage {
  if (name === undefined || name === '') throw new AppError('bad-input', 'an image has no name.')
  const boxes = children.flatMap((shape): FormatBox[] => {
    if (shape.name !== 'box') {
      tally.count(`shapes of type ${shape.name} left out`)
      return []
    }
    const box = cvatBox(shape, shape.attributes.label ?? '', tally)
    if (box.width > 0 && box.height > 0) return [box]
    tally.count('boxes without area left out')
    return []
  })
  return { file: name, width: sideOf(width), height: sideOf(height), answers: [{ annotator: '', boxes }] }
}

function sideOf(text: string | undefined): number | null {
  return Number(text) > 0 ? Number(text) : null
}
