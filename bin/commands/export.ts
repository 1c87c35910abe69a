import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { SingleBar } from 'cli-progress'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import { wholeNumber } from '@/bin/option-values'
import { AppError } from '@/lib/core/errors'
import { ApiClient, type ApiFlags, withApiOptions } from './api-client'

const viewSchema = z.object({
  state: z.string(),
  written: z.number(),
  total: z.number(),
  error: z.string().nullable(),
  files: z.array(z.object({ name: z.string(), sha256: z.string().nullable() })),
})
type View = z.infer<typeof viewSchema>

interface ExportFlags extends ApiFlags {
  project: string
  format: string
  out: string
  batch?: string[]
  minAgreement?: string
  minAnnotators?: number
  labelers?: string
  includeMedia?: true
}

/** `concord export --project ID --format trl-preference --out FOLDER`: waits for the export and checks each file against its digest. */
export function registerExport(program: Command): void {
  const command = program
    .command('export')
    .description('Export a project of a running server into a folder.')
    .requiredOption('--project <id>', 'the project')
    .requiredOption('--format <name>', 'one of the task type’s formats: raw, trl-preference, coco, …')
    .requiredOption('--out <folder>', 'where the files go; made if it is not there')
    .option('--batch <ids...>', 'these batches only')
    .option('--min-agreement <x>', 'only tasks on which people agree at least so much, 0 to 1')
    .option('--min-annotators <n>', 'only tasks with so many answers', wholeNumber('--min-annotators', 1, 20))
    .addOption(new Option('--labelers <how>', 'how people are named').choices(['names', 'pseudonyms', 'none']))
    .option('--include-media', 'with the images and recordings')
  withApiOptions(command).action(async (flags: ExportFlags) => {
    const client = new ApiClient(flags)
    const body = JSON.stringify(optionsOf(flags))
    const headers = { 'content-type': 'application/json' }
    const place = `/projects/${encodeURIComponent(flags.project)}/exports`
    const { id } = await client.json(z.object({ id: z.string() }), 'POST', place, { headers, body })
    const view = await untilDone(client, id)
    mkdirSync(flags.out, { recursive: true })
    for (const file of view.files) {
      if (file.name === 'all.zip') continue
      await download(client, id, file, flags.out)
      process.stdout.write(`${path.join(flags.out, file.name)}\n`)
    }
  })
}

function optionsOf(flags: ExportFlags) {
  const minAgreement = flags.minAgreement === undefined ? undefined : Number(flags.minAgreement)
  if (Number.isNaN(minAgreement)) throw new AppError('bad-input', '--min-agreement is a number from 0 to 1.')
  const { format, batch: batchIds, minAnnotators, labelers, includeMedia } = flags
  return { format, batchIds, minAgreement, minAnnotators, labelers, includeMedia }
}

async function untilDone(client: ApiClient, id: string): Promise<View> {
  const bar = new SingleBar({ format: '{bar} {value} of {total} tasks', stream: process.stderr, noTTYOutput: false })
  let started = false
  try {
    for (;;) {
      const view = await client.json(viewSchema, 'GET', `/exports/${id}`)
      if (!started && view.total > 0) bar.start(view.total, 0)
      started ||= view.total > 0
      if (started) bar.update(view.written)
      if (view.state === 'done') return view
      if (view.state !== 'queued' && view.state !== 'running')
        throw new AppError('unavailable', view.error ?? `The export was ${view.state}.`)
      await wait(250)
    }
  } finally {
    bar.stop()
  }
}

async function download(client: ApiClient, id: string, file: View['files'][number], folder: string): Promise<void> {
  const target = path.resolve(folder, file.name)
  if (!target.startsWith(path.resolve(folder) + path.sep))
    throw new AppError('bad-input', `The server named a file outside the folder: ${file.name}`)
  if (existsSync(target)) throw new AppError('conflict', `${target} is there already. Choose an empty folder.`)
  mkdirSync(path.dirname(target), { recursive: true })
  const parts = file.name.split('/').map(encodeURIComponent).join('/')
  const response = await client.send('GET', `/exports/${id}/files/${parts}`)
  const hash = createHash('sha256')
  const digesting = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(Readable.from(response.body ?? []), digesting, createWriteStream(target))
  if (file.sha256 !== null && hash.digest('hex') !== file.sha256) {
    throw new AppError(
      'unavailable',
      `${target} does not match its digest: the download was damaged. Run the export again.`,
    )
  }
}
