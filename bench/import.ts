/**
 * Import of 100,000 lines: how fast, in how much memory, and how long others wait. From the repository's root (DATABASE_URL for PostgreSQL, an empty database):
 *   npx esbuild bench/import.ts --bundle --splitting --platform=node --format=esm --packages=external --alias:server-only=./test/empty.ts --outdir=.concord/build/bench-import
 *   node --expose-gc .concord/build/bench-import/import.js
 * Prints the lines of bench/RESULTS.md, section Import.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { system } from '@/lib/server/access/actor'
import { createBatch } from '@/lib/server/batches/batches'
import { openDatabase } from '@/lib/server/db/db'
import { importTasks } from '@/lib/server/import/import-tasks'
import { createProject } from '@/lib/server/projects/projects'
import { migrate } from '@/prisma/migrate'

const lines = Number(process.argv[2] ?? 100_000)
const folder = mkdtempSync(path.join(tmpdir(), 'concord-bench-'))
process.env.CONCORD_DATA = folder

async function* file(count: number) {
  let chunk = ''
  for (let i = 0; i < count; i++) {
    const text = `Review ${i}: ${'a fairly ordinary sentence about a thing that was bought. '.repeat(4)}`
    chunk += `${JSON.stringify({ id: `line-${i}`, text, meta: { source: 'bench' } })}\n`
    if (chunk.length < 65_536) continue
    yield Buffer.from(chunk)
    chunk = ''
  }
  yield Buffer.from(chunk)
}

const megabytes = () => {
  globalThis.gc?.()
  return process.memoryUsage().rss / 1024 / 1024
}

/** Measures how late the event loop comes round, every turn of it, the last one too. */
function watchLoop() {
  const gaps: number[] = []
  let worked = 0
  let cpu = process.cpuUsage()
  let last = performance.now()
  let memory = 0
  let going = true
  const turn = () => {
    const at = performance.now()
    gaps.push(at - last)
    last = at
    const used = process.cpuUsage(cpu)
    worked = Math.max(worked, (used.user + used.system) / 1000)
    cpu = process.cpuUsage()
    if (gaps.length % 50 === 0) memory = Math.max(memory, process.memoryUsage().rss / 1024 / 1024)
    if (going) setImmediate(turn)
  }
  setImmediate(turn)
  return () => {
    going = false
    gaps.push(performance.now() - last)
    gaps.sort((a, b) => a - b)
    const at = (share: number) => (gaps[Math.floor((gaps.length - 1) * share)] ?? 0).toFixed(1)
    return {
      loop: `event loop held p99 ${at(0.99)} ms, p99.9 ${at(0.999)} ms, at most ${at(1)} ms, of which at most ${worked.toFixed(1)} ms of work`,
      memory,
    }
  }
}

async function run(count: number) {
  const project = await createProject(system, { name: 'Bench', taskType: 'sentiment' })
  const batch = await createBatch(system, project.id, { name: `${count}` })
  const before = megabytes()
  const started = performance.now()
  const watched = watchLoop()
  const result = await importTasks(system, batch.id, { body: file(count), contentType: 'application/x-ndjson' })
  const { loop, memory } = watched()
  const seconds = (performance.now() - started) / 1000
  process.stdout.write(
    `- ${result.imported.toLocaleString('en')} lines: ${seconds.toFixed(1)} s, ${Math.round(count / seconds).toLocaleString('en')} a second; memory ${before.toFixed(0)} → at most ${memory.toFixed(0)} MB; ${loop}\n`,
  )
}

/** How long this machine holds up a loop that has nothing to do, for comparison. */
async function idle() {
  const watched = watchLoop()
  await new Promise((resolve) => setTimeout(resolve, 5000))
  process.stdout.write(`- nothing for five seconds: ${watched().loop}\n`)
}

const url = process.env.DATABASE_URL ?? `file:${path.join(folder, 'concord.db')}`
await migrate(url)
const connection = await openDatabase(url)
process.stdout.write(
  `- ${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}, ${connection.driver.engine}\n`,
)
await idle()
await run(1000)
await run(lines / 10)
await run(lines)
await connection.close()
rmSync(folder, { recursive: true })
