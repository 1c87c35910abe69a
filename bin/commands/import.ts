import { createReadStream, statSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { SingleBar } from 'cli-progress'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { asWebStream } from '@/lib/server/media/media-response'
import { ApiClient, type ApiFlags, withApiOptions } from './api-client'

const contentTypes: Record<string, string> = {
  '.jsonl': 'application/x-ndjson',
  '.ndjson': 'application/x-ndjson',
  '.json': 'application/json',
  '.csv': 'text/csv',
  '.tsv': 'text/tab-separated-values',
  '.xml': 'application/xml',
  '.parquet': 'application/vnd.apache.parquet',
  '.zip': 'application/zip',
}

const resultSchema = z.object({
  imported: z.number(),
  rejected: z.array(z.object({ line: z.number(), field: z.string(), message: z.string() })),
  rejectedCount: z.number(),
  format: z.string(),
  answers: z.object({
    use: z.string().nullable(),
    tasks: z.number(),
    annotations: z.number(),
    annotatorCount: z.number(),
  }),
  notes: z.array(z.object({ what: z.string(), count: z.number() })),
})

interface ImportFlags extends ApiFlags {
  batch: string
  dryRun?: true
  key?: string
  format?: string
  answers?: string
}

/** `concord import tasks.jsonl --batch ID [--format NAME] [--answers USE]`: the result on standard output as JSON, refused lines on standard error. */
export function registerImport(program: Command): void {
  const command = program
    .command('import')
    .description(
      'Import a file of tasks into a batch of a running server: .jsonl, .json, .csv, .tsv, .xml, .parquet or .zip, in lines of the task type or a format of another tool.',
    )
    .argument('<file>', 'or s3://bucket/key, which the server fetches from its object store')
    .requiredOption('--batch <id>', 'the batch')
    .option('--format <name>', 'what the file is read as (coco, label-studio, trl …); found out from its content')
    .addOption(
      new Option(
        '--answers <use>',
        'what becomes of answers in the file: start from them, count them as given, or not',
      ).choices(['prelabel', 'annotations', 'ignore']),
    )
    .option('--dry-run', 'check the file, import nothing')
    .option('--key <key>', 'the same key again adds nothing: makes a retry safe')
  withApiOptions(command).action(async (file: string, flags: ImportFlags) => {
    const contentType = contentTypes[path.extname(file).toLowerCase()]
    if (!contentType)
      throw new AppError(
        'bad-input',
        `${file}: the ending tells what it is. Use ${Object.keys(contentTypes).join(', ')}.`,
      )
    const client = new ApiClient(flags)
    const inStore = file.startsWith('s3://')
    const query = new URLSearchParams({
      ...(flags.dryRun ? { dryRun: 'true' } : {}),
      ...(flags.format === undefined ? {} : { format: flags.format }),
      ...(flags.answers === undefined ? {} : { answers: flags.answers }),
    })
    const batch = `/batches/${encodeURIComponent(flags.batch)}`
    const key: Record<string, string> = flags.key ? { 'idempotency-key': flags.key } : {}
    const result = inStore
      ? await client.json(resultSchema, 'POST', `${batch}/tasks-from-store?${query}`, {
          headers: { 'content-type': 'application/json', ...key },
          body: JSON.stringify({ url: file }),
        })
      : await client.json(resultSchema, 'POST', `${batch}/tasks?${query}`, {
          headers: { 'content-type': contentType, ...key },
          body: asWebStream(Readable.from(readWithProgress(file, sizeOf(file)))),
          duplex: 'half',
        })
    for (const { what, count } of result.notes) process.stderr.write(`${file}: ${count} × ${what}\n`)
    for (const { line, field, message } of result.rejected)
      process.stderr.write(`${file}:${line}: ${field ? `${field}: ` : ''}${message}\n`)
    process.stdout.write(
      `${JSON.stringify({
        imported: result.imported,
        rejected: result.rejectedCount,
        dryRun: flags.dryRun === true,
        format: result.format,
        answers: result.answers.annotations,
        annotators: result.answers.annotatorCount,
      })}\n`,
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
