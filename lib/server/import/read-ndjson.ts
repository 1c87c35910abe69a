import 'server-only'
import { parseObject } from './json-value'
import { importLimits } from './limits'
import { brokenFile, excerptOf, lineTooLong, type ReadLine } from './read-line'

/** JSON Lines: one object a line, blank lines left out. A last line that has no end and does not parse was cut off: the file is refused. */
export async function* readNdjson(text: AsyncIterable<string>): AsyncIterable<ReadLine> {
  for await (const { line, content, ended } of linesOf(text)) {
    if (content.trim() === '') continue
    const result = parseObject(content)
    const start = { line, characters: content.length, excerpt: excerptOf(content) }
    if ('problem' in result && !ended && !parses(content)) {
      throw brokenFile(line, 'the file ends in the middle of this line. It was cut off: upload it again.')
    }
    if ('problem' in result) yield { ...start, problem: result.problem }
    else yield { ...start, value: result.value, asText: null }
  }
}

interface Line {
  line: number
  content: string
  /** A line break follows. */
  ended: boolean
}

/** \n, \r\n and \r end a line; JSON holds none of them unescaped. U+2028 does not. */
async function* linesOf(text: AsyncIterable<string>): AsyncIterable<Line> {
  let line = 1
  let rest = ''
  let heldReturn = ''
  for await (const chunk of text) {
    const [first = '', ...others] = (heldReturn + chunk).split(/\r\n|\n|\r(?!$)/)
    const parts = [rest + first, ...others]
    rest = parts.pop() ?? ''
    heldReturn = rest.endsWith('\r') ? '\r' : ''
    if (heldReturn !== '') rest = rest.slice(0, -1)
    for (const content of parts) {
      if (content.length > importLimits.lineCharacters) throw lineTooLong(line)
      yield { line, content, ended: true }
      line += 1
    }
    if (rest.length > importLimits.lineCharacters) throw lineTooLong(line)
  }
  if (rest !== '') yield { line, content: rest, ended: heldReturn !== '' }
}

function parses(content: string): boolean {
  try {
    JSON.parse(content)
    return true
  } catch {
    return false
  }
}
