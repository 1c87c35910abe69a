#!/usr/bin/env node
// `npm test`: every check and test of the project, on a fresh machine too. `--no-browser` leaves out what needs a browser (`npm run check`).
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { findBrowser } from './setup/browser.mjs'
import { build, bundle, checkNode, generate, install } from './setup/prepare.mjs'
import { root, run, tool } from './setup/run.mjs'
import { seconds, step, total } from './setup/say.mjs'

const withBrowser = !process.argv.includes('--no-browser')
const reports = path.join(root, '.concord', 'build', 'reports')
const sum = { passed: 0, failed: 0, skipped: 0 }
const notes = []

checkNode()
process.chdir(root)
await install()
await generate()
await bundle()
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

await check('Format and lint', () => tool('biome', ['check', '--error-on-warnings', '.']))
await check('Types', types)
await check('Import boundaries', () => run(process.execPath, ['bin/boundaries.mjs']))
await check('Dead code', () => tool('knip', []))
await vitest('unit', 'Unit tests')
await vitest('server', 'Server tests (SQLite, PostgreSQL)')
if (withBrowser) await browserTests()

for (const note of notes) console.log(note)
console.log(`\nAll of it took ${total()}.`)
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`)
process.exit(sum.failed === 0 ? 0 : 1)

/** A check counts as one test. */
async function check(name, work) {
  const since = Date.now()
  const { code, output } = await work()
  sum[code === 0 ? 'passed' : 'failed'] += 1
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds(since)})`)
  if (code !== 0) console.log(output)
}

async function types() {
  const made = await tool('next', ['typegen'], { env: { NEXT_TELEMETRY_DISABLED: '1' } })
  return made.code === 0 ? tool('tsc', ['--noEmit']) : made
}

async function vitest(project, name) {
  const file = path.join(reports, `${project}.json`)
  console.log(`▸ ${name}`)
  const { code } = await tool(
    'vitest',
    ['run', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`],
    { quiet: false, env: { CONCORD_TEST_NOTES: path.join(reports, 'notes.txt') } },
  )
  const report = JSON.parse(readFileSync(file, 'utf8'))
  sum.passed += report.numPassedTests
  sum.failed += report.numFailedTests
  sum.skipped += report.numPendingTests + report.numTodoTests
  if (code !== 0 && report.numFailedTests === 0)
    fail(`${name}: the runner ended with ${code} although no test failed; its output stands above.`)
}

async function browserTests() {
  await build()
  const executablePath = await step('Looking for a browser', findBrowser)
  if (!executablePath) {
    return fail(
      'No browser could be had. Install Chromium, or let `npx playwright install chromium` reach the network, and run this again.',
    )
  }
  const file = path.join(reports, 'e2e.json')
  console.log('▸ Browser tests')
  const { code } = await tool('playwright', ['test'], {
    quiet: false,
    env: { CONCORD_BROWSER: executablePath, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  })
  const { stats, suites } = JSON.parse(readFileSync(file, 'utf8'))
  sum.passed += stats.expected + stats.flaky
  sum.failed += stats.unexpected
  for (const title of flakyTests(suites)) notes.push(`! Passed only at the second try: ${title}`)
  sum.skipped += stats.skipped
  if (code !== 0 && stats.unexpected === 0)
    fail(`Browser tests: the runner ended with ${code}; its output stands above.`)
}

function fail(sentence) {
  sum.failed += 1
  notes.push(`✗ ${sentence}`)
}

function flakyTests(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky')).map(({ title }) => title),
    ...flakyTests(inner),
  ])
}
