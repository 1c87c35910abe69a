import 'server-only'
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises'
import { inDataFolder } from '../data-folder'

/** Ids of media that a running import brings, on disk before they exist, so that a start after a crash can remove them. */
export async function noteMedia(importId: string, mediaId: string): Promise<void> {
  await mkdir(inDataFolder('imports'), { recursive: true, mode: 0o700 })
  await appendFile(logOf(importId), `${mediaId}\n`, { mode: 0o600 })
}

export async function notedMedia(importId: string): Promise<string[]> {
  const text = await readFile(logOf(importId), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').filter((id) => id !== '')
}

export async function removeLog(importId: string): Promise<void> {
  await rm(logOf(importId), { force: true })
}

function logOf(importId: string): string {
  return inDataFolder('imports', `${importId}.media`)
}
