import { existsSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { root } from './run.mjs'

/** Bundles our own TypeScript only; packages stay where they are. `server-only` guards Next's bundles and is empty here. */
export async function bundlePrograms() {
  const { build } = createRequire(import.meta.url)('esbuild')
  const outdir = path.join(root, '.concord', 'build')
  removeOldBundles(outdir)
  await build({
    absWorkingDir: root,
    entryPoints: {
      serve: 'bin/serve.ts',
      concord: 'bin/concord.ts',
      measure: 'lib/server/agreement/measure-worker.ts',
    },
    outdir,
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
function removeOldBundles(outdir) {
  if (!existsSync(outdir)) return
  for (const name of readdirSync(outdir)) if (/\.mjs(\.map)?$/.test(name)) rmSync(path.join(outdir, name))
}
