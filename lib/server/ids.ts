import 'server-only'
import { randomBytes } from 'node:crypto'

/** 16 random characters of A–Z a–z 0–9 - _ (96 bits): tells nothing of order or number. */
export function newId(): string {
  return randomBytes(12).toString('base64url')
}

/** A seed for display orders and other draws, 0 to 2³¹ − 1. */
export function newSeed(): number {
  return randomBytes(4).readUInt32LE() >>> 1
}
