import 'server-only'
import { mkdirSync } from 'node:fs'
import path from 'node:path'

/** Where this installation keeps its database, secrets, media and exports: CONCORD_DATA, else `.concord` in the working folder. Private to its owner. */
function dataFolder(): string {
  const folder = path.resolve(/*turbopackIgnore: true*/ process.env.CONCORD_DATA ?? '.concord')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

/** A path inside the data folder. */
export function inDataFolder(...parts: string[]): string {
  return path.join(/*turbopackIgnore: true*/ dataFolder(), ...parts)
}
