import 'server-only'
import { deepestJson } from '@/lib/core/import-formats/json-depth'
import type { DocumentPart } from '@/lib/core/import-formats/mirror'
import { parseObject } from './json-value'
import { importLimits } from './limits'
import { brokenFile, excerptOf, lineTooLong } from './read-line'

/**
 * A JSON document whose top is an object, such as COCO's: each object in one of its lists is handed on by itself, so that nothing larger
 * than one waits in memory. Other values are passed over.
 */
export async function* readJsonDocument(text: AsyncIterable<string>): AsyncIterable<DocumentPart> {
  const scanner = new Scanner()
  for await (const chunk of text) yield* scanner.read(chunk)
  scanner.end()
}

class Scanner {
  #line = 1
  #depth = 0
  #inString = false
  #escaped = false
  /** Text of the string at the top level that may be a key. */
  #string = ''
  #key = ''
  #expectsKey = true
  #inList = false
  #capturing = false
  #element = ''
  #elementLine = 1
  #begun = false
  #ended = false

  end(): void {
    if (!this.#begun) throw brokenFile(1, 'the file is empty.')
    if (!this.#ended) throw brokenFile(this.#line, 'the document does not end. The file was cut off: upload it again.')
  }

  *read(chunk: string): Iterable<DocumentPart> {
    let from = 0
    for (let i = 0; i < chunk.length; i++) {
      const code = chunk.charCodeAt(i)
      if (code === 10) this.#line += 1
      if (this.#inString) {
        this.#inside(chunk.charAt(i))
        continue
      }
      if (code === 34) {
        this.#inString = true
        this.#string = ''
      } else if (code === 123 || code === 91) {
        if (this.#opens(code)) from = i
      } else if (code === 125 || code === 93) {
        this.#depth -= 1
        if (this.#depth < 0) throw brokenFile(this.#line, 'a bracket closes nothing.')
        if (this.#capturing && this.#depth === 2) {
          yield this.#part(this.#element + chunk.slice(from, i + 1))
          continue
        }
        if (this.#depth === 1) this.#inList = false
        if (this.#depth === 0) this.#ended = true
      } else if (this.#depth <= 1) this.#between(chunk.charAt(i))
    }
    if (!this.#capturing) return
    this.#element += chunk.slice(from)
    if (this.#element.length > importLimits.lineCharacters) throw lineTooLong(this.#elementLine)
  }

  /** Whether an element to hand on begins here. */
  #opens(code: number): boolean {
    if (this.#ended || (this.#depth === 0 && code === 91))
      throw brokenFile(this.#line, 'the document is not one object {…}.')
    this.#begun = true
    this.#depth += 1
    if (this.#depth > deepestJson) throw brokenFile(this.#line, `lists and objects lie more than ${deepestJson} deep.`)
    if (this.#depth === 2) this.#inList = code === 91
    if (this.#depth !== 3 || !this.#inList || code !== 123) return false
    this.#capturing = true
    this.#element = ''
    this.#elementLine = this.#line
    return true
  }

  #inside(character: string): void {
    if (this.#escaped) this.#escaped = false
    else if (character === '\\') this.#escaped = true
    else if (character === '"') {
      this.#inString = false
      return
    }
    if (this.#depth === 1 && this.#expectsKey && this.#string.length < 200) this.#string += character
  }

  #between(character: string): void {
    if (character === ' ' || character === '\n' || character === '\r' || character === '\t') return
    if (this.#depth === 0) throw brokenFile(this.#line, `“${character}” stands outside of the document.`)
    if (character === ':') {
      this.#key = this.#string
      this.#expectsKey = false
    }
    if (character === ',') this.#expectsKey = true
  }

  #part(element: string): DocumentPart {
    this.#capturing = false
    this.#element = ''
    if (element.length > importLimits.lineCharacters) throw lineTooLong(this.#elementLine)
    const result = parseObject(element)
    if ('problem' in result) throw brokenFile(this.#elementLine, result.problem.message)
    const place = { line: this.#elementLine, characters: element.length, excerpt: excerptOf(element) }
    return { ...place, key: this.#key, value: result.value }
  }
}
