import { parseArgs } from 'node:util'
import next from 'next'
import { AppError } from '@/lib/core/errors'
import { closeDatabase } from '@/lib/server/db/db'
import { startFrontDoor } from '@/lib/server/http/front-door'
import { startHousekeeping } from '@/lib/server/http/housekeeping'
import { publicOrigin } from '@/lib/server/http/public-origin'
import { setupLink } from '@/lib/server/setup/first-admin'
import { prepareInstallation } from '@/lib/server/setup/prepare-installation'

const usage = `Usage: npm start -- [--no-demo]

  --no-demo   start without the demo projects

PORT (3000), HOST (127.0.0.1), PUBLIC_URL, DATABASE_URL, CONCORD_DATA and others are described in docs/.
`

/** `npm start`: opens the port, brings the database up to date, then serves until it is told to stop. */
async function serve(): Promise<void> {
  process.umask(0o077)
  const options = readOptions()
  if (options === null) return
  const front = await startFrontDoor({ host: process.env.HOST || '127.0.0.1', port: portOf(process.env.PORT) })
  process.env.PORT = String(front.port)
  await prepareInstallation({ demo: options.demo, say })
  const app = next({ dev: false, dir: process.cwd(), hostname: front.host, port: front.port, httpServer: front.unused })
  await app.prepare()
  const handle = app.getRequestHandler()
  front.open((request, response) => handle(request, response))
  const stopHousekeeping = startHousekeeping()
  await greet(front.host, front.port)
  await signalled()
  say('Stopping; requests in flight are finished first. Press Ctrl-C again to stop at once.')
  process.once('SIGINT', () => process.exit(130))
  await front.drain()
  await stopHousekeeping()
  await app.close()
  await closeDatabase()
  process.exit(0)
}

function readOptions(): { demo: boolean } | null {
  const { values } = parseArgs({
    options: { 'no-demo': { type: 'boolean' }, help: { type: 'boolean' } },
    args: process.argv.slice(2),
    strict: true,
  })
  if (!values.help) return { demo: values['no-demo'] !== true }
  process.stdout.write(usage)
  return null
}

function portOf(given: string | undefined): number {
  const port = Number(given || '3000')
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new AppError('bad-input', `PORT is “${given}”, which is no port. Use a number from 1 to 65535.`)
}

async function greet(host: string, port: number): Promise<void> {
  const loopback = host === '127.0.0.1' || host === 'localhost' || host === '::1'
  say(`\nConcord is ready: ${publicOrigin()}`)
  if (!loopback) say(`Others can reach it too: it listens on ${host}, port ${port}.`)
  const link = await setupLink()
  if (link !== null) say(`Create the first admin (this link works once, for 24 hours):\n  ${link}`)
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** What the person who starts it can mend is one sentence; a bug shows its stack. */
function giveUp(error: unknown): void {
  const mendable = error instanceof AppError || (error instanceof TypeError && 'code' in error)
  process.stderr.write(mendable ? `✗ ${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
}

serve().catch(giveUp)
