import 'server-only'
import { createReadStream, createWriteStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** The same for every export, so that equal files give an equal zip. */
const mtime = new Date('2000-01-01T00:00:00Z')

/** Larger files are stored as they are: packing them would take longer than making them did. */
const mostPacked = 256 * 2 ** 20

/** Read and written at once: a gigabyte in the usual small pieces would take twice as long. */
const pieceBytes = 2 ** 20

/** Puts files of a folder into `all.zip` beside them. Media and Parquet are packed already and only stored. */
export async function writeZip(folder: string, files: readonly { name: string; bytes: number }[]): Promise<void> {
  const zip = new ZipFile()
  const failed = new Promise<never>((_, reject) => zip.on('error', reject))
  const target = createWriteStream(path.join(folder, 'all.zip'), { mode: 0o600, highWaterMark: pieceBytes })
  const written = pipeline(zip.outputStream, target)
  for (const { name, bytes } of files) {
    const compress = bytes <= mostPacked && !/\.(png|jpe?g|webp|mp3|flac|ogg|opus|parquet)$/i.test(name)
    const options = { mtime, mode: 0o100644, compress, size: bytes, forceDosTimestamp: false }
    zip.addReadStreamLazy(name, options, (take) =>
      take(null, createReadStream(path.join(folder, name), { highWaterMark: pieceBytes })),
    )
  }
  zip.end()
  await Promise.race([written, failed])
}
