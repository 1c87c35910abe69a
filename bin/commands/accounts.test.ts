import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Command } from 'commander'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { actorOf } from '@/lib/server/auth/actor-of'
import { checkCredentials } from '@/lib/server/auth/check-credentials'
import { db } from '@/lib/server/db/db'
import { registerCreateToken } from './create-token'
import { registerCreateUser } from './create-user'
import { registerMigrate } from './migrate'
import { withDatabase } from './with-database'

let folder: string
let printed: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'concord-cli-'))
  vi.stubEnv('CONCORD_DATA', folder)
  vi.stubEnv('DATABASE_URL', undefined)
  printed = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

async function concord(...argv: string[]): Promise<string> {
  const program = new Command('concord').exitOverride()
  for (const register of [registerCreateUser, registerCreateToken, registerMigrate]) register(program)
  printed = ''
  await program.parseAsync(argv, { from: 'user' })
  return printed
}

test('migrate makes a database only its owner can read, and again changes nothing', async () => {
  expect(await concord('migrate')).toContain('Applied: 0001_init')
  expect(await concord('migrate')).toContain('up to date')
  expect(statSync(path.join(folder, 'concord.db')).mode & 0o077).toBe(0)
})

test('create-user prints an invitation link and makes no account yet', async () => {
  const link = await concord('create-user', 'Lea@Example.org', '--role', 'manager')
  expect(link).toMatch(/^http:\/\/localhost:\d+\/invitation\/\S{43}\n$/)
  await withDatabase(async () => {
    expect(await db.user.count()).toBe(0)
    expect(await db.invitation.findFirstOrThrow()).toMatchObject({ email: 'lea@example.org', role: 'manager' })
  })
})

test('create-token prints a token that works, for an account that exists', async () => {
  await expect(concord('create-token', '--user', 'lea@example.org')).rejects.toMatchObject({ code: 'not-found' })
  await withDatabase(() =>
    db.user.create({
      data: { id: 'lea', email: 'lea@example.org', name: 'Lea', role: 'labeler', createdAt: new Date(0) },
    }),
  )
  const token = (await concord('create-token', '--user', 'lea@example.org', '--scope', 'label')).trim()
  await withDatabase(async () => {
    const actor = await actorOf(new Headers({ authorization: `Bearer ${token}` }))
    expect(actor).toMatchObject({ userId: 'lea', scopes: ['label'] })
  })
})

test('a password is read from standard input, never from the arguments', async () => {
  vi.spyOn(process.stdin, Symbol.asyncIterator).mockReturnValue(lines('correct horse battery\n'))
  await concord('create-user', 'lea@example.org', '--name', 'Lea', '--password-stdin')
  await withDatabase(async () => {
    await expect(
      checkCredentials({ email: 'lea@example.org', password: 'correct horse battery' }, 'here'),
    ).resolves.toMatchObject({ name: 'Lea' })
  })
})

test('wrong addresses, roles and passwords are refused in a sentence', async () => {
  await expect(concord('create-user', 'lea')).rejects.toMatchObject({ code: 'bad-input' })
  await expect(concord('create-user', 'lea@example.org', '--role', 'king')).rejects.toThrow(/Allowed choices/)
  vi.spyOn(process.stdin, Symbol.asyncIterator).mockReturnValue(lines('short\n'))
  await expect(concord('create-user', 'lea@example.org', '--password-stdin')).rejects.toThrow(/at least 10/)
})

async function* lines(text: string): AsyncGenerator<string, undefined> {
  yield text
  return undefined
}
