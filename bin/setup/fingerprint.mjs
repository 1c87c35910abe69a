import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './run.mjs'

const skipped = new Set(['node_modules', '.next', '.git', '.concord', 'generated'])

function* filesBelow(entry) {
  const full = path.join(root, entry)
  if (!existsSync(full)) return
  if (statSync(full).isFile()) {
    yield entry
    return
  }
  for (const name of readdirSync(full).sort()) {
    if (!skipped.has(name)) yield* filesBelow(path.join(entry, name))
  }
}

/** Hash over the names and contents of files and folders (tests left out: they change nothing that is built). */
export function fingerprintOf(entries) {
  const hash = createHash('sha256').update(process.version)
  for (const entry of entries) {
    for (const file of filesBelow(entry)) {
      if (/\.(test|spec)\.[a-z]+$/.test(file)) continue
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(path.join(root, file)))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

const stampOf = (name) => path.join(root, '.concord', 'build', `${name}.stamp`)

export function isFresh(name, fingerprint) {
  const file = stampOf(name)
  return existsSync(file) && readFileSync(file, 'utf8') === fingerprint
}

export function remember(name, fingerprint) {
  mkdirSync(path.dirname(stampOf(name)), { recursive: true, mode: 0o700 })
  writeFileSync(stampOf(name), fingerprint)
}
