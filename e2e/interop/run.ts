import { makeExports } from './make-exports'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Name the folder for the exports.')
await makeExports(folder, (line) => console.error(`  ${line}`))
