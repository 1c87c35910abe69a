import { AppError } from '../errors'
import type { ExportTally } from '../export/contract'
import type { FormatBox } from '../formats/boxed-images'
import { boxAnswer } from './box-answer'
import { cvatBox } from './cvat-box'
import { readTracks } from './cvat-tracks'
import { numberIn } from './fields'
import type { ImportSource, Mirror, MirroredContent, MirroredTask } from './mirror'
import { mirrored, refused } from './mirrored-rows'
import { elementsOf, readXml, type XmlElement } from './read-xml'

const isXml = (file: string) => /\.xml$/i.test(file)

/** CVAT for images 1.1, and for video 1.1 where the frames lie beside it. */
export const cvat: Mirror = {
  label: 'CVAT 1.1 (XML)',
  description:
    'CVAT’s XML: boxes of images, and tracks of videos whose frames go along, each frame an image. Polygons, points, tags, attributes, turned boxes’ angles and which boxes are one track have no place in an answer and are counted.',
  taskTypes: ['bounding-box'],
  folder: true,
  detect: ({ files, start }) => files.some(isXml) && /<annotations[\s>]/.test(start),
  read: readCvat,
}

async function* readCvat(source: ImportSource, tally: ExportTally): AsyncIterable<MirroredTask> {
  let number = 0
  for (const file of source.files.filter(isXml)) {
    // Image by image and track by track: a long document must not keep others waiting.
    const images = elementsOf(await source.text(file), 'image')
    const tracks = elementsOf(images.around, 'track')
    const root = readXml(tracks.around)
    if (root.name !== 'annotations')
      throw new AppError('bad-input', `“${file}” is no CVAT file: <annotations> is missing.`)
    for (const text of images.elements) {
      number += 1
      const name = /\sname="([^"]*)"/.exec(text)?.[1] ?? ''
      yield mirrored({ line: number, excerpt: name, characters: text.length }, () => taskOfImage(readXml(text), tally))
    }
    if (tracks.elements.length === 0) continue
    const video = { file, files: source.files, tracks: tracks.elements, root, after: number }
    for (const frame of readTracks(video, tally)) {
      number = frame.line
      yield frame
    }
  }
}

function taskOfImage(image: XmlElement, tally: ExportTally): MirroredContent {
  const { name, width, height, subset } = image.attributes
  if (name === undefined || name === '') throw refused('name', 'The image has no name.')
  const size = { width: numberIn(width), height: numberIn(height) }
  const boxes = image.children.flatMap((shape): FormatBox[] => {
    if (shape.name === 'box') return [cvatBox(shape, shape.attributes.label ?? '', tally)]
    tally.count(`shapes of type ${shape.name} left out`)
    return []
  })
  return {
    task: { image: name },
    meta: subset === undefined ? {} : { subset },
    annotations: [boxAnswer('', boxes, size, tally)],
  }
}
