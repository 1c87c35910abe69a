// Install, generate, build: each only when something it depends on has changed.
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { fingerprintOf, isFresh, remember } from './fingerprint.mjs'
import { root, run, tool } from './run.mjs'
import { giveUp, step } from './say.mjs'

const sources = [
  'app',
  'components',
  'lib',
  'prisma',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    giveUp(
      `Concord needs Node 20.19 or newer; this is ${process.version}. Install a newer Node and run the command again.`,
    )
  }
}

export async function install() {
  const print = fingerprintOf(['package-lock.json'])
  if (isInstalled(print)) return
  await step('Installing packages (the first time takes a minute or two)', async () => {
    // What builds the pages is among the packages for development; a start in production needs it too.
    const { code, output } = await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
      env: { NEXT_TELEMETRY_DISABLED: '1' },
    })
    if (code !== 0) giveUp(`npm ci failed:\n${output}`)
    remember('install', print)
  })
}

/** Installed by us from this lockfile, or by somebody's own npm after the lockfile was last written. */
function isInstalled(print) {
  const npmsOwn = path.join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(npmsOwn)) return false
  return isFresh('install', print) || statSync(npmsOwn).mtimeMs > statSync(path.join(root, 'package-lock.json')).mtimeMs
}

export async function generate() {
  const print = fingerprintOf(['prisma/schema.prisma', 'prisma/generate.mjs', 'package-lock.json'])
  if (isFresh('generate', print) && existsSync(path.join(root, 'prisma', 'generated'))) return
  await step('Generating the database client', async () => {
    const { code, output } = await run(process.execPath, ['prisma/generate.mjs'])
    if (code !== 0) giveUp(`The database client could not be generated:\n${output}`)
    remember('generate', print)
  })
}

/** Bundles bin/serve.ts and bin/concord.ts into .concord/build. */
export async function bundle() {
  const print = fingerprintOf([...sources, 'bin'])
  if (isFresh('bundle', print) && existsSync(path.join(root, '.concord', 'build', 'serve.mjs'))) return
  await step('Bundling the server', async () => {
    const { bundlePrograms } = await import('./bundle.mjs')
    await bundlePrograms()
    remember('bundle', print)
  })
}

export async function build() {
  const print = fingerprintOf(sources)
  if (isFresh('next', print) && existsSync(path.join(root, '.next', 'BUILD_ID'))) return
  await step('Building the pages', async () => {
    const { code, output } = await tool('next', ['build'], { env: { NEXT_TELEMETRY_DISABLED: '1' } })
    if (code !== 0) giveUp(`The build failed:\n${output}`)
    remember('next', print)
  })
}
