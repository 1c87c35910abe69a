import { defineConfig } from '@playwright/test'

const root = process.getuid?.() === 0
export default defineConfig({
  testDir: 'e2e',
  fullyParallel: false,
  workers: 1,
  forbidOnly: true,
  // A test that needs its second try passes, but the summary names it.
  retries: 1,
  timeout: 400_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
  outputDir: '.concord/build/e2e',
  use: {
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    launchOptions: {
      executablePath: process.env.CONCORD_BROWSER,
      args: [
        ...(root ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-quic',
        '--no-first-run',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
    trace: 'off',
  },
})
