import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { Command } from 'commander'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { registerExport } from './export'

let folder = ''
let server: Server | null = null

const contents: Record<string, string> = { 'pairs.jsonl': '{"a":1}\n', 'media/cat.png': 'meow' }
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const files = () => Object.entries(contents).map(([name, text]) => ({ name, bytes: text.length, sha256: sha256(text) }))
const manifest = () => ({
  schema_version: 2,
  project: { id: 'P1', name: 'Cats' },
  filters: { format: 'raw' },
  annotations_digest: sha256('answers'),
  files: files(),
})

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'verify-'))
  for (const [name, text] of Object.entries(contents)) write(name, text)
  write('manifest.json', JSON.stringify(manifest()))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  server?.close()
  server = null
  vi.restoreAllMocks()
  process.exitCode = undefined
})

function write(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  writeFileSync(path.join(folder, name), text)
}

async function verify(...args: string[]): Promise<{ out: string[]; code: typeof process.exitCode }> {
  let out = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  const program = new Command('concord').exitOverride()
  registerExport(program)
  await program.parseAsync(['node', 'concord', 'export', 'verify', folder, ...args])
  return { out: out.trimEnd().split('\n'), code: process.exitCode }
}

test('a folder that is as its manifest says is called so, with its zip beside it or without', async () => {
  const well = { out: ['2 files are as the manifest says.'], code: undefined }
  expect(await verify()).toEqual(well)
  write('all.zip', 'zip')
  expect(await verify()).toEqual(well)
})

test('a changed, a missing and a foreign file are each named, and the exit code is 1', async () => {
  write('pairs.jsonl', '{"a":2}\n')
  rmSync(path.join(folder, 'media'), { recursive: true })
  write('data/more.jsonl', '')
  expect(await verify()).toEqual({
    out: [
      'pairs.jsonl: changed, its sha256 is not that of the manifest.',
      'media/cat.png: missing.',
      'data/more.jsonl: not in the manifest.',
    ],
    code: 1,
  })
  write('pairs.jsonl', '{}')
  expect((await verify()).out[0]).toContain('It has 2 bytes instead of 8.')
})

test('a folder without a manifest, or with another file of that name, is refused', async () => {
  write('manifest.json', '[]')
  await expect(verify()).rejects.toThrow(/is not the manifest of an export/)
  write('manifest.json', '{')
  await expect(verify()).rejects.toThrow(/is not the manifest of an export/)
  rmSync(path.join(folder, 'manifest.json'))
  await expect(verify()).rejects.toThrow(/Name the folder of an export/)
})

/** A server that answers as Concord would, with this manifest of the fresh export. */
async function serving(fresh: { annotations_digest: string; files: { name: string; sha256: string }[] }) {
  const asked: string[] = []
  const made = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (request.method === 'POST') return response.writeHead(202).end('{"id":"E1"}')
    if (request.method === 'DELETE') return response.writeHead(204).end()
    const view = { state: 'done', written: 1, total: 1, error: null, files: [], manifest: fresh }
    return response.end(JSON.stringify(view))
  })
  server = made
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
  const address = made.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { asked, flags: ['--server', `http://127.0.0.1:${port}`, '--token', 'secret'] }
}

test('with a server, the same export is made anew, compared and removed again', async () => {
  const { asked, flags } = await serving(manifest())
  expect(await verify(...flags)).toEqual({
    out: ['2 files are as the manifest says, and an export made now has the same digests.'],
    code: undefined,
  })
  expect(asked).toEqual(['POST /api/v1/projects/P1/exports', 'GET /api/v1/exports/E1', 'DELETE /api/v1/exports/E1'])
})

test('with a server, what would be made otherwise is named, and whether answers or something else changed', async () => {
  const changed = [
    { name: 'pairs.jsonl', sha256: sha256('new') },
    { name: 'more.jsonl', sha256: sha256('') },
  ]
  const answers = await serving({ annotations_digest: sha256('other'), files: changed })
  expect(await verify(...answers.flags)).toEqual({
    out: [
      'pairs.jsonl: the server would make it otherwise now.',
      'media/cat.png: the server would not make it now.',
      'more.jsonl: the server would make it now, and it was not made then.',
      'Other annotations count now: answers were given, changed or left out since.',
    ],
    code: 1,
  })
  server?.close()
  const settings = await serving({ annotations_digest: sha256('answers'), files: changed })
  expect((await verify(...settings.flags)).out.at(-1)).toContain('The annotations are the same')
})
