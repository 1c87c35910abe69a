import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Command } from 'commander'
import { afterAll, afterEach, expect, vi } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { registerConvert } from './convert'

export const folder = mkdtempSync(path.join(os.tmpdir(), 'convert-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

export function file(name: string, content: string | readonly unknown[]): string {
  const place = path.join(folder, name)
  mkdirSync(path.dirname(place), { recursive: true })
  writeFileSync(
    place,
    typeof content === 'string' ? content : content.map((row) => `${JSON.stringify(row)}\n`).join(''),
  )
  return place
}

/** What the command prints; an error prints nothing on standard output. */
export async function run(...args: string[]): Promise<{ out: string; err: string }> {
  let out = ''
  let err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text)
    return true
  })
  const program = new Command('concord').exitOverride()
  registerConvert(program)
  try {
    await program.parseAsync(['node', 'concord', 'convert', ...args])
  } catch (error) {
    expect(out).toBe('')
    throw error
  }
  return { out, err }
}

export async function rows(...args: string[]): Promise<Record<string, unknown>[]> {
  const { out } = await run(...args)
  return out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
}

export async function refusal(...args: string[]): Promise<string> {
  try {
    await run(...args)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(error.status).toBe(400)
    return error.message
  }
  throw new Error('nothing was refused')
}
