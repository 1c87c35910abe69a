import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/**
 * Gives the server tests a PostgreSQL: TEST_POSTGRES_URL, else a throw-away cluster where the machine has `initdb` and `postgres`.
 * Without either the PostgreSQL half is skipped, by name.
 */
export default function setup(): (() => void) | undefined {
  if (process.env.TEST_POSTGRES_URL) return undefined
  const programs = findPrograms()
  if (!programs) {
    console.warn('PostgreSQL was not found (no TEST_POSTGRES_URL, no initdb): its tests are skipped.')
    return undefined
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-pg-'))
  const owner = process.getuid?.() === 0 ? ordinaryUser() : null
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const run = (program: string, args: string[]) => {
    // Its own session, so that Ctrl-C reaches only us and we stop it in order.
    const options = {
      encoding: 'utf8' as const,
      cwd: folder,
      env: { ...process.env, HOME: folder },
      stdio: 'pipe' as const,
      ...owner,
    }
    const done = spawnSync(path.join(programs, program), args, options)
    if (done.status !== 0) throw new Error(`${program} failed: ${done.stderr}${readLog(folder)}`)
  }
  const data = path.join(folder, 'data')
  run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'])
  const options = `-c fsync=off -c full_page_writes=off -c listen_addresses='' -c unix_socket_directories='${folder}' -c max_connections=200`
  run('pg_ctl', ['-D', data, '-w', '-t', '60', '-l', path.join(folder, 'log'), '-o', options, 'start'])
  process.env.TEST_POSTGRES_URL = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`
  return () => {
    run('pg_ctl', ['-D', data, '-w', '-m', 'immediate', 'stop'])
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The folder that holds initdb, pg_ctl and postgres together: from PATH, or where Debian, Red Hat and Homebrew put them. */
function findPrograms(): string | null {
  const versioned = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt']
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name, 'bin')))
  const folders = [...versioned.reverse(), ...(process.env.PATH ?? '').split(path.delimiter), '/usr/pgsql/bin']
  const complete = (folder: string) =>
    ['initdb', 'pg_ctl', 'postgres'].every((name) => existsSync(path.join(folder, name)))
  return folders.find(complete) ?? null
}

/** PostgreSQL refuses to run as root: its package's own user, else nobody. */
function ordinaryUser(): { uid: number; gid: number } {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const line =
    lines.find((entry) => entry.startsWith('postgres:')) ?? lines.find((entry) => entry.startsWith('nobody:'))
  const [, , uid, gid] = line?.split(':') ?? []
  if (uid === undefined || gid === undefined)
    throw new Error('No ordinary user to run PostgreSQL as; set TEST_POSTGRES_URL.')
  return { uid: Number(uid), gid: Number(gid) }
}

function readLog(folder: string): string {
  const log = path.join(folder, 'log')
  return existsSync(log) && statSync(log).isFile() ? `\n${readFileSync(log, 'utf8')}` : ''
}
