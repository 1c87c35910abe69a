// What a stranger does first: `npm start` in a clean clone, until the sign-in page and the demo are there. Then it is stopped.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const started = Date.now()
const data = mkdtempSync(path.join(tmpdir(), 'concord-first-start-'))
const url = `http://localhost:${await freePort()}`
const child = spawn('npm', ['start'], {
  env: { ...process.env, CONCORD_DATA: data, PORT: new URL(url).port },
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
})
let printed = ''
child.stdout.on('data', (chunk) => {
  printed += chunk
  process.stdout.write(chunk)
})
try {
  while (!(await answers('/readyz'))) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode} before it was ready.`)
    if (Date.now() - started > 900_000) throw new Error('npm start was not ready within fifteen minutes.')
    await wait(250)
  }
  if (!(await answers('/sign-in'))) throw new Error('The sign-in page does not answer.')
  if (!/\/setup#/.test(printed)) throw new Error('The first start printed no set-up link.')
  console.log(`First start: ready after ${((Date.now() - started) / 1000).toFixed(1)} s.`)
} finally {
  if (child.exitCode === null) {
    process.kill(-child.pid, 'SIGTERM')
    await once(child, 'exit')
  }
  rmSync(data, { recursive: true, force: true })
}

function answers(place) {
  return fetch(`${url}${place}`).then(
    (response) => response.ok,
    () => false,
  )
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}
