import { AppError } from '../errors'

/** More classes than any detector has; a larger number is a fault of the file. */
const mostClasses = 100_000
/** Characters of the number before a name, blanks and all. */
const longestIndex = 40

/** The classes of data.yaml: `names:` as a map `0: cat`, as a list `- cat`, or in brackets. @throws AppError `bad-input` */
export function namesIn(yaml: string): string[] {
  const names: string[] = []
  for (const item of itemsIn(yaml)) {
    const [, index, name = item] = /^(\d+)\s*:(?:\s+|$)([\s\S]*)$/.exec(item) ?? []
    const place = index === undefined ? names.length : Number(index)
    if (place >= mostClasses) throw new AppError('bad-input', `data.yaml, names: there are no ${place} classes.`)
    names[place] = unquoted(name)
  }
  if (names.length > 0) return Array.from(names, (name, index) => name ?? String(index))
  throw new AppError('bad-input', 'data.yaml has no “names:” with the classes in their order.')
}

/** `cat`, or `0: cat` where the classes are numbered. */
function itemsIn(yaml: string): string[] {
  const start = /^names:[ \t]*/m.exec(yaml)
  if (start === null) return []
  const after = yaml.slice(start.index + start[0].length)
  if (/^[[{]/.test(after)) return bracketed(after)
  const [, ...lines] = after.split(/\r?\n/)
  const end = lines.findIndex((line) => /^[^\s#-]/.test(line))
  return lines.slice(0, end === -1 ? lines.length : end).flatMap((line) => {
    const item = line.trim().replace(/^-\s+/, '')
    return item === '' || item.startsWith('#') ? [] : [item]
  })
}

/** The items of `[cat, 'big, dog']` or `{0: cat, 1: "dog"}`, over as many lines as it takes. */
function bracketed(text: string): string[] {
  const items: string[] = []
  let item = ''
  let quote = ''
  for (let at = 1; at < text.length; at++) {
    const character = text.charAt(at)
    if (quote !== '') {
      item += character
      if (character === '\\' && quote === '"') item += text.charAt(++at)
      else if (character === quote) quote = ''
      continue
    }
    if (/[,\]}]/.test(character)) {
      if (item.trim() !== '') items.push(item.trim())
      if (character !== ',') return items
      item = ''
      continue
    }
    if (/["']/.test(character) && item.length < longestIndex && /^\s*(\d+\s*:\s*)?$/.test(item)) quote = character
    item += character
  }
  throw new AppError('bad-input', 'data.yaml: the brackets after “names:” do not close.')
}

function unquoted(text: string): string {
  if (/^'.*'$/s.test(text)) return text.slice(1, -1).replaceAll("''", "'")
  if (!text.startsWith('"')) return text.replace(/\s+#.*$/, '')
  try {
    return String(JSON.parse(text.replace(/(?<=")\s+#.*$/, '')))
  } catch (cause) {
    throw new AppError('bad-input', `data.yaml, names: ${text} is no text in quotes that can be read.`, { cause })
  }
}
