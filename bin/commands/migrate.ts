import type { Command } from 'commander'
import { databaseUrl } from '@/lib/server/db/db'
import { migrate } from '@/prisma/migrate'

/** `concord migrate`: what `npm start` does to the database before it serves. */
export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('Bring the database (DATABASE_URL, else .concord/concord.db) up to this version. Safe to repeat.')
    .action(async () => {
      process.umask(0o077)
      const applied = await migrate(databaseUrl(), (line) => process.stderr.write(`${line}\n`))
      process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied: ${applied.join(', ')}\n`)
    })
}
