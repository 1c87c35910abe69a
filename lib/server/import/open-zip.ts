import 'server-only'
import path from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { AppError } from '@/lib/core/errors'
import { importLimits } from './limits'

/** A zip whose entries are looked up by name and streamed. Nothing of it is ever written under a name of its own. */
export interface TaskZip {
  /** Names of all files but the hidden ones of operating systems, in order. */
  files: readonly string[]
  /**
   * The entry a task line means, or null: relative to the file with the tasks, then to the top of the zip, then the only one whose path
   * ends so.
   */
  find(name: string, beside: string | null): string | null
  read(entryName: string): Promise<Readable>
  close(): void
}

/** Reads the directory and refuses the whole zip where an entry could mean anything but a plain file inside it. */
export async function openZip(file: string): Promise<TaskZip> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false, strictFileNames: true }).catch(notAZip)
  try {
    const entries = await directoryOf(zip)
    const files = [...entries.values()].map(({ fileName }) => fileName).filter((name) => !isHidden(name))
    const ends = endsOf(files)
    const budget = { unpacked: 0 }
    const read = (entry: Entry) => countedStream(zip, entry, budget)
    return {
      files: files.toSorted(byCodePoint),
      find: (name, beside) =>
        found(entries, beside, name) ?? ends.get(keyOf(path.posix.basename(name)))?.(name) ?? null,
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

/** What operating systems add by themselves: __MACOSX/, .DS_Store, ._name. */
function isHidden(fileName: string): boolean {
  return fileName.split('/').some((part) => part === '__MACOSX' || part.startsWith('.'))
}

/** A zip with more files of one name has a meaning of its own for folders: they must be named in full. */
const mostOfOneName = 1000

/** By the last part of their path, so that each name is looked up at once. */
function endsOf(files: readonly string[]): Map<string, (name: string) => string | null> {
  const byBase = new Map<string, string[]>()
  for (const file of files) {
    const base = keyOf(path.posix.basename(file))
    const same = byBase.get(base) ?? []
    byBase.set(base, same)
    same.push(file)
  }
  const lookUp = (same: readonly string[]) => (name: string) => {
    if (same.length > mostOfOneName) return null
    const end = `/${keyOf(path.posix.normalize(name)).replace(/^(\.?\/)+/, '')}`
    const [only, another] = same.filter((file) => `/${keyOf(file)}`.endsWith(end))
    return only === undefined || another !== undefined ? null : only
  }
  return new Map([...byBase].map(([base, same]) => [base, lookUp(same)]))
}

function byCodePoint(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function found(entries: Map<string, Entry>, beside: string | null, name: string): string | null {
  const relative = path.posix.join(path.posix.dirname(beside ?? ''), name)
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
