import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, vi } from 'vitest'

export interface Ran {
  out: string
  error: string
  /** As the shell sees it: 0 where nobody set another. */
  code: number
}

/** A folder for the files of a test; gone after it. */
export function fileMaker(): (name: string, content: string) => string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'concord-command-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  return (name, content) => {
    const place = path.join(folder, name)
    writeFileSync(place, content)
    return place
  }
}

interface CommandLine {
  main(argv: string[]): Promise<void>
}

// By its whole name: without its ending this would be bin/concord, the script that installs and bundles before it runs.
const { main }: CommandLine = await import(new URL('../concord.ts', import.meta.url).pathname)

/** Runs the whole command line as `bin/concord` does, with what stands on standard input. */
export async function concord(args: string[], input = ''): Promise<Ran> {
  const ran: Ran = { out: '', error: '', code: 0 }
  const before = process.exitCode
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      ran.out += String(text)
      return true
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      ran.error += String(text)
      return true
    }),
  ]
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin')
  Object.defineProperty(process, 'stdin', { value: Readable.from([Buffer.from(input)]), configurable: true })
  try {
    process.exitCode = undefined
    await main(['node', 'concord', ...args])
    ran.code = Number(process.exitCode ?? 0)
  } finally {
    process.exitCode = before
    if (stdin) Object.defineProperty(process, 'stdin', stdin)
    for (const spy of spies) spy.mockRestore()
    process.stdout.removeAllListeners('error')
  }
  return ran
}
