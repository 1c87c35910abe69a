import { type Command, Option } from 'commander'
import { wholeNumber } from '@/bin/option-values'
import { AppError } from '@/lib/core/errors'
import { isScope, scopes, system } from '@/lib/server/access/actor'
import { emailSchema } from '@/lib/server/auth/email-address'
import { db } from '@/lib/server/db/db'
import { createToken } from '@/lib/server/tokens/tokens'
import { withDatabase } from './with-database'

interface CreateTokenFlags {
  user: string
  name: string
  scope: string[]
  project?: string
  expiresInDays?: number
}

/** `concord create-token --user ada@example.org --scope manage`: the token is on standard output, and nowhere else. */
export function registerCreateToken(program: Command): void {
  program
    .command('create-token')
    .description('Make an API token for an account. It is shown once.')
    .requiredOption('--user <email>', 'whose token it is; it never does more than that account may')
    .addOption(new Option('--scope <scopes...>', 'what it is for').choices(scopes).default(['all']))
    .option('--name <name>', 'to recognise it by', 'command line')
    .option('--project <id>', 'bind it to one project')
    .option('--expires-in-days <n>', 'never, where left out', wholeNumber('--expires-in-days', 1, 3650))
    .action(async (flags: CreateTokenFlags) => {
      const created = await withDatabase(async () => {
        const user = await db.user.findUnique({ where: { email: emailSchema.safeParse(flags.user).data ?? '' } })
        if (user === null)
          throw new AppError('not-found', `There is no account ${flags.user}. Make one with create-user.`)
        return createToken(system, {
          userId: user.id,
          name: flags.name,
          scopes: flags.scope.filter(isScope),
          projectId: flags.project ?? null,
          expiresInDays: flags.expiresInDays ?? null,
        })
      })
      process.stdout.write(`${created.token}\n`)
    })
}
