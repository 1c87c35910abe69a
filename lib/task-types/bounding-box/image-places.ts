import type { ExportContext } from '@/lib/core/export/contract'
import { safePath, stem, uniqueNames } from '@/lib/core/formats/format-file'
import type { Config, Payload } from './schema'

type Image = Payload['image']

export interface ImagePlace {
  /** Where the picture lies in the export. */
  file: string
  /** What its annotation is called: the path of the picture below the top folder, without its ending. */
  name: string
}

/**
 * Places for pictures in layouts that find an annotation by the name of its picture. `cat.png` and `cat.jpg` would share one: the second
 * picture goes into a folder of its own. Null where the picture was placed before.
 */
export function imagePlaces({
  mediaName,
  tally,
}: ExportContext<Config>): (image: Image, folder: string) => ImagePlace | null {
  const placed = new Set<string>()
  const taken = new Set<string>()
  const unique = uniqueNames()
  return (image, folder) => {
    if (placed.has(image.id)) {
      tally.count('tasks left out: their image is there already')
      return null
    }
    placed.add(image.id)
    const file = mediaName(image, freeFolder(image, folder, taken))
    const [top = ''] = folder.split('/')
    const wanted = stem(safePath(file.startsWith(`${top}/`) ? file.slice(top.length + 1) : file))
    const name = unique(wanted)
    if (name !== wanted) tally.count('images that share their name with another: rename them and their annotations')
    return { file, name }
  }
}

/** `images/train`, or `images/train/2` where another picture there has this name but for its ending. */
function freeFolder(image: Image, folder: string, taken: Set<string>): string {
  const pathIn = (place: string) => `${place}/${stem(safePath(image.name))}`.toLowerCase()
  let free = folder
  for (let number = 2; taken.has(pathIn(free)); number++) free = `${folder}/${number}`
  taken.add(pathIn(free))
  return free
}
