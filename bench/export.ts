/**
 * Export of a million preference rows from SQLite: how fast beside writing the same rows with JSON.stringify, and in how much memory. From the repository's root:
 *   npx esbuild bench/export.ts --bundle --splitting --platform=node --format=esm --packages=external --alias:server-only=./test/empty.ts --jsx=automatic --outdir=.concord/build/bench-export
 *   node .concord/build/bench-export/export.js seed FOLDER 1000000
 *   /usr/bin/time -v node .concord/build/bench-export/export.js run FOLDER [jsonl|parquet] [split]
 *   node .concord/build/bench-export/export.js baseline FOLDER
 * Prints the lines of bench/RESULTS.md, section Export.
 */
import { createReadStream, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { system } from '@/lib/server/access/actor'
import { openDatabase } from '@/lib/server/db/db'
import { createExport } from '@/lib/server/exports/create-export'
import { readExport } from '@/lib/server/exports/read-export'
import { migrate } from '@/prisma/migrate'

const [mode = '', given = '', third = '', fourth = ''] = process.argv.slice(2)
const folder = path.resolve(given)
mkdirSync(folder, { recursive: true })
process.env.CONCORD_DATA = folder
const url = `file:${path.join(folder, 'bench.db')}`

if (mode === 'seed') await seed(Number(third || 1_000_000))
else if (mode === 'baseline') await baseline()
else await run(third === 'parquet' ? 'parquet' : 'jsonl', fourth === 'split')
process.exit()

async function seed(tasks: number): Promise<void> {
  await migrate(url)
  const { driver } = await openDatabase(url)
  if (driver.engine !== 'sqlite') throw new Error('This benchmark reads SQLite.')
  const { database } = driver
  database.pragma('synchronous = OFF')
  const triggers = database
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    .all()
  for (const { name } of triggers) database.exec(`DROP TRIGGER "${name}"`)
  database.exec('BEGIN')
  database.exec(`INSERT INTO "User" ("id", "email", "name", "role", "createdAt")
    VALUES ('p0', 'p0@example.org', 'P0', 'labeler', 0), ('p1', 'p1@example.org', 'P1', 'labeler', 0), ('p2', 'p2@example.org', 'P2', 'labeler', 0)`)
  database.exec(
    `INSERT INTO "Project" ("id", "name", "taskType", "config", "createdAt") VALUES ('project', 'Bench', 'preference', '{}', 0)`,
  )
  database.exec(`INSERT INTO "Batch" ("id", "projectId", "name", "overlap", "deadline", "status", "seed", "createdAt")
    VALUES ('batch', 'project', 'Bench', 1, 253402214400000, 'active', 1, 0)`)
  const insert = {
    task: database.prepare(
      `INSERT INTO "Task" ("id", "batchId", "externalId", "overlap", "free", "submitted", "lane", "pos", "title") VALUES (?, 'batch', ?, 1, 0, 1, 1, ?, 'A task')`,
    ),
    content: database.prepare(`INSERT INTO "TaskContent" ("taskId", "payload", "meta") VALUES (?, ?, '{}')`),
    assignment: database.prepare(
      `INSERT INTO "Assignment" ("id", "taskId", "labelerId", "state", "claimedAt", "seed", "configVersion", "guidelinesVersion") VALUES (?, ?, ?, 'submitted', 0, 1, 1, 0)`,
    ),
    annotation: database.prepare(
      `INSERT INTO "Annotation" ("assignmentId", "taskId", "labelerId", "batchId", "answer", "displayOrder", "timeSpentMs", "configVersion", "guidelinesVersion", "createdAt", "updatedAt")
       VALUES (?, ?, ?, 'batch', ?, ?, 4000, 1, 0, ?, ?)`,
    ),
  }
  const sentence = 'A fairly ordinary sentence of an answer to a question that somebody asked. '
  for (let i = 0; i < tasks; i += 1) {
    const id = `task${String(i).padStart(12, '0')}`
    const turn = (role: string, content: string) => ({ role, content })
    const payload = {
      prompt: [turn('user', `Question ${i}: what of ${(i * 7919) % 100_003} and ${(i * 104_729) % 1_299_709}?`)],
      responses: [3, 4].map((times, side) => ({
        content: [turn('assistant', `${side} ${i} ${sentence.repeat(times)}`)],
        model: `model-${side}`,
      })),
    }
    insert.task.run(id, id, BigInt(i))
    insert.content.run(id, JSON.stringify(payload))
    const person = `p${i % 3}`
    const answer = JSON.stringify({ choice: i % 5 < 2 ? 'a' : 'b', strength: 1 + (i % 3) })
    insert.assignment.run(`a${id}`, id, person)
    insert.annotation.run(`a${id}`, id, person, answer, i % 2 === 0 ? '[0,1]' : '[1,0]', 1e12 + i, 1e12 + i)
  }
  database.exec('COMMIT')
  for (const { sql } of triggers) database.exec(sql)
  database.exec('ANALYZE')
  database.pragma('wal_checkpoint(TRUNCATE)')
}

async function run(form: 'jsonl' | 'parquet', isSplit: boolean): Promise<void> {
  await migrate(url)
  await openDatabase(url)
  await rm(path.join(folder, 'exports'), { recursive: true, force: true })
  const started = performance.now()
  const split = isSplit ? { train: 0.9, test: 0.1 } : null
  const { id } = await createExport(system, 'project', { format: 'trl-preference', form, split })
  let peak = 0
  for (;;) {
    await wait(50)
    peak = Math.max(peak, peakOfChildren())
    const view = await readExport(system, id)
    if (view.state === 'queued' || view.state === 'running') continue
    if (view.manifest === null) throw new Error(view.error ?? view.state)
    const seconds = (performance.now() - started) / 1000
    const rows = view.manifest.counts.rows_written ?? 0
    const bytes = view.manifest.files.reduce((sum, file) => sum + file.bytes, 0)
    const own = process.resourceUsage().maxRSS / 1024
    process.stdout.write(
      `- ${form}${isSplit ? ', split' : ''}: ${rows.toLocaleString('en')} rows (${(bytes / 1e6).toFixed(0)} MB) in ${seconds.toFixed(1)} s, zip included, ${Math.round(rows / seconds).toLocaleString('en')} a second; peak resident memory of the export's process ${(peak / 1024).toFixed(0)} MB, of the one that ordered it ${own.toFixed(0)} MB\n`,
    )
    return
  }
}

/** KiB of the largest child process, as Linux counts it; 0 elsewhere. */
function peakOfChildren(): number {
  try {
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').split(' ')
    const peaks = children.flatMap((child) =>
      child === '' ? [] : [/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1]],
    )
    return Math.max(0, ...peaks.map((peak) => Number(peak ?? 0)))
  } catch {
    // It ended meanwhile, or this is not Linux.
    return 0
  }
}

/** JSON.stringify of the rows that the last export wrote, to disk in pieces of 64 KiB; reading and parsing them is not counted. */
async function baseline(): Promise<void> {
  const exports = path.join(folder, 'exports')
  const [id = ''] = readdirSync(exports)
  const names = readdirSync(path.join(exports, id)).filter((name) => name.endsWith('.jsonl'))
  const out = await open(path.join(folder, 'baseline.jsonl'), 'w')
  let [rows, milliseconds] = [0, 0]
  for (const name of names) {
    let parsed: unknown[] = []
    const write = async () => {
      const started = performance.now()
      let piece = ''
      for (const row of parsed) {
        piece += `${JSON.stringify(row)}\n`
        if (piece.length < 65_536) continue
        await out.write(piece)
        piece = ''
      }
      await out.write(piece)
      milliseconds += performance.now() - started
      rows += parsed.length
      parsed = []
    }
    for await (const line of createInterface({ input: createReadStream(path.join(exports, id, name)) })) {
      parsed.push(JSON.parse(line))
      if (parsed.length >= 10_000) await write()
    }
    await write()
  }
  await out.close()
  process.stdout.write(
    `- JSON.stringify of the same rows to disk: ${(milliseconds / 1000).toFixed(1)} s, ${Math.round((1000 * rows) / milliseconds).toLocaleString('en')} a second\n`,
  )
}
