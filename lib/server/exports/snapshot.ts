import 'server-only'
import { driver } from '../db/db'
import { postgresSnapshot } from './snapshot-postgresql'
import { sqliteSnapshot } from './snapshot-sqlite'
import type { Snapshot } from './snapshot-task'

export async function openSnapshot(): Promise<Snapshot> {
  const current = driver()
  return current.engine === 'sqlite' ? sqliteSnapshot(current.database.name) : postgresSnapshot(current.pool)
}
