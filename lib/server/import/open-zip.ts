import 'server-only'
import path from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { AppError } from '@/lib/core/errors'
import { importLimits } from './limits'

/** A zip whose entries are looked up by name and streamed. Nothing of it is ever written under a name of its own. */
export interface TaskZip {
  dataFile: { name: string; read(): Promise<Readable> }
  /** The entry a task line means, or null: relative to the data file, then to the top of the zip. */
  find(name: string): string | null
  read(entryName: string): Promise<Readable>
  close(): void
}

const dataFileName = /\.(jsonl|ndjson|json|csv)$/i

/** Reads the directory and refuses the whole zip where an entry could mean anything but a plain file inside it. */
export async function openZip(file: string): Promise<TaskZip> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false, strictFileNames: true }).catch(notAZip)
  try {
    const entries = await directoryOf(zip)
    const dataFile = theDataFile(entries)
    const budget = { unpacked: 0 }
    const read = (entry: Entry) => countedStream(zip, entry, budget)
    return {
      dataFile: { name: dataFile.fileName, read: () => read(dataFile) },
      find: (name) => found(entries, dataFile.fileName, name),
      read(entryName) {
        const entry = entries.get(keyOf(entryName))
        if (entry === undefined) throw new Error(`No entry ${entryName}`)
        return read(entry)
      },
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function directoryOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > importLimits.zipEntries) {
    const most = importLimits.zipEntries.toLocaleString('en')
    throw refusedZip(
      `it has ${zip.entryCount.toLocaleString('en')} entries. Split it: at most ${most} are read.`,
      'too-large',
    )
  }
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue
      check(entry)
      const key = keyOf(entry.fileName)
      const twin = entries.get(key)
      if (twin !== undefined) {
        throw refusedZip(`“${entry.fileName}” and “${twin.fileName}” are one name on many systems. Rename one.`)
      }
      entries.set(key, entry)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw refusedZip(`its directory cannot be trusted (${messageOf(error)}). Pack it again.`, 'invalid-content', error)
  }
  return entries
}

function check(entry: Entry): void {
  const name = `“${entry.fileName.slice(0, 200)}”`
  const unixType = (entry.externalFileAttributes >>> 16) & 0o170000
  if (unixType !== 0 && unixType !== 0o100000) throw refusedZip(`${name} is a link or device, not a file. Remove it.`)
  if (entry.isEncrypted()) throw refusedZip(`${name} is encrypted. Pack it without a password.`)
  if (!entry.canDecodeFileData())
    throw refusedZip(`${name} is packed in a way we cannot read. Use the ordinary method (deflate).`)
  if (entry.fileName.includes('\u0000')) throw refusedZip(`${name} has a NUL character in its name. Rename it.`)
}

/** Upper and lower case, and the two ways to write é, are one name on many systems. */
function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

function theDataFile(entries: Map<string, Entry>): Entry {
  const candidates = [...entries.values()].filter(({ fileName }) => dataFileName.test(fileName) && !isHidden(fileName))
  const [only, other] = candidates
  if (only === undefined) throw refusedZip('it has no .jsonl, .ndjson, .json or .csv file with the tasks. Add one.')
  if (other !== undefined) {
    throw refusedZip(`it has ${candidates.length} files of tasks (“${only.fileName}”, “${other.fileName}”). Keep one.`)
  }
  return only
}

/** What operating systems add by themselves: __MACOSX/, .DS_Store, ._name. */
function isHidden(fileName: string): boolean {
  return fileName.split('/').some((part) => part === '__MACOSX' || part.startsWith('.'))
}

function found(entries: Map<string, Entry>, dataFile: string, name: string): string | null {
  const relative = path.posix.join(path.posix.dirname(dataFile), name)
  for (const candidate of [relative, path.posix.normalize(name)]) {
    const entry = entries.get(keyOf(candidate))
    if (entry !== undefined && !isHidden(entry.fileName)) return entry.fileName
  }
  return null
}

/** Counts what really comes out, not what the headers promise. */
async function countedStream(zip: ZipFile, entry: Entry, budget: { unpacked: number }): Promise<Readable> {
  const name = `“${entry.fileName}”`
  let unpacked = 0
  const counter = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      unpacked += chunk.byteLength
      budget.unpacked += chunk.byteLength
      const swollen = unpacked > 10 * 1024 * 1024 && unpacked > entry.compressedSize * importLimits.ratio
      if (swollen)
        return done(refusedZip(`${name} unpacks to more than ${importLimits.ratio} times its size.`, 'too-large'))
      if (budget.unpacked > importLimits.unpackedBytes)
        return done(refusedZip('it unpacks to more than 16 GB. Split it.', 'too-large'))
      done(null, chunk)
    },
  })
  const damaged = (error: unknown) =>
    refusedZip(`${name} is damaged (${messageOf(error)}). Pack it again.`, 'invalid-content', error)
  const stream = await zip.openReadStreamPromise(entry).catch((error: unknown) => {
    throw damaged(error)
  })
  stream.on('error', (error) => counter.destroy(error instanceof AppError ? error : damaged(error)))
  counter.on('close', () => stream.destroy())
  return stream.pipe(counter)
}

function notAZip(error: unknown): never {
  const reason = messageOf(error)
  if (/end of central directory/i.test(reason)) {
    throw refusedZip(
      'it has no directory at its end: it was cut off, or is no zip. Upload it again.',
      'invalid-content',
      error,
    )
  }
  throw refusedZip(`its directory cannot be read (${reason}). Pack it again.`, 'invalid-content', error)
}

function refusedZip(
  what: string,
  code: 'invalid-content' | 'too-large' = 'invalid-content',
  cause?: unknown,
): AppError {
  return new AppError(code, `The zip is refused: ${what} Nothing was imported.`, { cause })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
