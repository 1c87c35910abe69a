import { buffer } from 'node:stream/consumers'
import { fromBuffer } from 'yauzl'

/** Every file of a zip, by name. */
export function unzipped(zip: Buffer): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (error, opened) => {
      if (error !== null) return reject(error)
      const files = new Map<string, Buffer>()
      opened.on('error', reject)
      opened.on('end', () => resolve(files))
      opened.on('entry', (entry) => {
        opened.openReadStream(entry, (failed, stream) => {
          if (failed !== null) return reject(failed)
          buffer(stream).then((content) => {
            files.set(entry.fileName, content)
            opened.readEntry()
          }, reject)
        })
      })
      opened.readEntry()
    })
  })
}
