import { type Command, Option } from 'commander'
import type { ZodType } from 'zod'
import { AppError } from '@/lib/core/errors'
import { isRole, roles, system } from '@/lib/server/access/actor'
import { emailSchema, personNameSchema } from '@/lib/server/auth/email-address'
import { passwordSchema } from '@/lib/server/auth/passwords'
import { createOrInviteUser } from '@/lib/server/users/create-or-invite'
import { withDatabase } from './with-database'

interface CreateUserFlags {
  role: string
  name?: string
  project?: string
  passwordStdin?: true
}

/** `concord create-user ADA@EXAMPLE.ORG --role manager`: prints a link by which the person sets their password. */
export function registerCreateUser(program: Command): void {
  program
    .command('create-user')
    .description('Make an account. Prints an invitation link, or takes the password from standard input.')
    .argument('<email>', 'the address the account is for')
    .addOption(new Option('--role <role>', 'what the person may be at most').choices(roles).default('labeler'))
    .option('--name <name>', 'as others see it; with --password-stdin only, else the person types it')
    .option('--project <id>', 'makes the person a member of this project')
    .option('--password-stdin', 'read the password from standard input and make the account at once')
    .action(async (email: string, flags: CreateUserFlags) => {
      const role = isRole(flags.role) ? flags.role : 'labeler'
      const wanted = {
        email: checked(emailSchema, email),
        role,
        projectId: flags.project ?? null,
        ...(flags.name === undefined ? {} : { name: checked(personNameSchema, flags.name) }),
        ...(flags.passwordStdin ? { password: checked(passwordSchema, await firstLine()) } : {}),
      }
      const { user, invitation } = await withDatabase(() => createOrInviteUser(system, wanted))
      if (user) process.stdout.write(`${user.id}\n`)
      if (!invitation) return
      process.stderr.write('Give this link to the person; it works once, for seven days.\n')
      process.stdout.write(`${invitation.link}\n`)
    })
}

function checked<Value>(schema: ZodType<Value>, value: unknown): Value {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new AppError('bad-input', result.error.issues[0]?.message ?? 'This value cannot be used.')
}

/** Passwords never stand in the arguments, where `ps` and the shell's history show them. */
async function firstLine(): Promise<string> {
  let text = ''
  for await (const chunk of process.stdin) text += String(chunk)
  return text.split(/\r?\n/)[0] ?? ''
}
