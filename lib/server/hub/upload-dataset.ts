import 'server-only'
import { createHash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { hubUrl } from './hub-address'
import {
  type CommitEntry,
  commit,
  createBranch,
  createDataset,
  type HubAccess,
  largeFileBatch,
  preupload,
} from './hub-api'
import { hubUnreachable } from './hub-problem'
import { sendLargeFile } from './send-large-file'

export interface DatasetFile {
  name: string
  bytes: number
  sha256: string
}

export interface DatasetUpload {
  access: HubAccess
  private: boolean
  folder: string
  files: readonly DatasetFile[]
  summary: string
  /** Bytes that have arrived. */
  onProgress(bytes: number): void
}

const filesAtOnce = 100
/** What goes through a commit itself is held in memory. */
const commitBytes = 16 * 1024 * 1024
const sampleBytes = 512

/** Puts files into a dataset of the hub. What is there with the same sum is not sent again, so a broken upload is simply repeated. */
export async function uploadDataset(upload: DatasetUpload): Promise<{ url: string }> {
  const { access, files, onProgress } = upload
  await createDataset(access, upload.private)
  if (access.revision !== 'main') await createBranch(access)
  let arrived = 0
  for (let from = 0; from < files.length; from += filesAtOnce) {
    const some = files.slice(from, from + filesAtOnce)
    await uploadSome(upload, some, (bytes) => onProgress(arrived + bytes))
    arrived += some.reduce((sum, { bytes }) => sum + bytes, 0)
    onProgress(arrived)
  }
  const branch = access.revision === 'main' ? '' : `/tree/${encodeURIComponent(access.revision)}`
  return { url: `${hubUrl()}/datasets/${access.repository}${branch}` }
}

async function uploadSome(
  upload: DatasetUpload,
  files: readonly DatasetFile[],
  onProgress: (bytes: number) => void,
): Promise<void> {
  const { access, folder } = upload
  const samples = files.map(async ({ name, bytes }) => ({
    path: name,
    size: bytes,
    sample: await sampleOf(path.join(folder, name)),
  }))
  const modes = new Map((await preupload(access, await Promise.all(samples))).map((file) => [file.path, file]))
  const regular: DatasetFile[] = []
  const large: DatasetFile[] = []
  for (const file of files) {
    const mode = modes.get(file.name)
    if (mode === undefined) throw hubUnreachable(new Error('The hub left a file unanswered.'))
    if (mode.uploadMode === 'lfs' && mode.oid !== file.sha256) large.push(file)
    if (mode.uploadMode === 'regular' && mode.oid !== (await gitSum(path.join(folder, file.name)))) regular.push(file)
  }
  await sendLarge(upload, large, onProgress)
  await commitInPieces(upload, large, regular)
}

async function sendLarge(
  { access, folder }: DatasetUpload,
  files: readonly DatasetFile[],
  onProgress: (bytes: number) => void,
): Promise<void> {
  if (files.length === 0) return
  const byOid = new Map(files.map((file) => [file.sha256, file]))
  const asked = [...byOid.values()].map(({ sha256, bytes }) => ({ oid: sha256, size: bytes }))
  let arrived = 0
  for (const object of await largeFileBatch(access, asked)) {
    const file = byOid.get(object.oid)
    if (file === undefined) throw hubUnreachable(new Error('The hub answered for a file it was not asked about.'))
    const large = { file: path.join(folder, file.name), oid: file.sha256, size: file.bytes }
    await sendLargeFile(access, large, object, (bytes) => onProgress(arrived + bytes))
    arrived += file.bytes
  }
}

async function commitInPieces(
  { access, folder, summary }: DatasetUpload,
  large: readonly DatasetFile[],
  regular: readonly DatasetFile[],
): Promise<void> {
  const header: CommitEntry = { key: 'header', value: { summary, description: '' } }
  let entries: CommitEntry[] = large.map(({ name, sha256, bytes }) => ({
    key: 'lfsFile',
    value: { path: name, algo: 'sha256', oid: sha256, size: bytes },
  }))
  let held = 0
  for (const { name, bytes } of regular) {
    if (entries.length > 0 && held + bytes > commitBytes) {
      await commit(access, [header, ...entries])
      entries = []
      held = 0
    }
    const content = await readFile(path.join(folder, name), 'base64')
    entries.push({ key: 'file', value: { path: name, content, encoding: 'base64' } })
    held += bytes
  }
  if (entries.length > 0) await commit(access, [header, ...entries])
}

/** The beginning of a file, by which the hub tells text from other bytes. */
async function sampleOf(file: string): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(sampleBytes) })
    return buffer.subarray(0, bytesRead).toString('base64')
  } finally {
    await handle.close()
  }
}

/** As git names the content of a file. */
async function gitSum(file: string): Promise<string> {
  const content = await readFile(file)
  return createHash('sha1').update(`blob ${content.byteLength}\0`).update(content).digest('hex')
}
