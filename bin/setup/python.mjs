// A Python environment of our own for the checks that need one: made once for each list of requirements.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fingerprintOf } from './fingerprint.mjs'
import { root, run } from './run.mjs'
import { giveUp, step } from './say.mjs'

const least = [3, 10]

/** The command of a Python that is new enough and can make environments, or null. */
export async function findPython() {
  for (const command of ['python3', 'python']) {
    const asked = 'import sys, venv, ensurepip; print(*sys.version_info[:2])'
    const { code, output } = await run(command, ['-c', asked]).catch(() => ({ code: 1, output: '' }))
    const [major, minor] = output.trim().split(' ').map(Number)
    if (code === 0 && (major > least[0] || (major === least[0] && minor >= least[1]))) return command
  }
  return null
}

/** The Python of an environment that holds exactly these requirements. */
export async function environment(python, requirements, what) {
  const folder = path.join(root, '.concord', 'python')
  const print = fingerprintOf([requirements, ...included(requirements)]).slice(0, 16)
  const name = `${path.basename(requirements, '.txt')}-${print}`
  const place = path.join(folder, name)
  const inside = path.join(place, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
  if (existsSync(path.join(place, 'complete'))) return inside
  await step(`Installing ${what} (the first time takes some minutes)`, async () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const old of readdirSync(folder)) {
      if (old.startsWith(`${path.basename(requirements, '.txt')}-`)) rmSync(path.join(folder, old), { recursive: true })
    }
    await must(run(python, ['-m', 'venv', place]))
    await must(run(inside, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]))
    mkdirSync(path.join(place, 'complete'))
  })
  return inside
}

/** Lists that this one takes along with -r. */
function included(requirements) {
  const lines = readFileSync(path.join(root, requirements), 'utf8').split('\n')
  const names = lines.flatMap((line) => (line.startsWith('-r ') ? [line.slice(3).trim()] : []))
  return names.map((name) => path.join(path.dirname(requirements), name))
}

async function must(work) {
  const { code, output } = await work
  if (code !== 0) giveUp(`The Python environment could not be made:\n${output}`)
}
