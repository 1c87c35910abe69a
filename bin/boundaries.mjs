// Import boundaries by dependency-cruiser; fails too when suspiciously few modules were seen (a wrong TypeScript makes it see none).
import { tool } from './setup/run.mjs'

const least = 50
const { code, output } = await tool('depcruise', [
  '--config',
  '.dependency-cruiser.cjs',
  '--output-type',
  'err',
  'app',
  'lib',
  'components',
  'bin',
  'prisma',
])
process.stdout.write(output)
const cruised = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0)
if (code === 0 && cruised < least) console.error(`only ${cruised} modules were cruised; at least ${least} are expected`)
process.exit(code === 0 && cruised >= least ? 0 : 1)
