import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { closeDatabase, db, driver, openDatabase } from '../db/db'
import { freshUrl } from '../testing/engines'
import { givenBatch, givenUser } from '../testing/given'
import { brokenPromises } from '../testing/invariants'
import { drain } from '../testing/race'

vi.mock('@/lib/task-types/registry', () => import('../testing/fake-task-type'))

describe('a server killed in the middle (sqlite)', () => {
  // Inside the project, so that the bundle finds its packages.
  const folder = mkdtempSync(path.join(process.cwd(), 'node_modules', '.kill-'))
  const acknowledgements = path.join(mkdtempSync(path.join(tmpdir(), 'concord-kill-')), 'acknowledged')
  const child = path.join(folder, 'child.mjs')
  beforeAll(() => bundle(child))
  afterAll(async () => {
    await closeDatabase()
    rmSync(folder, { recursive: true })
    rmSync(path.dirname(acknowledgements), { recursive: true })
  })

  test('kill -9 loses no answer it had acknowledged, and leaves a queue that works', async () => {
    const url = await freshUrl('sqlite')
    await openDatabase(url)
    const people = await Promise.all(Array.from({ length: 12 }, () => givenUser()))
    const batch = await givenBatch({ tasks: 2_000, overlap: 3, order: 'random' })
    await closeDatabase()
    for (const enough of [150, 20, 333, 1]) {
      const status = await killAfter(enough, [child, url, acknowledgements, batch.id, ...people.map(({ id }) => id)])
      expect(status).toBe('SIGKILL')
    }
    await openDatabase(url)
    const acknowledged = readFileSync(acknowledgements, 'utf8').split('\n').filter(Boolean)
    const stored = new Set(
      (await db.annotation.findMany({ select: { assignmentId: true } })).map((row) => row.assignmentId),
    )
    expect(acknowledged.length).toBeGreaterThan(500)
    expect(new Set(acknowledged).size).toBe(acknowledged.length)
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
    expect(await brokenPromises()).toEqual({})
    const under = driver()
    if (under.engine === 'sqlite') expect(under.database.pragma('integrity_check', { simple: true })).toBe('ok')
    await drain(batch, people.slice(0, 4), { acknowledged: new Map(), seenAgain: [] })
    expect(await brokenPromises()).toEqual({})
    expect(await db.annotation.count()).toBeGreaterThan(stored.size + 1_000)
  })
})

/** Starts the child and kills it as soon as it has acknowledged so many answers. */
function killAfter(enough: number, args: string[]): Promise<NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let acknowledged = 0
    running.stdout.on('data', (dots: Buffer) => {
      acknowledged += dots.length
      if (acknowledged >= enough) running.kill('SIGKILL')
    })
    running.on('error', reject)
    running.on('exit', (code, signal) => {
      if (signal === null) reject(new Error(`The child ended by itself with code ${code}.`))
      resolve(signal)
    })
  })
}

async function bundle(outfile: string): Promise<void> {
  const root = process.cwd()
  await build({
    entryPoints: [fileURLToPath(new URL('../testing/kill-child.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
    alias: {
      'server-only': path.join(root, 'test/empty.ts'),
      '@/lib/task-types/registry': path.join(root, 'lib/server/testing/fake-task-type.ts'),
      '@': root,
    },
  })
}
