#!/usr/bin/env node
// `npm run dev`: Next's development server over the same database, migrations applied first.
import { bundle, checkNode, generate, install } from './setup/prepare.mjs'
import { run, tool } from './setup/run.mjs'
import { giveUp } from './setup/say.mjs'

checkNode()
await install()
await generate()
await bundle()
const migrated = await run(process.execPath, ['bin/concord', 'migrate'], { quiet: false })
if (migrated.code !== 0) giveUp('The database could not be migrated; the reason stands above.')
console.log('No account yet? bin/concord create-user you@example.org --role admin makes one.')
await tool('next', ['dev', '--hostname', process.env.HOST ?? '127.0.0.1', '--port', process.env.PORT ?? '3000'], {
  quiet: false,
})
