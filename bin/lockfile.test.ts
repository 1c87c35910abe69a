import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { missingOptional } from './complete-lock.mjs'

const text = readFileSync('package-lock.json', 'utf8')
const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.looseObject({ optionalDependencies: z.record(z.string(), z.string()).optional() }),
    ),
  })
  .parse(JSON.parse(text))

test('the lockfile holds the optional packages of every system, so that npm ci works on each', () => {
  expect([...missingOptional(lock).keys()]).toEqual([])
})

test('a package that no entry answers is noticed', () => {
  const packages = {
    ...lock.packages,
    'node_modules/example': { optionalDependencies: { '@example/darwin-arm64': '1.0.0' } },
  }
  expect([...missingOptional({ packages }).keys()]).toEqual(['@example/darwin-arm64'])
})

test('the lockfile names no host, so that everybody’s own registry serves it', () => {
  expect(text).not.toContain('"resolved"')
})
