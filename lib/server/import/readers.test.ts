import { expect, test } from 'vitest'
import { decodeUtf8 } from './decode-utf8'
import { readCsv } from './read-csv'
import { readJsonArray } from './read-json-array'
import type { ReadLine } from './read-line'
import { readNdjson } from './read-ndjson'

type Reader = (text: AsyncIterable<string>) => AsyncIterable<ReadLine>

/** Every file is read whole and in pieces of one and seven bytes: where a chunk ends must not matter. */
async function read(reader: Reader, file: string | Uint8Array): Promise<ReadLine[]> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  const results: ReadLine[][] = []
  for (const size of [1, 7, bytes.length]) {
    const lines: ReadLine[] = []
    async function* pieces() {
      for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
    }
    for await (const line of reader(decodeUtf8(pieces()))) lines.push(line)
    results.push(lines)
  }
  expect(results[1]).toEqual(results[0])
  expect(results[2]).toEqual(results[0])
  return results[0] ?? []
}

const values = (lines: ReadLine[]) => lines.map((line) => ('value' in line ? line.value : line.problem))
const refusal = (line: number, code = 'invalid-content') => expect.objectContaining({ code, detail: { line } })

test('JSON Lines: BOM, CRLF, CR and blank lines are read, U+2028 ends no line', async () => {
  const lines = await read(readNdjson, '\ufeff{"text":"é\u2028"}\r\n\n{"text":"b"}\r{"text":"c"}')
  expect(lines.map((line) => line.line)).toEqual([1, 3, 4])
  expect(values(lines)).toEqual([{ text: 'é\u2028' }, { text: 'b' }, { text: 'c' }])
})

test('a bad line is reported with its number, the others are read', async () => {
  const lines = await read(readNdjson, '{"a":1}\n{"a":\n[1]\n"x"\n{"a":2}\n')
  expect(lines.map((line) => 'problem' in line)).toEqual([false, true, true, true, false])
  expect(lines[1]).toMatchObject({ line: 2, excerpt: '{"a":', problem: { field: '' } })
})

test('a file cut off in the middle of its last line is refused whole', async () => {
  await expect(read(readNdjson, '{"a":1}\n{"a":"b')).rejects.toEqual(refusal(2))
  await expect(read(readJsonArray, '[{"a":1},\n{"a":"b"}')).rejects.toEqual(refusal(2))
  await expect(read(readJsonArray, '[{"a":1},\n{"a":"b')).rejects.toEqual(refusal(2))
  await expect(read(readJsonArray, '')).rejects.toEqual(refusal(1))
  await expect(read(readCsv, 'id,text\n1,a\n2,"b\nc')).rejects.toEqual(refusal(3))
})

test('text that is not UTF-8 is refused with its line', async () => {
  const latin1 = Uint8Array.from([...Buffer.from('{"a":1}\n{"a":"'), 0xe9, ...Buffer.from('"}\n')])
  await expect(read(readNdjson, latin1)).rejects.toEqual(refusal(2))
  const cutOff = Uint8Array.from([...Buffer.from('{"a":1}\n{"a":2}\n{"a":"'), 0xc3])
  await expect(read(readNdjson, cutOff)).rejects.toEqual(refusal(3))
  await expect(read(readNdjson, Buffer.from('\ufeff{"a":1}', 'utf16le'))).rejects.toEqual(refusal(1))
})

test('what a database cannot keep is refused with its field', async () => {
  const table: [string, string][] = [
    ['{"a":{"b":"\\u0000"}}', 'a.b'],
    ['{"a":["\\ud800"]}', 'a.0'],
    ['{"a":1e400}', 'a'],
    ['{"a":9007199254740993}', 'a'],
    ['{"__proto__":1}', '__proto__'],
    ['{"meta":{"__proto__":{}}}', 'meta.__proto__'],
    [`{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, ''],
  ]
  for (const [line, field] of table) {
    expect(values(await read(readNdjson, `${line}\n`)), line.slice(0, 40)).toEqual([
      { field, message: expect.any(String) },
    ])
  }
})

test('a line above 1 MB is refused as soon as the limit is reached, however long it goes on', async () => {
  let given = 0
  async function* endless(first: string) {
    yield new TextEncoder().encode(first)
    const megabyte = new Uint8Array(1024 * 1024).fill(97)
    for (; given < 100; given++) yield megabyte
  }
  const readers: [Reader, string, number][] = [
    [readNdjson, '{"a":1}\n{"a":"', 2],
    [readJsonArray, '[{"a":1},\n{"a":"', 2],
    [readCsv, 'a\n1\n"', 3],
  ]
  for (const [reader, first, line] of readers) {
    given = 0
    const reading = async () => {
      for await (const _line of reader(decodeUtf8(endless(first))));
    }
    await expect(reading()).rejects.toEqual(refusal(line, 'too-large'))
    expect(given).toBeLessThan(5)
  }
})

test('a JSON list is read element by element with the line each begins on', async () => {
  const lines = await read(readJsonArray, ' [\n{"a":"]}\\"["},\n\n {"a":\n{"b":[1]}} , {"c":}\n]\n')
  expect(lines.map((line) => line.line)).toEqual([2, 4, 5])
  expect(values(lines)).toEqual([{ a: ']}"[' }, { a: { b: [1] } }, { field: '', message: expect.any(String) }])
  expect(await read(readJsonArray, '[]')).toEqual([])
  for (const broken of ['{"a":1}', '[1]', '[{"a":1},]', '[{"a":1}{"a":2}]', '[{"a":1}] x', '[,]', 'null']) {
    await expect(read(readJsonArray, broken), broken).rejects.toEqual(refusal(1))
  }
})

test('CSV: structured cells are JSON, empty cells are left out, lines count inside quotes', async () => {
  const file = 'id,text,meta\r\n1,"a, ""b""\nc","{""x"": 1}"\r\n\r\n2,[note],\r\n3,too,many,cells\r\n4,\'=1+1,\r\n'
  const lines = await read(readCsv, file)
  expect(lines.map((line) => line.line)).toEqual([2, 5, 6, 7])
  expect(values(lines)).toEqual([
    { id: '1', text: 'a, "b"\nc', meta: { x: 1 } },
    { id: '2', text: '[note]' },
    { field: '', message: expect.stringContaining('4 cells') },
    { id: '4', text: '=1+1' },
  ])
})

test('CSV of other countries and old systems is read: BOM, semicolons, tabs, lone CR', async () => {
  for (const file of ['\ufeffid;text\n1;a,b\n', 'id\ttext\n1\ta,b\n', 'id,text\r1,"a,b"\r']) {
    expect(values(await read(readCsv, file))).toEqual([{ id: '1', text: 'a,b' }])
  }
})

test('a CSV header that cannot be understood is refused', async () => {
  const headers = ['', 'id,id', 'id,,text', '__proto__,id', Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(',')]
  for (const header of headers) await expect(read(readCsv, `${header}\n`)).rejects.toEqual(refusal(1))
  await expect(read(readCsv, 'id,text\n1,a"b\n')).rejects.toEqual(refusal(2))
})
