// Generates the two Prisma clients (SQLite, PostgreSQL) from one schema. Does nothing when the schema has not changed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const folder = path.dirname(fileURLToPath(import.meta.url))
const root = path.dirname(folder)
const generated = path.join(folder, 'generated')

/** The PostgreSQL form of the schema: same models, times with their zone. */
export function postgresqlSchema(sqliteSchema) {
  return sqliteSchema
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace('"./generated/sqlite"', '"./postgresql"')
    .replace(/^(\s+\w+\s+DateTime\??)/gm, '$1 @db.Timestamptz(3)')
}

function run(schemaPath) {
  const cli = path.join(root, 'node_modules', 'prisma', 'build', 'index.js')
  // The engine binary is only looked for, never run, by `generate`; naming one keeps it from being downloaded.
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  }
  const done = spawnSync(process.execPath, [cli, 'generate', '--schema', schemaPath, '--no-hints'], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
  if (done.status !== 0)
    throw new Error(`prisma generate failed for ${path.basename(schemaPath)}:\n${done.stdout}${done.stderr}`)
}

export function generate() {
  const schemaPath = path.join(folder, 'schema.prisma')
  const schema = readFileSync(schemaPath, 'utf8')
  const version = readFileSync(path.join(root, 'node_modules', 'prisma', 'package.json'), 'utf8')
  const hash = createHash('sha256')
    .update(schema)
    .update(version)
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex')
  const hashPath = path.join(generated, '.hash')
  if (existsSync(hashPath) && readFileSync(hashPath, 'utf8') === hash) return false
  mkdirSync(generated, { recursive: true })
  rmSync(hashPath, { force: true })
  const postgresqlPath = path.join(generated, 'postgresql.prisma')
  writeFileSync(postgresqlPath, postgresqlSchema(schema))
  run(schemaPath)
  run(postgresqlPath)
  writeFileSync(hashPath, hash)
  return true
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(generate() ? 'Prisma clients generated.' : 'Prisma clients are up to date.')
}
