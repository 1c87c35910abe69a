/**
 * A dashboard as a page asks for it: the first look, a second one, and a look after each of some changed and withdrawn answers; over 30,000 and
 * 100,000 answers of categories and 1,980 texts. From the repository's root:
 *   out=.concord/build/bench-agreement-service
 *   common="--bundle --splitting --platform=node --format=esm --packages=external --jsx=automatic --loader:.css=empty --alias:server-only=./test/empty.ts --alias:@=."
 *   npx esbuild bench/agreement-service.ts $common --outdir=$out
 *   npx esbuild lib/server/agreement/measure-worker.ts $common --outdir=$out/.concord/build --entry-names=measure --out-extension:.js=.mjs
 *   (cd $out && node agreement-service.js [postgres://… of a server where databases may be created])
 * Prints the lines of bench/RESULTS.md, section Agreement service.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setTimeout as later } from 'node:timers/promises'
import pg from 'pg'
import { system } from '@/lib/server/access/actor'
import { projectAgreement } from '@/lib/server/agreement/project-agreement'
import { closeDatabase, driver, openDatabase } from '@/lib/server/db/db'
import { migrate } from '@/prisma/migrate'

interface Study {
  name: string
  taskType: string
  config: string
  tasks: number
  overlap: number
  labelers: number
  /** SQL that gives the answer of rating r.i to task t.i, as JSON text. */
  answer: string
  /** What a changed answer becomes. */
  changed: string
}

/** Seven of ten answers are the task's own, the others spread. */
const label = `CASE WHEN (t.i * 31 + r.i * 17 + (t.i * r.i) % 7) % 10 < 7 THEN t.i % 3 ELSE (t.i + r.i) % 3 END`
const categories = {
  taskType: 'sentiment',
  config: '{"labels":["positive","neutral","negative"]}',
  labelers: 40,
  answer: `'{"label":"' || CASE ${label} WHEN 0 THEN 'positive' WHEN 1 THEN 'neutral' ELSE 'negative' END || '"}'`,
  changed: '{"label":"neutral"}',
}
/** Ten words, two of which depend on who listened. */
const word = (place: number) => `'w' || ((t.i * 7 + ${place} * 3${place % 5 === 4 ? ' + r.i' : ''}) % 31)`
const words = Array.from({ length: 10 }, (_, place) => word(place)).join(` || ' ' || `)
const studies: Study[] = [
  { name: '10,000 × 3 categories', ...categories, tasks: 10_000, overlap: 3 },
  { name: '20,000 × 5 categories', ...categories, tasks: 20_000, overlap: 5 },
  {
    name: '660 × 3 texts',
    taskType: 'transcription',
    config: '{}',
    tasks: 660,
    overlap: 3,
    labelers: 6,
    answer: `'{"text":"' || ${words} || '"}'`,
    changed: '{"text":"w1 w2 w3 w4 w5 w6 w7 w8 w9 w10"}',
  },
]
const looks = 20
/** Looks that wait until every figure is of now. */
const waits = 5
/** As long as a page waits for what is measured in the background. */
const patienceMs = 300

async function run(statement: string): Promise<void> {
  const current = driver()
  if (current.engine === 'sqlite') current.database.exec(statement)
  else await current.pool.query(statement)
}

const numbers = (name: string, last: number) =>
  `${name}(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM ${name} WHERE i < ${last})`

/** Every fiftieth task has a known answer. */
async function seed(
  projectId: string,
  { taskType, config, tasks, overlap, labelers, answer, changed }: Study,
): Promise<void> {
  const sqlite = driver().engine === 'sqlite'
  const at = (offset: string) =>
    sqlite ? `1750000000000 + (${offset})` : `to_timestamp(1750000000 + (${offset}) / 1000.0)`
  const [no, yes] = sqlite ? ['0', '1'] : ['FALSE', 'TRUE']
  await run(
    `INSERT INTO "Project" ("id", "name", "taskType", "config", "createdAt") VALUES ('${projectId}', 'Bench', '${taskType}', '${config}', ${at('0')})`,
  )
  await run(`INSERT INTO "Batch" ("id", "projectId", "name", "overlap", "deadline", "status", "seed", "createdAt")
    VALUES ('b', '${projectId}', 'Batch', ${overlap}, ${at('0')}, 'active', 1, ${at('0')})`)
  await run(`WITH RECURSIVE ${numbers('n', labelers - 1)} INSERT INTO "User" ("id", "email", "name", "role", "createdAt")
    SELECT 'u' || n.i, n.i || '@example.org', 'Labeler ' || n.i, 'labeler', ${at('0')} FROM n`)
  await run(`WITH RECURSIVE ${numbers('n', tasks - 1)} INSERT INTO "Task" ("id", "batchId", "externalId", "overlap", "free", "lane", "pos", "isGold", "title")
    SELECT 't' || n.i, 'b', 'line-' || n.i, ${overlap}, ${overlap}, 1, n.i, CASE WHEN n.i % 50 = 0 THEN ${yes} ELSE ${no} END, 'Task' FROM n`)
  await run(`WITH RECURSIVE ${numbers('n', tasks - 1)} INSERT INTO "TaskContent" ("taskId", "payload", "meta", "gold")
    SELECT 't' || n.i, '{"text":"x"}', '{}', CASE WHEN n.i % 50 = 0 THEN '${changed}' END FROM n`)
  const both = `WITH RECURSIVE ${numbers('t', tasks - 1)}, ${numbers('r', overlap - 1)}`
  await run(`${both} INSERT INTO "Assignment" ("id", "taskId", "labelerId", "state", "claimedAt", "seed", "configVersion", "guidelinesVersion")
    SELECT 'a' || t.i || '-' || r.i, 't' || t.i, 'u' || ((t.i + 7 * r.i) % ${labelers}), 'submitted', ${at('0')}, 1, 1, 0 FROM t, r`)
  await run(`${both} INSERT INTO "Annotation" ("assignmentId", "taskId", "labelerId", "batchId", "answer", "displayOrder", "timeSpentMs", "configVersion", "guidelinesVersion", "createdAt", "updatedAt")
    SELECT 'a' || t.i || '-' || r.i, 't' || t.i, 'u' || ((t.i + 7 * r.i) % ${labelers}), 'b', ${answer}, '[]', 1000 + (t.i * 13 + r.i) % 9000, 1, 0,
      ${at('t.i * 5 + r.i')}, ${at('t.i * 5 + r.i')} FROM t, r`)
}

interface Look {
  ms: number
  heldMs: number
}

/** How long the page waits, and how long others do at most. */
async function look(projectId: string, waitMs = patienceMs): Promise<Look> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const start = performance.now()
  await projectAgreement(system, projectId, { bootstrap: 'usual', patienceMs: waitMs })
  const ms = performance.now() - start
  // What held the thread to the end shows at its next turn.
  await later(5)
  delay.disable()
  return { ms, heldMs: delay.max / 1e6 }
}

const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const text = (some: Look[]) =>
  `${middle(some.map(({ ms }) => ms)).toFixed(0)} ms, holding others at most ${Math.max(...some.map(({ heldMs }) => heldMs)).toFixed(0)} ms`

async function change({ tasks, overlap, changed }: Study, i: number): Promise<void> {
  const id = `a${(i * 997) % tasks}-${i % overlap}`
  const time = driver().engine === 'sqlite' ? '1760000000000' : 'now()'
  await run(
    i % 2 === 0
      ? `UPDATE "Annotation" SET "answer" = '${changed}', "timeSpentMs" = "timeSpentMs" + 1, "updatedAt" = ${time} WHERE "assignmentId" = '${id}'`
      : `UPDATE "Assignment" SET "state" = 'released' WHERE "id" = '${id}'`,
  )
}

async function measure(engine: string, study: Study): Promise<void> {
  // A server keeps by project what it counted.
  const projectId = `${engine}-${study.tasks}`
  await seed(projectId, study)
  const first = [await look(projectId)]
  const again = [await look(projectId)]
  const changed: Look[] = []
  for (let i = 0; i < looks; i++) {
    await change(study, i)
    changed.push(await look(projectId))
  }
  const current: Look[] = []
  for (let i = looks; i < looks + waits; i++) {
    await change(study, i)
    current.push(await look(projectId, Number.POSITIVE_INFINITY))
  }
  process.stdout.write(
    `- ${study.name}, ${engine}, load average ${(loadavg()[0] ?? 0).toFixed(1)}: first look ${text(first)}; unchanged ${text(again)}; after each of ${looks} changes ${text(changed)}; all figures of now ${text(current)}\n`,
  )
}

async function onSqlite(study: Study): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-agreement-'))
  const url = `file:${path.join(folder, 'bench.db')}`
  await migrate(url)
  await openDatabase(url)
  await measure('SQLite', study)
  await closeDatabase()
  rmSync(folder, { recursive: true })
}

async function onPostgres(admin: string, study: Study): Promise<void> {
  const name = `concord_bench_agreement_${process.pid}`
  await command(admin, `CREATE DATABASE ${name}`)
  const url = admin.replace(/^(postgres(?:ql)?:\/\/[^/]*)\/[^?]*/, `$1/${name}`)
  await migrate(url)
  await openDatabase(url)
  await measure('PostgreSQL', study)
  await closeDatabase()
  await command(admin, `DROP DATABASE ${name} WITH (FORCE)`)
}

async function command(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

process.stdout.write(`- ${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.version}; medians\n`)
const [, , admin] = process.argv
for (const study of studies) {
  await onSqlite(study)
  if (admin) await onPostgres(admin, study)
}
process.exit()
