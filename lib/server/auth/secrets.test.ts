import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { authSecret } from './secrets'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'concord-secrets-'))
  vi.stubEnv('CONCORD_DATA', folder)
  vi.stubEnv('AUTH_SECRET', undefined)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

test('the secret is made once, is long, and only its owner can read it', () => {
  const secret = authSecret()
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  expect(authSecret()).toBe(secret)
  expect(statSync(path.join(folder, 'secrets.json')).mode & 0o777).toBe(0o600)
})

test.each(['secret', 'changeme', 'a'.repeat(64), 'short but random 8f3k'])(
  'the server refuses to run with the secret %s',
  (secret) => {
    vi.stubEnv('AUTH_SECRET', secret)
    expect(authSecret).toThrow(/too short or well known/)
  },
)

test('a damaged file is named, not silently replaced', () => {
  writeFileSync(path.join(folder, 'secrets.json'), '{')
  expect(authSecret).toThrow(/secrets\.json/)
})
