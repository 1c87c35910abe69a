import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { ApiClient } from './api-client'
import { type ExportState, orderExport, untilDone } from './export-wait'

const manifestSchema = z.looseObject({
  schema_version: z.number(),
  project: z.object({ id: z.string(), name: z.string() }),
  filters: z.record(z.string(), z.unknown()),
  annotations_digest: z.string().nullish(),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })),
})
type Manifest = z.infer<typeof manifestSchema>

interface VerifyFlags {
  server?: string
  token?: string
}

/**
 * `concord export verify FOLDER`: whether an export is as its manifest says, file by file; with a server, whether the same export made now would
 * be the same. Exit 0 when all is well, 1 when something differs.
 */
export function registerExportVerify(exportCommand: Command): void {
  exportCommand
    .command('verify')
    .description('Check the files of an export against its manifest, and, with --server, against an export made now.')
    .argument('<folder>', 'the folder with manifest.json')
    .option('--server <url>', 'make the same export there and compare')
    .option('--token <token>', 'an API token for it; better in CONCORD_TOKEN')
    .action(async (folder: string, _flags: VerifyFlags, command: Command) => {
      const flags: VerifyFlags = command.optsWithGlobals()
      const manifest = await readManifest(folder)
      const problems = await fileProblems(folder, manifest)
      if (flags.server !== undefined) problems.push(...(await freshProblems(manifest, flags.server, flags.token)))
      if (problems.length > 0) {
        process.stdout.write(`${problems.join('\n')}\n`)
        process.exitCode = 1
        return
      }
      const compared = flags.server === undefined ? '' : ', and an export made now has the same digests'
      process.stdout.write(`${manifest.files.length} files are as the manifest says${compared}.\n`)
    })
}

async function readManifest(folder: string): Promise<Manifest> {
  const place = path.join(folder, 'manifest.json')
  const text = await readFile(place, 'utf8').catch((cause: unknown) => {
    throw new AppError('bad-input', `There is no ${place}. Name the folder of an export.`, { cause })
  })
  const parsed = manifestSchema.safeParse(parsedJson(text))
  if (parsed.success) return parsed.data
  throw new AppError('bad-input', `${place} is not the manifest of an export.`)
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function fileProblems(folder: string, { files }: Manifest): Promise<string[]> {
  const present = new Set(await filesBelow(folder))
  const problems: string[] = []
  for (const { name, bytes, sha256 } of files) {
    if (!present.delete(name)) {
      problems.push(`${name}: missing.`)
      continue
    }
    const found = await digestOf(path.join(folder, name))
    if (found.sha256 === sha256) continue
    const size = found.bytes === bytes ? '' : ` It has ${found.bytes} bytes instead of ${bytes}.`
    problems.push(`${name}: changed, its sha256 is not that of the manifest.${size}`)
  }
  for (const name of ['manifest.json', 'all.zip']) present.delete(name)
  return [...problems, ...[...present].toSorted().map((name) => `${name}: not in the manifest.`)]
}

/** Names as manifests have them, with slashes. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
}

async function digestOf(file: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  await pipeline(createReadStream(file), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      bytes += chunk.length
      hash.update(chunk)
    }
  })
  return { sha256: hash.digest('hex'), bytes }
}

/** The export made for the comparison is removed again. */
async function freshProblems(manifest: Manifest, url: string, token: string | undefined): Promise<string[]> {
  const client = new ApiClient({ url, token })
  const id = await orderExport(client, manifest.project.id, manifest.filters)
  const fresh = await untilDone(client, id)
  await client.send('DELETE', `/exports/${id}`)
  return differences(manifest, fresh.manifest)
}

function differences(manifest: Manifest, fresh: ExportState['manifest']): string[] {
  if (fresh === null) return ['The server gave no manifest.']
  const now = new Map(fresh.files.map(({ name, sha256 }) => [name, sha256]))
  const problems: string[] = []
  for (const { name, sha256 } of manifest.files) {
    const made = now.get(name)
    now.delete(name)
    if (made === undefined) problems.push(`${name}: the server would not make it now.`)
    else if (made !== sha256) problems.push(`${name}: the server would make it otherwise now.`)
  }
  problems.push(...[...now.keys()].map((name) => `${name}: the server would make it now, and it was not made then.`))
  if (problems.length === 0) return []
  const known = manifest.annotations_digest ?? null
  if (known === null) return [...problems, 'The manifest is of version 1 and does not say which annotations it used.']
  const why =
    known === fresh.annotations_digest
      ? 'The annotations are the same: the project, its settings or the software changed.'
      : 'Other annotations count now: answers were given, changed or left out since.'
  return [...problems, why]
}
