import 'server-only'
import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { inDataFolder } from '@/lib/server/data-folder'

const fileSchema = z.object({ authSecret: z.string() })
const known = ['secret', 'changeme', 'change-me', 'password', 'development', 'your-secret-here', 'nextauth_secret']
const leastLength = 32

/** The key under which next-auth signs its short-lived cookies. AUTH_SECRET, else made on first run and kept in a file only its owner reads. */
export function authSecret(): string {
  const given = process.env.AUTH_SECRET
  if (given === undefined || given === '') return fromFile()
  if (given.length < leastLength || known.includes(given.toLowerCase()) || new Set(given).size < 8) {
    throw new AppError(
      'bad-input',
      `AUTH_SECRET is too short or well known; sessions could be forged. Unset it and one is generated, or set at least ${leastLength} random characters: openssl rand -base64 32.`,
    )
  }
  return given
}

function fromFile(): string {
  const path = inDataFolder('secrets.json')
  const found = read(path)
  if (found !== null) return found
  writeOnce(path, JSON.stringify({ authSecret: randomBytes(32).toString('base64url') }))
  return read(path) ?? unreadable(path)
}

function read(path: string): string | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw new AppError(
      'unavailable',
      `The secrets in ${path} cannot be read. Give the file back to the user who runs the server.`,
      { cause },
    )
  }
  return fileSchema.safeParse(parsed(text)).data?.authSecret ?? unreadable(path)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function unreadable(path: string): never {
  throw new AppError(
    'unavailable',
    `${path} does not hold a secret. Restore it from a backup, or delete it and have everyone sign in again.`,
  )
}

/** Two processes may start at once: the whole file appears under its name, or the other's stays. */
function writeOnce(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(temporary, text, { mode: 0o600, flag: 'wx' })
  try {
    linkSync(temporary, path)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
  } finally {
    unlinkSync(temporary)
  }
}
