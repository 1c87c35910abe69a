import { createRequire } from 'node:module'
import path from 'node:path'
import { root } from './run.mjs'

/** Bundles our own TypeScript only; packages stay where they are. `server-only` guards Next's bundles and is empty here. */
export async function bundlePrograms() {
  const { build } = createRequire(import.meta.url)('esbuild')
  await build({
    absWorkingDir: root,
    entryPoints: { serve: 'bin/serve.ts', concord: 'bin/concord.ts' },
    outdir: path.join(root, '.concord', 'build'),
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
