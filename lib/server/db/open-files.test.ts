import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { migrate } from '@/prisma/migrate'
import { providerOf } from '@/prisma/provider-of'
import { openConnection } from './connection'
import { assertLocalFolder, sharedFileSystem } from './network-file-system'

test('the database, its log and its folder are readable by their owner only', async () => {
  const parent = mkdtempSync(path.join(tmpdir(), 'concord-modes-'))
  const file = path.join(parent, 'data', 'concord.db')
  await migrate(`file:${file}`)
  const connection = openConnection(`file:${file}`)
  await connection.prisma.setting.create({ data: { key: 'a', value: 'b', updatedAt: new Date() } })
  const modes = [path.dirname(file), file, `${file}-wal`, `${file}-shm`].map((name) => statSync(name).mode & 0o777)
  expect(modes).toEqual([0o700, 0o600, 0o600, 0o600])
  await connection.close()
  rmSync(parent, { recursive: true })
})

test('SQLite commits survive a power cut: write-ahead log, full synchronisation, foreign keys on', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-pragmas-'))
  const { driver, close } = openConnection(`file:${path.join(folder, 'concord.db')}`)
  if (driver.engine !== 'sqlite') throw new Error('A file: URL opens SQLite.')
  const read = (name: string) => driver.database.pragma(name, { simple: true })
  expect([read('journal_mode'), read('synchronous'), read('foreign_keys')]).toEqual(['wal', 2, 1])
  await close()
  rmSync(folder, { recursive: true })
})

test('a database on a network file system is refused, one on a local disk is not', () => {
  expect([0x6969, 0xff534d42, -11317950].map(sharedFileSystem)).toEqual(['NFS', 'CIFS', 'CIFS'])
  expect(sharedFileSystem(0xef53)).toBeNull()
  expect(() => assertLocalFolder(tmpdir())).not.toThrow()
})

test.each(['mysql://root@localhost/x', 'concord.db', '', 'file:'])(
  'the database URL %j is refused with a sentence',
  (url) => {
    expect(() => providerOf(url)).toThrow('Give postgres://')
  },
)
