import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { db } from '@/lib/server/db/db'
import { type AttemptLimit, countAttempt, forgetAttempts, takeBackAttempt } from './attempt-limit'
import { emailSchema } from './email-address'
import { passwordMatches } from './passwords'

export const perAccount: AttemptLimit = { name: 'account', attempts: 10, windowSeconds: 15 * 60 }
const perAddress: AttemptLimit = { name: 'address', attempts: 100, windowSeconds: 15 * 60 }

const credentialsSchema = z.object({ email: emailSchema, password: z.string().min(1).max(1000) })

/** The account behind an e-mail address and password, or one refusal for all that can be wrong with them. */
export async function checkCredentials(
  credentials: unknown,
  address: string,
): Promise<{ id: string; name: string; email: string }> {
  await countAttempt(perAddress, address)
  const given = credentialsSchema.safeParse(credentials)
  if (!given.success) throw wrong()
  const { email, password } = given.data
  await countAttempt(perAccount, email)
  const user = await db.user.findUnique({ where: { email } })
  const matches = await passwordMatches(user?.passwordHash ?? null, password)
  if (user === null || !matches || user.disabledAt !== null) throw wrong()
  await forgetAttempts(perAccount, email)
  await takeBackAttempt(perAddress, address)
  return { id: user.id, name: user.name, email: user.email }
}

function wrong(): AppError {
  return new AppError('not-signed-in', 'E-mail address and password do not match an account here.')
}
