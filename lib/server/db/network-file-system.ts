import 'server-only'
import { statfsSync } from 'node:fs'
import { AppError } from '@/lib/core/errors'

/** Linux's magic numbers (statfs(2)) of file systems that share files between machines: NFS, SMB and CIFS, AFS, Ceph, GlusterFS's kin. */
const shared = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x00c36400, 'Ceph'],
])

export function sharedFileSystem(type: number): string | null {
  return shared.get(type >>> 0) ?? null
}

/** SQLite's log and its locks do not work between machines: on such a folder data is lost sooner or later. */
export function assertLocalFolder(folder: string): void {
  const name = process.platform === 'linux' ? sharedFileSystem(statfsSync(folder).type) : null
  if (name === null) return
  throw new AppError(
    'unavailable',
    `The database file would lie on a network file system (${name}), where SQLite loses data. Put CONCORD_DATA on a local disk, or use PostgreSQL with DATABASE_URL.`,
  )
}
