// Finds a browser for the tests: Playwright's own where it can be had, else the system's Chromium, else Debian's package.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root, run, tool } from './run.mjs'

const remembered = path.join(root, '.concord', 'build', 'browser.json')
const systemPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test')
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null
}

const systems = () => systemPlaces.find((place) => existsSync(place)) ?? null

async function downloaded() {
  const { code } = await tool('playwright', ['install', 'chromium'], { timeoutMs: 300_000 })
  return code === 0 ? playwrightsOwn() : null
}

async function debians() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null
  await run('apt-get', ['update', '-qq'])
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  })
  return systems()
}

/** Path of a browser, or null when none can be had. Remembered, so the search runs once. */
export async function findBrowser() {
  if (existsSync(remembered)) {
    const { executablePath } = JSON.parse(readFileSync(remembered, 'utf8'))
    if (existsSync(executablePath)) return executablePath
  }
  for (const source of [playwrightsOwn, downloaded, systems, debians]) {
    const executablePath = await source()
    if (!executablePath) continue
    writeFileSync(remembered, JSON.stringify({ executablePath }))
    return executablePath
  }
  return null
}
