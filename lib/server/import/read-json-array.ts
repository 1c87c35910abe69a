import 'server-only'
import { parseObject } from './json-value'
import { importLimits } from './limits'
import { brokenFile, excerptOf, lineTooLong, type ReadLine } from './read-line'

type Place = 'start' | 'element' | 'separator' | 'end'

/** A JSON list of objects, read element by element; the line is the one on which an element begins. */
export async function* readJsonArray(text: AsyncIterable<string>): AsyncIterable<ReadLine> {
  let place: Place = 'start'
  let line = 1
  let element = ''
  let elementLine = 1
  let elements = 0
  let depth = 0
  let inString = false
  let escaped = false
  for await (const chunk of text) {
    let from = 0
    for (let i = 0; i < chunk.length; i++) {
      const char = chunk.charAt(i)
      if (char === '\n') line += 1
      if (depth === 0 && !inString) {
        if (isSpace(char)) continue
        const next: Place | 'open' = step(place, char, line, elements)
        if (next !== 'open') {
          place = next
          continue
        }
        place = 'element'
        from = i
        elementLine = line
        element = ''
      }
      if (inString) {
        if (escaped) escaped = false
        else if (char === '\\') escaped = true
        else if (char === '"') inString = false
        continue
      }
      if (char === '"') inString = true
      else if (char === '{' || char === '[') depth += 1
      else if (char === '}' || char === ']') depth -= 1
      if (depth > 0) continue
      element += chunk.slice(from, i + 1)
      if (element.length > importLimits.lineCharacters) throw lineTooLong(elementLine)
      elements += 1
      place = 'separator'
      yield lineOf(element, elementLine)
    }
    if (depth > 0) element += chunk.slice(from)
    if (element.length > importLimits.lineCharacters && depth > 0) throw lineTooLong(elementLine)
  }
  if (place === 'end') return
  if (place === 'start')
    throw brokenFile(1, 'the file is empty. A JSON import is a list of objects: [{"id": "1", …}, …].')
  throw brokenFile(line, 'the list has no closing bracket ]. The file was cut off: upload it again.')
}

/** What a character between elements means; 'open' where an element begins. */
function step(place: Place, char: string, line: number, elements: number): Place | 'open' {
  if (place === 'start' && char === '[') return 'element'
  if (place === 'start')
    throw brokenFile(line, 'a JSON import is a list: it begins with [. For one object a line, send it as JSON Lines.')
  if (place === 'element' && char === '{') return 'open'
  if (place === 'element' && char === ']' && elements === 0) return 'end'
  if (place === 'separator' && char === ',') return 'element'
  if (place === 'separator' && char === ']') return 'end'
  if (place === 'end') throw brokenFile(line, `something follows the closing bracket: “${char}”. Remove it.`)
  throw brokenFile(line, `“${char}” stands where an object {…} should. Each element of the list is one.`)
}

function lineOf(element: string, line: number): ReadLine {
  const result = parseObject(element)
  const start = { line, characters: element.length, excerpt: excerptOf(element) }
  if ('problem' in result) return { ...start, problem: result.problem }
  return { ...start, value: result.value, asText: null }
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\r' || char === '\t'
}
