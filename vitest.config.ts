import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const alias = [
  { find: /^server-only$/, replacement: `${root}test/empty.ts` },
  { find: /^@\//, replacement: root },
]

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: [
            'lib/core/**/*.test.{ts,tsx}',
            'lib/task-types/**/*.test.{ts,tsx}',
            'components/**/*.test.{ts,tsx}',
            'bin/**/*.test.{ts,mjs}',
          ],
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'server',
          include: ['lib/server/**/*.test.ts', 'prisma/**/*.test.ts', 'app/**/*.test.ts'],
          globalSetup: ['lib/server/testing/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          pool: 'forks',
          maxWorkers: 2,
        },
      },
    ],
  },
})
