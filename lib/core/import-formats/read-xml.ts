import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { AppError } from '../errors'

export interface XmlElement {
  name: string
  text: string
  attributes: Readonly<Record<string, string>>
  children: XmlElement[]
}

const deepest = 64
/** Larger documents are split: they are read in one piece. */
const longestXml = 32 * 1024 * 1024
/** Of one piece: more boxes than a picture or a track of a video has. */
const mostTags = 400_000

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  commentPropName: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: deepest,
})

/**
 * The elements of a document. Document types are refused, for they can name other files and grow without end; of entities only the five of
 * XML itself and numbers are read. @throws AppError `bad-input`, `too-large`
 */
export function readXml(document: string): XmlElement {
  if (document.length > longestXml) throw new AppError('too-large', 'This XML is larger than 32 MB. Split it.')
  const text = document.replace(/^\uFEFF/, '')
  refuseDocumentType(text)
  refuseDepthAndNumber(text)
  const checked = XMLValidator.validate(text)
  if (checked !== true) throw broken(`line ${checked.err.line}: ${checked.err.msg}`)
  const [root, ...more] = elementsIn(parsed(text))
  if (root === undefined || more.length > 0) throw broken('it does not hold one element with all others inside.')
  return root
}

/** @throws AppError `bad-input` */
function refuseDocumentType(text: string): void {
  if (/<!(DOCTYPE|ENTITY)/i.test(withoutComments(text)))
    throw broken('it has a document type (<!DOCTYPE>), which is not read. Remove it.')
}

/**
 * The texts of all elements of a name that do not lie in each other, so that a long document is read piece by piece; and what stands
 * around them. @throws AppError `bad-input`
 */
export function elementsOf(document: string, name: string): { elements: string[]; around: string } {
  const text = withoutComments(document.replace(/^\uFEFF/, ''))
  refuseDocumentType(text)
  const opening = new RegExp(`<${name}(?=[\\s/>])(?:"[^"<]*"|'[^'<]*'|[^<>"'])*>`, 'g')
  const elements: string[] = []
  let around = ''
  let from = 0
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    around += text.slice(from, found.index)
    const closing = `</${name}>`
    const end = found[0].endsWith('/>') ? opening.lastIndex : text.indexOf(closing, opening.lastIndex) + closing.length
    if (end < opening.lastIndex) throw broken(`<${name}> does not end: the file was cut off.`)
    elements.push(text.slice(found.index, end))
    from = end
    opening.lastIndex = end
  }
  return { elements, around: around + text.slice(from) }
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name)
}

export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? []
}

function parsed(text: string): unknown {
  try {
    const value: unknown = parser.parse(text)
    return value
  } catch (cause) {
    throw broken(cause instanceof Error ? cause.message : String(cause), cause)
  }
}

/** The parser gives [{ name: [children], ':@': attributes }, { '#text': … }]. */
function elementsIn(nodes: unknown): XmlElement[] {
  if (!Array.isArray(nodes)) return []
  return nodes.flatMap((node: unknown) => {
    if (typeof node !== 'object' || node === null) return []
    const found = Object.entries(node).find(([key]) => key !== ':@' && key !== '#text')
    if (found === undefined) return []
    const [name, children] = found
    return [{ name, text: textIn(children), attributes: attributesIn(node), children: elementsIn(children) }]
  })
}

function textIn(nodes: unknown): string {
  if (!Array.isArray(nodes)) return ''
  return nodes
    .map((node: unknown) => {
      const text = typeof node === 'object' && node !== null && '#text' in node ? node['#text'] : ''
      return typeof text === 'string' ? unescaped(text) : ''
    })
    .join('')
}

function attributesIn(node: object): Record<string, string> {
  const attributes = ':@' in node ? node[':@'] : null
  if (typeof attributes !== 'object' || attributes === null) return {}
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, unescaped(String(value))]))
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  return text.replace(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, entity: string) => {
    if (!entity.startsWith('#')) return Object.hasOwn(entities, entity) ? (entities[entity] ?? whole) : whole
    const code = entity[1]?.toLowerCase() === 'x' ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1))
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\uFFFD'
  })
}

const passedOver = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
] as const

/** Comments and what XML takes for text as it stands are left out. Where one does not end, the rest stays: no text is searched twice. */
function withoutComments(text: string): string {
  let kept = ''
  let from = 0
  for (;;) {
    const [next] = passedOver
      .map(([opening, closing]) => ({ at: text.indexOf(opening, from), opening, closing }))
      .filter(({ at }) => at !== -1)
      .toSorted((one, other) => one.at - other.at)
    const end = next === undefined ? -1 : text.indexOf(next.closing, next.at + next.opening.length)
    if (next === undefined || end === -1) return kept + text.slice(from)
    kept += text.slice(from, next.at)
    from = end + next.closing.length
  }
}

/** Counted before anything walks into the depth, or holds all elements at once. @throws AppError */
function refuseDepthAndNumber(text: string): void {
  let depth = 0
  let tags = 0
  for (const [tag] of withoutComments(text).matchAll(/<\/?[^\s<>!?][^<>]*>/g)) {
    tags += 1
    if (tag.startsWith('</')) depth -= 1
    else if (!tag.endsWith('/>')) depth += 1
    if (depth > deepest) throw broken(`it is nested more than ${deepest} levels deep.`)
    if (tags > mostTags) throw new AppError('too-large', 'This XML has more than 400,000 tags in one piece. Split it.')
  }
}

function broken(problem: string, cause?: unknown): AppError {
  return new AppError('bad-input', `this is no XML that can be read: ${problem}`, { cause })
}
