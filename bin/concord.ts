import { Command } from 'commander'
import { AppError } from '@/lib/core/errors'
import { registerAggregate } from './commands/aggregate'
import { registerAgreement } from './commands/agreement'
import { registerConvert } from './commands/convert'
import { registerCreateToken } from './commands/create-token'
import { registerCreateUser } from './commands/create-user'
import { registerExport } from './commands/export'
import { registerImport } from './commands/import'
import { registerMedia } from './commands/media'
import { registerMigrate } from './commands/migrate'

/** Runs the command line. Bad input: a sentence on standard error, nothing on standard output, exit 2; other failures exit 1. */
export async function main(argv: string[]): Promise<void> {
  process.stdout.on('error', endWithReader)
  const program = new Command('concord')
  program
    .description('Concord: label, measure agreement, export. Every command prints its own help.')
    .showHelpAfterError()
  program.exitOverride()
  for (const register of [
    registerAgreement,
    registerAggregate,
    registerConvert,
    registerImport,
    registerExport,
    registerCreateUser,
    registerCreateToken,
    registerMigrate,
    registerMedia,
  ]) {
    register(program)
  }
  try {
    await program.parseAsync(argv)
  } catch (error) {
    process.exitCode = exitCodeOf(error)
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof AppError) {
    process.stderr.write(`concord: ${error.message}\n`)
    return error.status < 500 ? 2 : 1
  }
  if (error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number') {
    return error.exitCode === 0 ? 0 : 2
  }
  throw error
}

/** `concord … | head` closes our output early: that is the reader's wish, not an error. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
}
