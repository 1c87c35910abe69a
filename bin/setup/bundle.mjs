import { existsSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { root } from './run.mjs'

const outdir = path.join(root, '.concord', 'build')

/** The server, the command line, the program that makes an export, and the threads that measure and make rows. */
export async function bundlePrograms() {
  removeOldBundles(outdir)
  await bundled(outdir, {
    serve: 'bin/serve.ts',
    concord: 'bin/concord.ts',
    measure: 'lib/server/agreement/measure-worker.ts',
    export: 'lib/server/exports/export-program.ts',
    rows: 'lib/server/exports/row-thread.ts',
  })
}

/** What labels the demo and exports it for the interop check; it has a folder of its own, so that the server's chunks stay. */
export async function bundleInterop() {
  const folder = path.join(outdir, 'interop')
  removeOldBundles(folder)
  await bundled(folder, { 'make-exports': 'e2e/interop/run.ts' })
  return path.join(folder, 'make-exports.mjs')
}

/** Bundles our own TypeScript only; packages stay where they are. `server-only` guards Next's bundles and is empty here. */
async function bundled(folder, entryPoints) {
  const { build } = createRequire(import.meta.url)('esbuild')
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    jsx: 'automatic',
    packages: 'external',
    alias: { 'server-only': path.join(root, 'test', 'empty.ts'), '@': root },
    loader: { '.css': 'empty' },
    sourcemap: 'linked',
    logLevel: 'error',
  })
}

/** Chunks carry a hash in their name; without this every change would leave its old ones behind. */
function removeOldBundles(folder) {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) if (/\.mjs(\.map)?$/.test(name)) rmSync(path.join(folder, name))
}
