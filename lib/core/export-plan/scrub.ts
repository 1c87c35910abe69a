import { finders, kindsInTurn, type PersonalKind } from './personal-data'

const marks: Record<PersonalKind, string> = {
  email: '[EMAIL]',
  phone: '[PHONE]',
  card: '[CARD]',
  ssn: '[SSN]',
  key: '[KEY]',
}

export interface ScrubCount {
  count(kind: PersonalKind): void
}

/** The text with a mark in place of each find; what was found is counted. A text without any is given back as it is. */
export function scrubbedText(text: string, kinds: readonly PersonalKind[], tally: ScrubCount): string {
  let scrubbed = text
  for (const kind of kindsInTurn) {
    if (!kinds.includes(kind)) continue
    const parts: string[] = []
    let from = 0
    for (const { start, end } of finders[kind](scrubbed).toSorted((a, b) => a.start - b.start)) {
      if (start < from) continue
      parts.push(scrubbed.slice(from, start), marks[kind])
      from = end
      tally.count(kind)
    }
    if (from > 0) scrubbed = parts.join('') + scrubbed.slice(from)
  }
  return scrubbed
}

/** Every string of a JSON value scrubbed, at any depth; keys stay, and so do objects that `except` names (stored media). */
export function scrubbedValue(
  value: unknown,
  kinds: readonly PersonalKind[],
  tally: ScrubCount,
  except: (value: object) => boolean = () => false,
): unknown {
  if (typeof value === 'string') return scrubbedText(value, kinds, tally)
  if (typeof value !== 'object' || value === null || except(value)) return value
  if (Array.isArray(value)) return value.map((member) => scrubbedValue(member, kinds, tally, except))
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, scrubbedValue(member, kinds, tally, except)]),
  )
}
