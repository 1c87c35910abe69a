import 'server-only'
import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'

/** argon2id as OWASP gives it: 19 MiB, two passes, one lane. About 16 ms. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const passwordSchema = z
  .string()
  .min(10, 'Use at least 10 characters.')
  .max(200, 'Use at most 200 characters.')
  .refine((password) => new Set(password).size > 3, 'Use more than three different characters.')

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

let dummy: Promise<string> | undefined

/** Takes as long for unknown accounts as for known ones: the password is always checked against something. */
export async function passwordMatches(storedHash: string | null, password: string): Promise<boolean> {
  dummy ??= hashPassword('nobody has this password')
  const matches = await verify(storedHash ?? (await dummy), password.normalize('NFKC').slice(0, 1000))
  return storedHash !== null && matches
}
