import { AppError } from '../errors'
import type { ExportTally } from '../export/contract'
import { readYolo } from '../formats/yolo'
import { boxAnswer } from './box-answer'
import type { ImportSource, Mirror, MirroredTask } from './mirror'
import { mirrored } from './mirrored-rows'

const isYaml = (file: string) => /(^|\/)data\.ya?ml$/i.test(file)
const isPicture = (file: string) => /\.(jpe?g|png|webp|bmp|tiff?|gif|avif)$/i.test(file)

export const yolo: Mirror = {
  label: 'YOLO folder (zip)',
  description:
    'Ultralytics’ folder: data.yaml, images/ and labels/ with boxes as shares. A picture without a label file has no boxes; the split is kept as a free field. Outlines are refused.',
  taskTypes: ['bounding-box'],
  folder: true,
  detect: ({ files }) => files.some(isYaml),
  read: readFolder,
}

interface Sheet {
  annotator: string
  yaml: string
  /** Of the label file, or null: no boxes. */
  file: string | null
}

async function* readFolder(source: ImportSource, tally: ExportTally): AsyncIterable<MirroredTask> {
  const roots = source.files.filter(isYaml).map((file) => file.replace(/[^/]*$/, ''))
  const yamlOf = new Map<string, string>()
  for (const file of source.files.filter(isYaml)) yamlOf.set(file.replace(/[^/]*$/, ''), await source.text(file))
  const pictures = source.files.filter((file) => isPicture(file) && partOf(file) !== null)
  if (pictures.length === 0)
    throw new AppError(
      'bad-input',
      'There are no pictures under images/. Pack them along: YOLO’s shares need their sizes.',
    )
  const labels = new Set(source.files.filter((file) => /\.txt$/i.test(file)))
  let number = 0
  for (const picture of pictures) {
    number += 1
    const part = partOf(picture)
    const sheets = roots.flatMap((root) => sheetOf(root, picture, part ?? '', roots.length > 1, labels, yamlOf))
    const size = await source.imageSize(picture)
    const texts = await Promise.all(sheets.map(({ file }) => (file === null ? '' : source.text(file))))
    const split = /^(train|val|valid|validation|test)\//.exec(part ?? '')?.[1]
    yield mirrored({ line: number, excerpt: picture, characters: texts.join('').length + 200 }, () => {
      if (size === null) throw new AppError('bad-input', 'The picture cannot be read, so that its boxes have no place.')
      const image = { file: picture, ...size }
      return {
        task: { image: picture.replace(/^.*?(^|\/)images\//, '').replace(/^(train|val|valid|validation|test)\//, '') },
        meta: split === undefined ? {} : { split },
        annotations: sheets.map(({ annotator, yaml }, index) => {
          const [read] = readYolo({ yaml, labels: [{ text: texts[index] ?? '', image }] }).images
          return boxAnswer(annotator, read?.answers[0]?.boxes ?? [], size, tally)
        }),
      }
    })
  }
}

/** What stands behind images/: `train/cat.jpg`. */
function partOf(file: string): string | null {
  return /(?:^|\/)images\/(.*)$/i.exec(file)?.[1] ?? null
}

/** The label file of a picture under one data.yaml. With several roots one without the file says nothing of the picture. */
function sheetOf(
  root: string,
  picture: string,
  part: string,
  several: boolean,
  labels: ReadonlySet<string>,
  yamlOf: ReadonlyMap<string, string>,
): Sheet[] {
  const name = `${root}labels/${part.replace(/\.[^./]*$/, '')}.txt`
  const yaml = yamlOf.get(root) ?? ''
  const annotator = several ? (root.replace(/\/$/, '').split('/').at(-1) ?? '') : ''
  if (labels.has(name)) return [{ annotator, yaml, file: name }]
  const own = !several || picture.startsWith(root)
  return own && !several ? [{ annotator, yaml, file: null }] : []
}
