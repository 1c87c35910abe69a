import { createReadStream, statSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { SingleBar } from 'cli-progress'
import type { Command } from 'commander'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { asWebStream } from '@/lib/server/media/media-response'
import { ApiClient, type ApiFlags, withApiOptions } from './api-client'

const contentTypes: Record<string, string> = {
  '.jsonl': 'application/x-ndjson',
  '.ndjson': 'application/x-ndjson',
  '.json': 'application/json',
  '.csv': 'text/csv',
  '.zip': 'application/zip',
}

const resultSchema = z.object({
  imported: z.number(),
  rejected: z.array(z.object({ line: z.number(), field: z.string(), message: z.string() })),
  rejectedCount: z.number(),
})

interface ImportFlags extends ApiFlags {
  batch: string
  dryRun?: true
  key?: string
}

/** `concord import tasks.jsonl --batch ID`: the result on standard output as JSON, refused lines on standard error. */
export function registerImport(program: Command): void {
  const command = program
    .command('import')
    .description('Import a file of tasks (.jsonl, .json, .csv or .zip) into a batch of a running server.')
    .argument('<file>')
    .requiredOption('--batch <id>', 'the batch')
    .option('--dry-run', 'check the file, import nothing')
    .option('--key <key>', 'the same key again adds nothing: makes a retry safe')
  withApiOptions(command).action(async (file: string, flags: ImportFlags) => {
    const contentType = contentTypes[path.extname(file).toLowerCase()]
    if (!contentType)
      throw new AppError('bad-input', `${file}: the ending tells the format. Use .jsonl, .json, .csv or .zip.`)
    const client = new ApiClient(flags)
    const query = flags.dryRun ? '?dryRun=true' : ''
    const headers = { 'content-type': contentType, ...(flags.key ? { 'idempotency-key': flags.key } : {}) }
    const body = asWebStream(Readable.from(readWithProgress(file, sizeOf(file))))
    const result = await client.json(
      resultSchema,
      'POST',
      `/batches/${encodeURIComponent(flags.batch)}/tasks${query}`,
      { headers, body, duplex: 'half' },
    )
    for (const { line, field, message } of result.rejected)
      process.stderr.write(`${file}:${line}: ${field ? `${field}: ` : ''}${message}\n`)
    process.stdout.write(
      `${JSON.stringify({ imported: result.imported, rejected: result.rejectedCount, dryRun: flags.dryRun === true })}\n`,
    )
    if (result.rejectedCount > 0) process.exitCode = 1
  })
}

async function* readWithProgress(file: string, size: number): AsyncIterable<Uint8Array> {
  const bar = new SingleBar({ format: '{bar} {percentage}% of {total} kB', stream: process.stderr, noTTYOutput: false })
  bar.start(Math.ceil(size / 1024), 0)
  let bytes = 0
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
      bytes += chunk.length
      yield chunk
      bar.update(Math.ceil(bytes / 1024))
    }
  } finally {
    bar.stop()
  }
}

function sizeOf(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found?.isFile()) return found.size
  throw new AppError('bad-input', `There is no file ${file}.`)
}
