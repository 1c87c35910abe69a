import {
  closeSync,
  copyFileSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'
import type { FormatFile } from '@/lib/core/formats/format-file'

const pieceLength = 256 * 1024

/** One document goes to standard output, several files into a folder. Nothing is written before everything was read. */
export async function writeFiles(files: readonly FormatFile[], out: string | undefined): Promise<void> {
  if (out === undefined) {
    const [only, ...others] = files
    if (others.length > 0) throw needsFolder(files.length)
    if (only) process.stdout.write(only.data)
    return
  }
  for (const { file, data } of files) writeFileSync(placeIn(out, file), data)
  process.stderr.write(`concord: ${files.length} ${files.length === 1 ? 'file' : 'files'} in ${out}\n`)
}

/** Rows, however many: kept in a file aside until the last one was understood. */
export async function writeRows(
  rows: AsyncIterable<unknown>,
  { file, beside = [] }: { file: string; beside?: FormatFile[] | undefined },
  out: string | undefined,
): Promise<void> {
  if (out === undefined && beside.length > 0) throw needsFolder(beside.length + 1)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'concord-convert-'))
  const aside = path.join(folder, 'rows')
  try {
    await spool(rows, aside)
    if (out === undefined) {
      await pour(aside)
      return
    }
    copyFileSync(aside, placeIn(out, file))
    for (const own of beside) writeFileSync(placeIn(out, own.file), own.data)
    process.stderr.write(`concord: ${[file, ...beside.map((own) => own.file)].join(', ')} in ${out}\n`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Waits where the reader of standard output is slow. */
async function pour(file: string): Promise<void> {
  for await (const piece of createReadStream(file, 'utf8')) {
    if (!process.stdout.write(String(piece))) await new Promise((resume) => process.stdout.once('drain', resume))
  }
}

async function spool(rows: AsyncIterable<unknown>, file: string): Promise<void> {
  const handle = openSync(file, 'wx', 0o600)
  try {
    let piece = ''
    for await (const row of rows) {
      piece += `${JSON.stringify(row)}\n`
      if (piece.length < pieceLength) continue
      writeSync(handle, piece)
      piece = ''
    }
    writeSync(handle, piece)
  } finally {
    closeSync(handle)
  }
}

function placeIn(out: string, file: string): string {
  const place = path.resolve(out, file)
  if (!place.startsWith(path.resolve(out) + path.sep)) throw new AppError('bad-input', `“${file}” lies outside ${out}.`)
  mkdirSync(path.dirname(place), { recursive: true })
  return place
}

function needsFolder(files: number): AppError {
  return new AppError('bad-input', `this makes ${files} files; name a folder for them with --out FOLDER.`)
}
