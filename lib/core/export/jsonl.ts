import type { ExportChunk } from './contract'

/** Rows are gathered to pieces of about this many characters, so that a small row does not cost a disk write. */
const pieceLength = 64 * 1024

/** One row a line, each line closed by \n: what every trainer's JSON Lines reader takes. No rows give an empty file. */
export async function* jsonl(file: string, rows: AsyncIterable<unknown>): AsyncIterable<ExportChunk> {
  yield { file, data: '' }
  let piece = ''
  for await (const row of rows) {
    piece += `${JSON.stringify(row)}\n`
    if (piece.length < pieceLength) continue
    yield { file, data: piece }
    piece = ''
  }
  if (piece !== '') yield { file, data: piece }
}
