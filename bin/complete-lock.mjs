// Completes package-lock.json after `npm install`. A registry mirror may not carry the binaries of other systems; npm then leaves them out
// of the lockfile and `npm ci` refuses it on those systems and on this one. Every optional dependency with an exact version gets its entry here.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const lockUrl = new URL('../package-lock.json', import.meta.url)
const systems = ['darwin', 'win32', 'linux', 'android', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'aix', 'openharmony']
const processors = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32']

/** Names of the optional packages that an entry of the lockfile asks for and no entry answers. */
export function missingOptional(lock) {
  const missing = new Map()
  for (const [key, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!/^\d/.test(version) || resolves(lock.packages, key, name)) continue
      missing.set(name, { version, dev: entry.dev === true })
    }
  }
  return missing
}

function resolves(packages, from, name) {
  for (let path = from; ; path = path.slice(0, Math.max(0, path.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${path ? `${path}/` : ''}node_modules/${name}`]) return true
    if (path === '') return false
  }
}

function entryFor(name, { version, dev }) {
  const words = name.split(/[/@-]/)
  const os = systems.filter((system) => words.includes(system) || (system === 'linux' && /linux/.test(name)))
  const cpu = processors.filter((processor) => words.includes(processor))
  const musl = /musl/.test(name)
  return {
    version,
    ...(dev && { dev: true }),
    optional: true,
    ...(os.length > 0 && { os }),
    ...(cpu.length > 0 && { cpu }),
    ...(musl && { libc: ['musl'] }),
  }
}

function completeLock() {
  const lock = JSON.parse(readFileSync(lockUrl, 'utf8'))
  const missing = missingOptional(lock)
  for (const [name, wanted] of missing) lock.packages[`node_modules/${name}`] = entryFor(name, wanted)
  for (const entry of Object.values(lock.packages)) delete entry.resolved
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(lockUrl, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`package-lock.json: ${missing.size} optional packages of other systems added`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) completeLock()
