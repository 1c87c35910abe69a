/**
 * Claim and submit beside queues of a thousand, a hundred thousand and a million tasks, interleaved in one run. From the repository's root:
 *   npx esbuild bench/claim.ts --bundle --splitting --platform=node --format=esm --packages=external --alias:server-only=./test/empty.ts --outdir=.concord/build/bench-claim
 *   node .concord/build/bench-claim/claim.js [postgres://… of a server where databases may be created]
 * Prints the lines of bench/RESULTS.md, section Claim.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { type Connection, type Driver, openConnection } from '@/lib/server/db/connection'
import type { ClaimAsk, QueueEngine } from '@/lib/server/queue/engine'
import type { Held } from '@/lib/server/queue/held'
import { PostgresQueue } from '@/lib/server/queue/postgresql'
import { SqliteQueue } from '@/lib/server/queue/sqlite'
import { migrate } from '@/prisma/migrate'
import { seedQueue } from './claim-seed'

const sizes = [1_000, 100_000, 1_000_000]
const samples = 400
/** Labelers who have done half of each queue, and as many who are new to it; they share the samples. */
const people = 4
const clients = 32

interface Queue {
  size: number
  engine: QueueEngine
  close(): Promise<void>
}

function engineOf(driver: Driver): QueueEngine {
  return driver.engine === 'sqlite' ? new SqliteQueue(driver) : new PostgresQueue(driver)
}

async function opened(url: string, size: number, remove: () => Promise<void>): Promise<Queue> {
  await migrate(url)
  const connection: Connection = openConnection(url)
  await seedQueue(connection.driver, { size, people })
  const close = async () => {
    await connection.close()
    await remove()
  }
  return { size, engine: engineOf(connection.driver), close }
}

function sqliteQueue(size: number): Promise<Queue> {
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-claim-'))
  return opened(`file:${path.join(folder, 'bench.db')}`, size, async () => rmSync(folder, { recursive: true }))
}

async function postgresQueue(admin: string, size: number): Promise<Queue> {
  const name = `concord_bench_${size}_${process.pid}`
  await command(admin, `CREATE DATABASE ${name}`)
  const url = admin.replace(/^(postgres(?:ql)?:\/\/[^/]*)\/[^?]*/, `$1/${name}`)
  return opened(url, size, () => command(admin, `DROP DATABASE ${name} WITH (FORCE)`))
}

async function command(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}

const ask = (labelerId: string, count: number): ClaimAsk => ({
  labelerId,
  batchId: 'batch',
  projectId: null,
  count,
  first: 'none',
})

async function answer(engine: QueueEngine, held: Held, labelerId: string): Promise<void> {
  const { outcome } = await engine.submit(
    {
      assignmentId: held.id,
      labelerId,
      answer: '{"label":"a"}',
      displayOrder: '[0,1]',
      timeSpentMs: 1000,
      draft: null,
    },
    null,
  )
  if (outcome.is !== 'stored') throw new Error(`The answer was not stored: ${outcome.is}`)
}

interface Times {
  claim: number[]
  submit: number[]
}

/** One labeler at a time, the sizes in turn, so that whatever else the machine does falls on all alike. */
async function sideBySide(queues: Queue[], kind: 'half' | 'new'): Promise<Map<number, Times>> {
  const times = new Map(queues.map(({ size }) => [size, { claim: [], submit: [] } satisfies Times as Times]))
  for (let sample = -40; sample < samples; sample++) {
    const labelerId = `${kind}-${Math.abs(sample) % people}`
    for (const { size, engine } of queues) {
      const started = performance.now()
      const [held] = await engine.claim(ask(labelerId, 1))
      const claimed = performance.now()
      if (!held) throw new Error(`The queue of ${size} ended early.`)
      await answer(engine, held, labelerId)
      if (sample < 0) continue
      times.get(size)?.claim.push(claimed - started)
      times.get(size)?.submit.push(performance.now() - claimed)
    }
  }
  return times
}

/** Pairs of claim and submit a second with many clients at once, in the largest queue. */
async function together({ engine }: Queue): Promise<number> {
  const until = performance.now() + 5_000
  let pairs = 0
  await Promise.all(
    Array.from({ length: clients }, async (_, index) => {
      while (performance.now() < until) {
        const [held] = await engine.claim(ask(`many-${index}`, 1))
        if (!held) return
        await answer(engine, held, `many-${index}`)
        pairs++
      }
    }),
  )
  return pairs / 5
}

function quantile(times: number[], share: number): number {
  const sorted = Float64Array.from(times).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

function report(name: string, kind: string, times: Map<number, Times>): void {
  const first = times.get(sizes[0] ?? 0)
  for (const what of ['claim', 'submit'] as const) {
    const cells = [...times].map(([, of]) => {
      const [p50, p99] = [quantile(of[what], 0.5), quantile(of[what], 0.99)]
      const ratio = first ? p50 / quantile(first[what], 0.5) : Number.NaN
      return `${p50.toFixed(2)} / ${p99.toFixed(2)} (${ratio.toFixed(2)})`
    })
    console.log(`| ${name}, ${kind}, ${what} | ${cells.join(' | ')} |`)
  }
}

async function measure(name: string, make: (size: number) => Promise<Queue>): Promise<void> {
  const queues: Queue[] = []
  for (const size of sizes) queues.push(await make(size))
  report(name, 'half of it done', await sideBySide(queues, 'half'))
  report(name, 'new to it', await sideBySide(queues, 'new'))
  const largest = queues.at(-1)
  if (largest)
    console.log(
      `${name}, ${clients} clients at once in the queue of ${largest.size}: ${Math.round(await together(largest))} pairs/s`,
    )
  for (const queue of queues) await queue.close()
}

console.log(
  `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}; ms, p50 / p99 (p50 to that of ${sizes[0]})`,
)
console.log(`| | ${sizes.map((size) => size.toLocaleString('en')).join(' | ')} |`)
await measure('SQLite', sqliteQueue)
const [, , postgres] = process.argv
if (postgres !== undefined) await measure('PostgreSQL', (size) => postgresQueue(postgres, size))
