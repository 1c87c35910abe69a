import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { demo } from './project'

/** The lines of a demo file, parsed. */
export async function demoLines(file: string): Promise<Record<string, unknown>[]> {
  const lines = (await readFile(demo(file), 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)))
}
