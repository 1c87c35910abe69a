/**
 * Claim and submit over HTTP on loopback, against the server that `npm start` runs. From the repository's root, after a build:
 *   npx esbuild bench/http.ts --bundle --platform=node --format=esm --packages=external --outfile=.concord/build/bench-http.mjs
 *   node .concord/build/bench-http.mjs
 * DATABASE_URL chooses PostgreSQL; without it SQLite in a folder of its own. Prints the lines of bench/RESULTS.md, section HTTP.
 */
import { cpus, loadavg } from 'node:os'
import { z } from 'zod'
import { startServer } from '../e2e/support/server'

const TASKS = 20_000
const OVERLAP = 20
const CLIENTS = 32
const SAMPLES = 400
const SECONDS = 5
const password = 'a quiet harbour at dawn'

const idReply = z.object({ id: z.string() })
const held = z.object({ assignments: z.array(idReply) })
const submitted = z.object({ next: z.array(idReply).optional() })

/** Somebody signed in: the cookie of their session and the origin that the server wants to see. */
interface Client {
  ask<Reply>(method: string, path: string, body: unknown, schema: z.ZodType<Reply>): Promise<Reply>
}

function visitor(url: string): Client {
  let cookie = ''
  return {
    async ask(method, path, body, schema) {
      const lines = Buffer.isBuffer(body)
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { origin: url, cookie, 'content-type': lines ? 'application/x-ndjson' : 'application/json' },
        body: lines ? new Uint8Array(body) : JSON.stringify(body),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`)
      const given = response.headers.getSetCookie().map((line) => line.split(';')[0])
      if (given.length > 0) cookie = given.join('; ')
      return schema.parse(text === '' ? null : JSON.parse(text))
    },
  }
}

async function labeler(admin: Client, url: string, number: number): Promise<Client> {
  const email = `labeler${number}@example.org`
  const { link } = await admin.ask('POST', '/invitations', { email, role: 'labeler' }, z.object({ link: z.string() }))
  const client = visitor(url)
  const person = { token: link.split('/').at(-1), name: `Labeler ${number}`, password }
  await client.ask('POST', '/invitations/accept', person, z.unknown())
  return client
}

async function batchOf(admin: Client): Promise<string> {
  const project = { name: 'Load', taskType: 'sentiment' }
  const { id } = await admin.ask('POST', '/projects', project, idReply)
  const batch = { name: 'First', overlap: OVERLAP, order: 'imported' }
  const { id: batchId } = await admin.ask('POST', `/projects/${id}/batches`, batch, idReply)
  const lines = Array.from({ length: TASKS }, (_, task) =>
    JSON.stringify({ id: `t${task}`, text: `Sentence ${task} of a load test, neither short nor long.` }),
  )
  await admin.ask('POST', `/batches/${batchId}/tasks`, Buffer.from(lines.join('\n')), z.unknown())
  return batchId
}

const answer = { answer: { label: 'positive' }, timeSpentMs: 1_500 }

async function claimOne(client: Client, batchId: string): Promise<string> {
  const { assignments } = await client.ask('POST', '/queue/claim', { batchId, count: 1 }, held)
  const [first] = assignments
  if (!first) throw new Error('the queue ended early')
  return first.id
}

/** One labeler alone: claim and submit apart, then submit with the next task in its reply, as the page asks. */
async function alone(client: Client, batchId: string): Promise<void> {
  const times: Record<'claim' | 'submit' | 'submit with the next task', number[]> = {
    claim: [],
    submit: [],
    'submit with the next task': [],
  }
  for (let sample = -40; sample < SAMPLES; sample += 1) {
    const started = performance.now()
    const id = await claimOne(client, batchId)
    const claimed = performance.now()
    await client.ask('PUT', `/assignments/${id}/annotation`, answer, submitted)
    if (sample < 0) continue
    times.claim.push(claimed - started)
    times.submit.push(performance.now() - claimed)
  }
  let id = await claimOne(client, batchId)
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const started = performance.now()
    const { next } = await client.ask('PUT', `/assignments/${id}/annotation`, { ...answer, next: 1 }, submitted)
    times['submit with the next task'].push(performance.now() - started)
    const following = next?.[0]
    id = following ? following.id : await claimOne(client, batchId)
  }
  for (const [what, own] of Object.entries(times))
    console.log(`- one labeler, ${what}: p50 ${quantile(own, 0.5)} ms, p99 ${quantile(own, 0.99)} ms`)
}

async function together(clients: Client[], batchId: string): Promise<void> {
  const times: number[] = []
  const until = performance.now() + SECONDS * 1_000
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until) {
        const started = performance.now()
        const id = await claimOne(client, batchId)
        await client.ask('PUT', `/assignments/${id}/annotation`, answer, submitted)
        times.push(performance.now() - started)
      }
    }),
  )
  const pairs = Math.round(times.length / SECONDS)
  console.log(
    `- ${clients.length} labelers at once for ${SECONDS} s: ${pairs} pairs of claim and submit a second (${2 * pairs} requests), a pair p50 ${quantile(times, 0.5)} ms, p99 ${quantile(times, 0.99)} ms`,
  )
}

function quantile(times: number[], share: number): string {
  const sorted = Float64Array.from(times).sort()
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(2)
}

const server = await startServer()
try {
  const admin = visitor(server.url)
  const token = server.setupLink?.split('#')[1]
  await admin.ask('POST', '/setup', { token, name: 'Noor', email: 'noor@example.org', password }, z.unknown())
  const batchId = await batchOf(admin)
  const clients: Client[] = []
  for (let number = 0; number < CLIENTS; number += 1) clients.push(await labeler(admin, server.url, number))
  const engine = process.env.DATABASE_URL ? 'PostgreSQL' : 'SQLite with `synchronous=FULL`'
  const load = loadavg()[0]?.toFixed(1)
  console.log(
    `- ${cpus()[0]?.model}, ${cpus().length} cores shared by server and clients, Node ${process.version}, ${engine}, load average ${load} at the start; ${TASKS} tasks, overlap ${OVERLAP}`,
  )
  const [first] = clients
  if (first) await alone(first, batchId)
  await together(clients, batchId)
} finally {
  await server.stop()
}
