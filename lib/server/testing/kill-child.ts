import 'server-only'
import { appendFileSync } from 'node:fs'
import type { Actor } from '../access/actor'
import { openDatabase } from '../db/db'
import { claimNext } from '../queue/claim'
import { submitAnnotation } from '../queue/submit'

/*
 * Runs as a process of its own and works through a batch until it is killed: url, file for acknowledgements, batch, people.
 * An answer's id is written down (outside the database) only when the server has acknowledged it.
 */
const [url, acknowledgements, batchId, ...people] = process.argv.slice(2)
if (url === undefined || acknowledgements === undefined || batchId === undefined)
  throw new Error('Arguments are missing.')

await openDatabase(url)
await Promise.all(people.map((userId) => work(userId, acknowledgements)))

async function work(userId: string, file: string): Promise<void> {
  const actor: Actor = {
    kind: 'user',
    userId,
    name: userId,
    role: 'labeler',
    via: 'session',
    scopes: ['all'],
    projectId: null,
    tokenId: null,
  }
  for (;;) {
    const got = await claimNext(actor, { batchId, count: 3 })
    if (got.length === 0) return
    for (const { id } of got) {
      await submitAnnotation(actor, id, { answer: { label: 'b' }, timeSpentMs: 1 })
      appendFileSync(file, `${id}\n`)
      process.stdout.write('.')
    }
  }
}
