import { existsSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'
import type { YoloFolder } from '@/lib/core/formats/yolo'
import { filesOf, readText } from './read-source'

const imageEndings = ['.jpg', '.jpeg', '.png', '.webp', '.bmp', '.tif', '.tiff', '.gif', '.avif']

/** The folder of a data.yaml: its label texts, and the sizes of the pictures that lie in images/ where the labels lie in labels/. */
export async function yoloFolder(yamlFile: string): Promise<YoloFolder> {
  const root = path.dirname(yamlFile)
  const labels = path.join(root, 'labels')
  const texts = filesOf(labels, '.txt')
  return {
    yaml: readText(yamlFile),
    labels: await Promise.all(
      texts.map(async (file) => ({ text: readText(file), image: await imageOf(path.relative(labels, file), root) })),
    ),
  }
}

async function imageOf(label: string, root: string): Promise<YoloFolder['labels'][number]['image']> {
  const name = label.slice(0, -'.txt'.length)
  const ending = imageEndings.find((known) => existsSync(path.join(root, 'images', `${name}${known}`)))
  if (ending === undefined)
    throw new AppError('bad-input', `there is no picture images/${name}.jpg (or .png …); YOLO’s shares need its size.`)
  const picture = path.join(root, 'images', `${name}${ending}`)
  // Only here, so that other commands need not load it.
  const { default: sharp } = await import('sharp')
  const { width, height } = await sharp(picture).metadata()
  return { file: path.posix.join(...`${name}${ending}`.split(path.sep).slice(1)) || `${name}${ending}`, width, height }
}
