import type { ExportTally } from '../export/contract'
import { readVoc } from '../formats/voc'
import { boxAnswer } from './box-answer'
import type { ImportSource, Mirror, MirroredTask } from './mirror'
import { mirrored, refused } from './mirrored-rows'

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
