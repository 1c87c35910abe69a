import 'server-only'
import { open } from 'node:fs/promises'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { AppError } from '@/lib/core/errors'
import { mediaLimits } from './limits'

/** sharp opens SVG, TIFF, PDF and more under any name; only the loaders of the accepted formats stay. */
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegFile',
    'VipsForeignLoadPngFile',
    'VipsForeignLoadWebpFile',
    'VipsForeignLoadNsgifFile',
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadNsgifBuffer',
  ],
})
sharp.cache(false)

export interface PreparedImage {
  file: string
  mime: string
  width: number
  height: number
}

/**
 * An image as it may be served: upright, without EXIF, GPS, comments or anything behind its end.
 * A file that holds none of these keeps its bytes; another is written anew (PNG for PNG and GIF, JPEG at quality 95, WebP).
 */
export async function prepareImage(file: string, name: string, mime: string): Promise<PreparedImage> {
  const source = sharp(file, { limitInputPixels: mediaLimits.imagePixels, failOn: 'warning', sequentialRead: true })
  const header = await source.metadata().catch((cause: unknown) => refuse(name, cause))
  if ((header.pages ?? 1) > 1) {
    throw new AppError('unsupported-media', `“${name}” is animated. Upload a still image.`)
  }
  const upright = (header.orientation ?? 1) === 1
  if (upright && mime !== 'image/gif' && isBare(header) && (await endsWhereItShould(file, mime))) {
    await source.stats().catch((cause: unknown) => refuse(name, cause))
    return { file, mime, width: header.width, height: header.height }
  }
  const turned = source.timeout({ seconds: 60 }).rotate()
  const target = `${file}.prepared`
  const written = await encoded(turned, mime)
    .toFile(target)
    .catch((cause: unknown) => refuse(name, cause))
  return { file: target, mime: `image/${written.format}`, width: written.width, height: written.height }
}

function encoded(image: Sharp, mime: string): Sharp {
  if (mime === 'image/jpeg') return image.jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
  if (mime === 'image/webp') return image.webp({ quality: 95 })
  return image.png()
}

function isBare(header: Metadata): boolean {
  const carried = [header.exif, header.iptc, header.xmp, header.icc, header.tifftagPhotoshop]
  return carried.every((part) => part === undefined) && (header.comments ?? []).length === 0
}

/** A picture with another file glued behind it does not end like a picture. */
async function endsWhereItShould(file: string, mime: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const tail = Buffer.alloc(Math.min(12, size))
    await handle.read(tail, 0, tail.length, size - tail.length)
    if (mime === 'image/jpeg') return tail.subarray(-2).equals(Buffer.from([0xff, 0xd9]))
    if (mime === 'image/png') return tail.subarray(4, 8).toString('latin1') === 'IEND'
    return false
  } finally {
    await handle.close()
  }
}

function refuse(name: string, cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause)
  if (/pixel limit/i.test(reason)) {
    const limit = Math.round(mediaLimits.imagePixels / 1_000_000)
    throw new AppError('too-large', `“${name}” has more than ${limit} million pixels. Scale it down first.`, { cause })
  }
  throw new AppError('invalid-content', `“${name}” is damaged: it cannot be read to its end. Export it again.`, {
    cause,
  })
}
