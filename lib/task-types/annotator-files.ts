import { fittingName } from '@/lib/core/formats/file-names'

/**
 * File names for annotators: readable, safe on every system, one for each. Names that would fall together
 * (upper and lower case count as the same, as they do on some disks) get a number.
 */
export function annotatorFiles(): (annotator: string) => string {
  const given = new Map<string, string>()
  const taken = new Set<string>()
  return (annotator) => {
    const known = given.get(annotator)
    if (known !== undefined) return known
    const name = freeName(safeName(annotator), taken)
    taken.add(name.toLowerCase())
    given.set(annotator, name)
    return name
  }
}

/** Letters, digits and - of any script; the rest becomes one -. At most 60 characters and 100 bytes. */
export function safeName(text: string): string {
  const name = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return fittingName([...name].slice(0, 60).join(''), 100) || 'unnamed'
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name.toLowerCase())) return name
  let number = 2
  while (taken.has(`${name}-${number}`.toLowerCase())) number++
  return `${name}-${number}`
}
