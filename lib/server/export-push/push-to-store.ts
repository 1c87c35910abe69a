import 'server-only'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'
import type { DatasetFile } from '../hub/upload-dataset'
import { objectStore } from '../object-store/object-store'
import { folderAddress } from '../object-store/place'

interface StorePush {
  order: { bucket?: string | null | undefined; prefix: string }
  projectId: string
  folder: string
  files: readonly DatasetFile[]
  signal: AbortSignal
  onProgress(bytes: number): void
}

/** Puts the files below a folder of a bucket. What is there with the same sum stays; what is not from this project is never overwritten. */
export async function pushToStore({
  order,
  projectId,
  folder,
  files,
  signal,
  onProgress,
}: StorePush): Promise<{ url: string }> {
  const { bucket, prefix } = folderAddress(order.bucket ?? null, order.prefix)
  const objects = objectStore(bucket)
  const missing: DatasetFile[] = []
  let arrived = 0
  for (const file of files) {
    signal.throwIfAborted()
    const there = await objects.facts(`${prefix}${file.name}`)
    if (there !== null && there.notes['concord-project'] !== projectId)
      throw new AppError('conflict', `s3://${bucket}/${prefix} holds files of somebody else. Choose another folder.`)
    if (there?.notes['concord-sha256'] === file.sha256 && there.bytes === file.bytes) arrived += file.bytes
    else missing.push(file)
  }
  onProgress(arrived)
  for (const { name, bytes, sha256 } of missing) {
    signal.throwIfAborted()
    await objects.putFile(`${prefix}${name}`, path.join(folder, name), {
      notes: { 'concord-sha256': sha256, 'concord-project': projectId },
      contentType: 'application/octet-stream',
      signal,
      onProgress: (sent) => onProgress(arrived + sent),
    })
    arrived += bytes
    onProgress(arrived)
  }
  return { url: `s3://${bucket}/${prefix}` }
}
