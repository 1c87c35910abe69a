import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A Concord of its own: fresh data folder, free port, the build that `npm start` serves. */
export interface RunningServer {
  url: string
  /** The one-time link that the first start printed, or null when there is an admin already. */
  setupLink: string | null
  dataFolder: string
  stop(signal?: NodeJS.Signals): Promise<void>
}

export async function startServer(
  options: { demo?: boolean; dataFolder?: string; port?: number } = {},
): Promise<RunningServer> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(path.join(tmpdir(), 'concord-e2e-')))
  const port = options.port ?? (await freePort())
  const child = spawn(process.execPath, ['.concord/build/serve.mjs', ...(options.demo ? [] : ['--no-demo'])], {
    env: { ...process.env, NODE_ENV: 'production', PORT: String(port), CONCORD_DATA: dataFolder, PUBLIC_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const url = `http://localhost:${port}`
  const printed = await printedUntilReady(child, url)
  return {
    url,
    dataFolder,
    setupLink: /http:\/\/\S+\/setup#\S+/.exec(printed)?.[0] ?? null,
    stop: async (signal = 'SIGTERM') => {
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
      if (signal === 'SIGTERM') await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** Everything the server has printed by the time it answers /readyz. */
async function printedUntilReady(child: ChildProcess, url: string): Promise<string> {
  let printed = ''
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${printed}`)
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return printed
    await new Promise((resolve) => setImmediate(resolve))
  }
  child.kill('SIGKILL')
  throw new Error(`The server did not become ready in a minute:\n${printed}`)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
