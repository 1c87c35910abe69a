#!/usr/bin/env node
// `npm run test:interop`: labels the demo, exports every format and loads it with the software that will read it.
// `npm run test:trainers`: TRL's trainers take the same exports for a few steps.
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { bundleInterop } from './setup/bundle.mjs'
import { fingerprintOf, isFresh, remember } from './setup/fingerprint.mjs'
import { build, bundle, checkNode, generate, install } from './setup/prepare.mjs'
import { environment, findPython } from './setup/python.mjs'
import { root, run } from './setup/run.mjs'
import { giveUp, step, total } from './setup/say.mjs'

const trainers = process.argv.includes('--trainers')
const exportsFolder = path.join(root, '.concord', 'interop')
const sources = ['app', 'bin', 'components', 'demo', 'e2e/interop', 'e2e/support', 'lib', 'prisma', 'package-lock.json']

checkNode()
process.chdir(root)
const python = await findPython()
if (python === null) {
  const sentence = 'This check needs Python 3.10 or newer with venv (Debian: python3-venv); none was found.'
  if (process.env.CI) giveUp(sentence)
  console.log(`${sentence} Nothing was checked.`)
  process.exit(0)
}
await install()
await generate()
await bundle()
await build()
await makeExports()
const inside = trainers
  ? await environment(python, 'e2e/interop/requirements-trainers.txt', 'TRL and PyTorch, about 6 GB')
  : await environment(python, 'e2e/interop/requirements.txt', 'what reads our exports')
await showVersions(inside)
const { code } = await run(inside, ['-m', 'pytest', ...pytestArguments()], {
  quiet: false,
  env: {
    CONCORD_EXPORTS: exportsFolder,
    // Nothing is fetched: what is not in the export is missing.
    HF_HUB_OFFLINE: '1',
    HF_HOME: path.join(root, '.concord', 'python', 'home'),
    HF_DATASETS_DISABLE_PROGRESS_BARS: '1',
    PYTHONDONTWRITEBYTECODE: '1',
  },
})
console.log(`All of it took ${total()}.`)
process.exit(code)

function pytestArguments() {
  const folder = path.join('e2e', 'interop')
  const quiet = ['-q', '-p', 'no:cacheprovider', '--disable-warnings']
  const withTorch = ['test_trainers.py', 'test_audiofolder.py'].map((name) => path.join(folder, name))
  return trainers ? [...quiet, '-s', ...withTorch] : [...quiet, folder, ...withTorch.map((file) => `--ignore=${file}`)]
}

/** Labels and exports once for each state of the sources; both checks read the same folder. */
async function makeExports() {
  const print = fingerprintOf(sources)
  if (isFresh('interop', print)) return
  await step('Labeling the demo and exporting it in every format', async () => {
    rmSync(exportsFolder, { recursive: true, force: true })
    mkdirSync(exportsFolder, { recursive: true, mode: 0o700 })
    const program = await bundleInterop()
    const done = await run(process.execPath, [program, exportsFolder])
    if (done.code !== 0) giveUp(`The exports could not be made:\n${done.output}`)
    remember('interop', print)
  })
}

async function showVersions(inside) {
  const { output } = await run(inside, ['-m', 'pip', 'list', '--format=freeze', '--disable-pip-version-check'])
  const shown = /^(accelerate|datasets|jiwer|mlcroissant|pandas|pyarrow|pycocotools|torch|transformers|trl)==/
  console.log(
    output
      .split('\n')
      .filter((line) => shown.test(line))
      .join('  '),
  )
}
