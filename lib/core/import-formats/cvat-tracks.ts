import { AppError } from '../errors'
import type { ExportTally } from '../export/contract'
import type { FormatBox } from '../formats/boxed-images'
import { boxAnswer } from './box-answer'
import { cvatBox } from './cvat-box'
import { numberIn } from './fields'
import type { MirroredTask } from './mirror'
import { mirrored, refused } from './mirrored-rows'
import { childOf, readXml, type XmlElement } from './read-xml'

interface Video {
  file: string
  /** Everything that was sent. */
  files: readonly string[]
  /** The texts of the <track> elements. */
  tracks: readonly string[]
  /** The document without them. */
  root: XmlElement
  /** Tasks that came before. */
  after: number
}

interface Frame {
  boxes: FormatBox[]
  /** Of the XML that it rests on. */
  characters: number
  /** Why it cannot be read. */
  problem: AppError | null
}

/**
 * The frames of a video as images. CVAT writes a box for every frame of a track, those between key frames too, and saves frame 7 as
 * `frame_000007.png`. A frame without boxes is an image with nothing on it. @throws AppError where there are no frames
 */
export function* readTracks({ file, files, tracks, root, after }: Video, tally: ExportTally): Iterable<MirroredTask> {
  const pictures = framesAmong(files)
  if (pictures.size === 0)
    throw new AppError(
      'bad-input',
      `“${file}” holds tracks of a video, but its frames are not there. Export it from CVAT again with “Save images” and send the whole zip, or export it as “CVAT for images 1.1”.`,
    )
  const frames = framesOf(tracks, tally)
  const task = childOf(childOf(root, 'meta'), 'task') ?? childOf(childOf(root, 'meta'), 'job')
  const original = childOf(task, 'original_size')
  const size = {
    width: numberIn(childOf(original, 'width')?.text),
    height: numberIn(childOf(original, 'height')?.text),
  }
  let line = after
  for (const number of [...new Set([...pictures.keys(), ...frames.keys()])].toSorted((a, b) => a - b)) {
    const { boxes, characters, problem } = frames.get(number) ?? { boxes: [], characters: 0, problem: null }
    const picture = pictures.get(number)
    line += 1
    yield mirrored({ line, excerpt: picture ?? `frame ${number}`, characters }, () => {
      if (problem !== null) throw problem
      if (picture === undefined)
        throw refused('frame', `Frame ${number} has boxes, but frame_${String(number).padStart(6, '0')} is not there.`)
      return { task: { image: picture }, meta: { frame: number }, annotations: [boxAnswer('', boxes, size, tally)] }
    })
  }
}

/** The picture of each frame by its number. */
function framesAmong(files: readonly string[]): Map<number, string> {
  const pictures = new Map<number, string>()
  for (const file of files) {
    const [, number] = /(?:^|\/)frame_(\d{1,9})\.(?:png|jpe?g|webp)$/i.exec(file) ?? []
    if (number !== undefined) pictures.set(Number(number), file)
  }
  return pictures
}

function framesOf(tracks: readonly string[], tally: ExportTally): Map<number, Frame> {
  const frames = new Map<number, Frame>()
  for (const text of tracks) {
    const track = readXml(text)
    tally.count('tracks, whose boxes come frame by frame')
    for (const shape of track.children) {
      const number = numberIn(shape.attributes.frame)
      // Out of sight: the track ends or pauses here.
      if (shape.attributes.outside === '1') continue
      if (shape.name !== 'box') {
        tally.count(`shapes of type ${shape.name} left out`)
        continue
      }
      if (number === null || !Number.isInteger(number) || number < 0)
        throw new AppError('bad-input', 'A box of a track has no whole number in “frame”.')
      const frame = frames.get(number) ?? { boxes: [], characters: 0, problem: null }
      frames.set(number, frame)
      frame.characters += 100
      addBox(frame, shape, track.attributes.label ?? '', tally)
    }
  }
  return frames
}

function addBox(frame: Frame, shape: XmlElement, label: string, tally: ExportTally): void {
  try {
    frame.boxes.push(cvatBox(shape, label, tally))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    frame.problem = error
  }
}
