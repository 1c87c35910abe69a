import { AppError } from '../errors'

export interface XmlElement {
  name: string
  text: string
  children: XmlElement[]
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const deepest = 64

/** Text as XML holds it; control characters, which XML has no way to write, become U+FFFD. */
export function xmlText(text: string): string {
  return [...text]
    .map((character) => (/[\p{Cc}\uFFFE\uFFFF]/u.test(character) && !/[\t\n\r]/.test(character) ? '\uFFFD' : character))
    .join('')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\r/g, '&#13;')
}

/**
 * The elements of a small document, as Pascal VOC's: attributes are passed over, document types refused (they can name other files).
 * @throws AppError `bad-input`
 */
export function readXml(document: string): XmlElement {
  const root: XmlElement = { name: '', text: '', children: [] }
  const open = [root]
  const tokens = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s/>!?]+)[^>]*?(\/?)>|([^<]+)|(<)/g
  for (const [, cdata, closing, name, empty, text, stray] of document.matchAll(tokens)) {
    const current = open.at(-1) ?? root
    if (stray !== undefined) throw broken('a “<” begins no element; document types are not read.')
    if (cdata !== undefined) current.text += cdata
    if (text !== undefined) current.text += unescaped(text)
    if (name === undefined) continue
    if (closing) {
      if (open.length < 2 || current.name !== name) throw broken(`</${name}> closes nothing.`)
      open.pop()
      continue
    }
    const element: XmlElement = { name, text: '', children: [] }
    current.children.push(element)
    if (!empty) open.push(element)
    if (open.length > deepest) throw broken(`it is nested more than ${deepest} levels deep.`)
  }
  const [only] = root.children
  if (open.length !== 1 || !only || root.children.length > 1) throw broken('it ends before its elements do.')
  return only
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name)
}

function unescaped(text: string): string {
  return text.replace(/&(#x?[\da-f]+|\w+);/gi, (whole, entity: string) => {
    if (!entity.startsWith('#')) return entities[entity] ?? whole
    const code = entity[1]?.toLowerCase() === 'x' ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1))
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\uFFFD'
  })
}

function broken(problem: string): AppError {
  return new AppError('bad-input', `this is no XML that can be read: ${problem}`)
}
