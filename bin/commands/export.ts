import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { AppError } from '@/lib/core/errors'
import { ApiClient, type ApiFlags, withApiOptions } from './api-client'
import { type ExportFlags, exportOptionsOf, withExportOptions } from './export-flags'
import { registerExportVerify } from './export-verify'
import { type ExportState, orderExport, untilDone } from './export-wait'

interface Flags extends ApiFlags, ExportFlags {
  project?: string
  out?: string
}

/** `concord export --project ID --format trl-preference --out FOLDER`: waits for the export and checks each file against its digest. */
export function registerExport(program: Command): void {
  const command = program
    .command('export')
    .description('Export a project of a running server into a folder.')
    .option('--project <id>', 'the project')
    .option('--out <folder>', 'where the files go; made if it is not there')
  withApiOptions(withExportOptions(command)).action(async ({ project, out, url, token, ...flags }: Flags) => {
    if (project === undefined || out === undefined || flags.format === undefined)
      throw new AppError('bad-input', 'Say what goes where: --project, --format and --out are needed.')
    const client = new ApiClient({ url, token })
    const id = await orderExport(client, project, exportOptionsOf(flags))
    const view = await untilDone(client, id)
    mkdirSync(out, { recursive: true })
    for (const file of view.files) {
      if (file.name === 'all.zip') continue
      await download(client, id, file, out)
      process.stdout.write(`${path.join(out, file.name)}\n`)
    }
  })
  registerExportVerify(command)
}

async function download(
  client: ApiClient,
  id: string,
  file: ExportState['files'][number],
  folder: string,
): Promise<void> {
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
