import 'server-only'
import { rm } from 'node:fs/promises'
import { type ObjectStore, objectStore } from '../object-store/object-store'
import { mediaPlace, requiredSettings } from '../object-store/place'
import type { MediaStore } from './media-store'

/** Media in the operator's bucket: `media/ab/abcd…` below its prefix. Files come in over the disk, where they are looked at first. */
export function objectMediaStore(incomingFolder: () => Promise<string>): MediaStore {
  const { bucket, prefix } = mediaPlace(requiredSettings())
  const objects = objectStore(bucket)
  const keyOf = (sha256: string) => `${prefix}${checked(sha256).slice(0, 2)}/${sha256}`
  const peaksOf = (sha256: string) => `${keyOf(sha256)}.peaks.json`
  return {
    has: async (sha256) => (await objects.facts(keyOf(sha256))) !== null,
    async put(sha256, file) {
      await putOnce(objects, keyOf(sha256), file)
      await rm(file, { force: true })
    },
    read: (sha256, range) => objects.read(keyOf(sha256), range),
    putPeaks: (sha256, peaks) => objects.putText(peaksOf(sha256), peaks, { contentType: 'application/json' }),
    readPeaks: (sha256) => objects.readText(peaksOf(sha256)),
    async remove(sha256) {
      await objects.remove(keyOf(sha256))
      await objects.remove(peaksOf(sha256))
    },
    incomingFolder,
  }
}

/** The key is the sum of the bytes: what is there already is the same and not sent again. An object appears whole or not at all. */
async function putOnce(objects: ObjectStore, key: string, file: string): Promise<void> {
  if ((await objects.facts(key)) === null) await objects.putFile(key, file)
}

function checked(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`Not a sha256: ${sha256}`)
  return sha256
}
