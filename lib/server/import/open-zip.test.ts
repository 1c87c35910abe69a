import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openZip } from './open-zip'
import { type ZipPart, zipOf } from './zip.fixture'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-zip-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function opened(bytes: Uint8Array) {
  const file = path.join(folder, `${Math.random()}.zip`)
  await writeFile(file, bytes)
  return openZip(file)
}

const lines: ZipPart = { name: 'tasks.jsonl', content: '{"text":"a"}\n' }

test('entries are found relative to the data file, then to the top, by any spelling of é', async () => {
  const zip = await opened(
    zipOf([
      { name: '__MACOSX/._tasks.jsonl', content: 'x' },
      { name: 'set/tasks.jsonl', content: '{}' },
      { name: 'set/images/', content: '' },
      { name: 'set/images/caf\u00e9.png', content: 'near' },
      { name: 'images/top.png', content: 'top' },
    ]),
  )
  expect(zip.files).toEqual(['images/top.png', 'set/images/caf\u00e9.png', 'set/tasks.jsonl'])
  expect(await text(await zip.read('set/tasks.jsonl'))).toBe('{}')
  const beside = 'set/tasks.jsonl'
  expect(zip.find('images/cafe\u0301.png', beside)).toBe('set/images/caf\u00e9.png')
  expect(await text(await zip.read('set/images/caf\u00e9.png'))).toBe('near')
  expect(zip.find('./images/top.png', beside)).toBe('images/top.png')
  for (const name of ['../../etc/passwd', '/etc/passwd', 'images', 'missing.png', '__MACOSX/._tasks.jsonl', '']) {
    expect(zip.find(name, beside), name).toBeNull()
  }
  zip.close()
})

test('an entry that could reach outside, or means another file than it says, refuses the zip and is named', async () => {
  const parts: [ZipPart, string][] = [
    [{ name: '../evil.png', content: 'x' }, '../evil.png'],
    [{ name: 'a/../../evil.png', content: 'x' }, 'a/../../evil.png'],
    [{ name: '/etc/passwd', content: 'x' }, '/etc/passwd'],
    [{ name: 'C:/evil.png', content: 'x' }, 'C:/evil.png'],
    [{ name: 'a\\..\\evil.png', content: 'x' }, 'a\\..\\evil.png'],
    [{ name: 'link.png', content: '/etc/passwd', attributes: 0o120777 * 65_536 }, 'link.png'],
    [{ name: 'device', content: '', attributes: 0o020666 * 65_536 }, 'device'],
    [{ name: 'secret.png', content: 'x', encrypted: true }, 'secret.png'],
    [{ name: 'odd.png', content: 'x', method: 93 }, 'odd.png'],
    [{ name: 'TASKS.jsonl', content: 'x' }, 'TASKS.jsonl'],
  ]
  for (const [part, named] of parts) {
    await expect(opened(zipOf([lines, part])), named).rejects.toMatchObject({
      code: 'invalid-content',
      message: expect.stringContaining(named),
    })
  }
})

test('a name that only one path ends with is found, one of two is not', async () => {
  const zip = await opened(
    zipOf([
      lines,
      { name: 'set/images/cat.png', content: 'x' },
      { name: 'a/dog.png', content: 'x' },
      { name: 'b/dog.png', content: 'x' },
    ]),
  )
  expect(zip.find('cat.png', 'tasks.jsonl')).toBe('set/images/cat.png')
  expect(zip.find('images/cat.png', null)).toBe('set/images/cat.png')
  expect(zip.find('b/dog.png', null)).toBe('b/dog.png')
  for (const name of ['dog.png', 'at.png', '../images/cat.png']) expect(zip.find(name, null), name).toBeNull()
  zip.close()
})

test('a zip cut off, or no zip at all, is refused', async () => {
  const whole = zipOf([lines])
  for (const bytes of [whole.subarray(0, whole.length - 30), Buffer.from('not a zip'), Buffer.alloc(0)]) {
    await expect(opened(bytes)).rejects.toMatchObject({ code: 'invalid-content' })
  }
})

test('what comes out is counted, whatever the directory claims', async () => {
  const bomb = { name: 'bomb.png', content: Buffer.alloc(64 * 1024 * 1024) }
  const honest = await opened(zipOf([lines, bomb]))
  await expect(text(await honest.read('bomb.png'))).rejects.toMatchObject({ code: 'too-large' })
  honest.close()
  const lying = await opened(zipOf([lines, { ...bomb, claimedBytes: 10 }]))
  await expect(text(await lying.read('bomb.png'))).rejects.toMatchObject({ status: 422 })
  lying.close()
})

test('a zip of too many entries is refused by its count', async () => {
  const many = Array.from({ length: 50_001 }, (_, i) => ({ name: `${i}.png`, content: '' }))
  await expect(opened(zipOf(many))).rejects.toMatchObject({ code: 'too-large' })
})
