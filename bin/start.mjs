#!/usr/bin/env node
// `npm start`: installs what is missing, makes the database, loads the demo on first run, builds and serves.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, bundle, checkNode, generate, install } from './setup/prepare.mjs'
import { root } from './setup/run.mjs'

checkNode()
process.chdir(root)
process.env.NODE_ENV = 'production'
process.env.NEXT_TELEMETRY_DISABLED = '1'
await install()
await generate()
await bundle()
await build()
await import(pathToFileURL(path.join(root, '.concord', 'build', 'serve.mjs')).href)
