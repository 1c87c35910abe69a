import { AppError } from '../errors'
import { type BoxedImage, type BoxSet, byAnnotator, countLost, type FormatBox } from './boxed-images'
import { type FormatFile, type FormatTally, safePath, stem, uniqueNames } from './format-file'
import { namesIn } from './yolo-names'

/**
 * Ultralytics' folder: `data.yaml` and one text an image, `class cx cy w h` as shares of its sides. Several annotators get a folder each:
 * YOLO holds one answer an image. The pictures themselves belong into `images/train`.
 */
export function writeYolo(set: BoxSet, tally: FormatTally): FormatFile[] {
  const sets = byAnnotator(set, tally)
  const nameOf = uniqueNames()
  const folders = sets.map(({ annotator }) => (sets.length > 1 ? `${nameOf(safePath(annotator || 'unnamed'))}/` : ''))
  return sets.flatMap(({ images }, index) => {
    const folder = folders[index] ?? ''
    const taken = new Map<string, string>()
    const labels = images.map((image) => {
      const name = stem(safePath(image.file))
      const other = taken.get(name.toLowerCase())
      if (other !== undefined)
        throw new AppError(
          'bad-input',
          `images “${other}” and “${image.file}” would share labels/train/${name}.txt; rename one of them.`,
        )
      taken.set(name.toLowerCase(), image.file)
      return { file: `${folder}labels/train/${name}.txt`, data: yoloLabels(image, set.categories, tally) }
    })
    return [{ file: `${folder}data.yaml`, data: dataYaml(set.categories) }, ...labels]
  })
}

/** The lines of one image; `categories` gives each class its number. @throws AppError `bad-input` where its size is unknown */
export function yoloLabels(
  image: Pick<BoxedImage, 'file' | 'width' | 'height'> & { boxes: readonly FormatBox[] },
  categories: readonly string[],
  tally: FormatTally,
): string {
  return image.boxes.flatMap((box) => yoloLine(box, image, categories, tally)).join('')
}

function yoloLine(
  box: FormatBox,
  { file, width, height }: Pick<BoxedImage, 'file' | 'width' | 'height'>,
  categories: readonly string[],
  tally: FormatTally,
): string[] {
  if (width === null || height === null)
    throw new AppError('bad-input', `image “${file}”: its size is unknown; give image_width and image_height.`)
  if (box.crowd) {
    tally.count('boxes of crowds left out')
    return []
  }
  countLost(box, tally)
  const [left, right] = [inside(box.x, width), inside(box.x + box.width, width)]
  const [top, bottom] = [inside(box.y, height), inside(box.y + box.height, height)]
  if (right <= left || bottom <= top) {
    tally.count('boxes outside the image left out')
    return []
  }
  const within = box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height
  if (!within) tally.count('boxes cut at the border of the image')
  const w = within ? box.width : right - left
  const h = within ? box.height : bottom - top
  const shares = [(left + w / 2) / width, (top + h / 2) / height, w / width, h / height]
  return [`${categories.indexOf(box.label)} ${shares.map(decimals).join(' ')}\n`]
}

function inside(value: number, side: number): number {
  return Math.min(Math.max(value, 0), side)
}

/** Six to fourteen decimals. */
function decimals(share: number): string {
  return Math.min(share, 1)
    .toFixed(14)
    .replace(/(\.\d{6}\d*?)0+$/, '$1')
}

export function dataYaml(
  categories: readonly string[],
  places: Readonly<Record<string, string>> = { train: 'images/train', val: 'images/train' },
): string {
  const folders = Object.entries(places).map(([split, place]) => `${split}: ${place}\n`)
  const names = categories.map((name, index) => `  ${index}: ${yamlText(name)}\n`).join('')
  return `path: .\n${folders.join('')}names:${names === '' ? ' {}\n' : `\n${names}`}`
}

/** JSON's text is YAML's, but for what some readers of YAML take for the end of a line or refuse to read. */
function yamlText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

export interface YoloFolder {
  /** The text of data.yaml. */
  yaml: string
  /** Each label file with its image. */
  labels: { text: string; image: { file: string; width: number; height: number } }[]
}

/** @throws AppError `bad-input` naming file and line */
export function readYolo({ yaml, labels }: YoloFolder): BoxSet {
  const categories = namesIn(yaml)
  const images = labels.map(({ text, image }): BoxedImage => {
    const lines = text.split(/\r?\n/).map((line, index) => ({ line, number: index + 1 }))
    const boxes = lines.flatMap(({ line, number }) =>
      line.trim() === '' ? [] : [boxOf(line, number, image, categories)],
    )
    return { ...image, answers: [{ annotator: '', boxes }] }
  })
  return { categories, images }
}

function boxOf(line: string, number: number, image: YoloFolder['labels'][0]['image'], categories: string[]): FormatBox {
  const numbers = line.trim().split(/\s+/).map(Number)
  const [index = -1, cx = 0, cy = 0, w = 0, h = 0] = numbers
  const refuse = (problem: string) => new AppError('bad-input', `labels of “${image.file}”, line ${number}: ${problem}`)
  if (numbers.length !== 5 || !numbers.every(Number.isFinite))
    throw refuse('give “class cx cy w h”; outlines and scores are not read.')
  const label = categories[index]
  if (label === undefined) throw refuse(`class ${index} is not in data.yaml.`)
  return {
    label,
    x: steady((cx - w / 2) * image.width),
    y: steady((cy - h / 2) * image.height),
    width: steady(w * image.width),
    height: steady(h * image.height),
  }
}

/** Shares were cut after 14 decimals at most: the pixel with 6 decimals where it is that near. */
function steady(pixels: number): number {
  // Plus 0 makes 0 of −0.
  const rounded = Math.round(pixels * 1e6) / 1e6 + 0
  return Math.abs(pixels - rounded) < 1e-8 ? rounded : pixels
}
