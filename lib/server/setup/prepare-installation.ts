import 'server-only'
import { AppError } from '@/lib/core/errors'
import { system } from '@/lib/server/access/actor'
import { authSecret } from '@/lib/server/auth/secrets'
import { databaseUrl, openDatabase } from '@/lib/server/db/db'
import { loadDemo } from '@/lib/server/demo/load-demo'
import { resumePushes } from '@/lib/server/export-push/resume-push'
import { resumeExports } from '@/lib/server/exports/run-export'
import { recoverImports } from '@/lib/server/import/recover-imports'
import { migrate } from '@/prisma/migrate'
import { needsFirstAdmin } from './first-admin'

/** Everything between an empty folder and a server that can answer: secrets, database, what a crash left half done, the demo. */
export async function prepareInstallation({ demo, say }: { demo: boolean; say(line: string): void }): Promise<void> {
  authSecret()
  await migrate(databaseUrl(), say).catch((error: unknown) => {
    throw asUnreachable(error)
  })
  await openDatabase()
  const { undone, finished } = await recoverImports()
  if (undone + finished > 0) say(`Imports that the last stop interrupted: ${undone} undone, ${finished} finished.`)
  await resumeExports()
  const { going, waiting } = await resumePushes()
  if (going + waiting > 0) say(`Pushes that the last stop interrupted: ${going} go on, ${waiting} wait for a token.`)
  // Once there is an admin, what projects there are is theirs to say.
  if (!demo || !(await needsFirstAdmin())) return
  const { isNew } = await loadDemo(system)
  if (isNew) say('Loaded the demo: a project of each kind of task.')
}

/** Codes of node's network, and of PostgreSQL for a wrong password, an unknown role and an unknown database. */
const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EACCES', 'ENOENT', '28P01', '28000', '3D000']

function asUnreachable(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (!unreachable.some((known) => known === code)) return error
  const place = databaseUrl().replace(/\/\/[^@/]*@/, '//')
  return new AppError(
    'unavailable',
    `The database at ${place} cannot be opened (${code}). Check DATABASE_URL, and that the database runs.`,
    { cause: error },
  )
}
