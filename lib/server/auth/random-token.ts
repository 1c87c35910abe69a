import 'server-only'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits for cookies, links and API tokens. Only their hash is ever stored. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** Compares hashes in constant time. */
export function sameHash(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
