/** What comparison passes over. `spaces` touches characters only. */
export type Ignored = 'case' | 'punctuation' | 'spaces'

export type TextUnit = 'word' | 'character'

const WHITE_SPACE = /\p{White_Space}+/gu
const ENDS = /^\p{White_Space}+|\p{White_Space}+$/gu
const PUNCTUATION = /\p{P}/gu

/**
 * The text as it is compared. Unicode NFC first, always; case by Unicode lower-case without a locale; punctuation is category P
 * (symbols S stay), removed with nothing in its place. When anything is ignored, each run of white space becomes one space.
 * The ends are stripped. Numbers are left alone.
 */
export function normaliseText(text: string, ignore: readonly Ignored[] = []): string {
  let result = text.normalize('NFC')
  if (ignore.includes('case')) result = result.toLowerCase()
  if (ignore.includes('punctuation')) result = result.replace(PUNCTUATION, '')
  if (ignore.length > 0) result = result.replace(WHITE_SPACE, ' ')
  return result.replace(ENDS, '')
}

/** Words: runs between Unicode white space (tab, line break and no-break space too). Characters: code points. */
export function tokenise(text: string, unit: TextUnit, ignore: readonly Ignored[] = []): string[] {
  const normalised = normaliseText(text, ignore)
  if (unit === 'word') return normalised.split(WHITE_SPACE).filter((word) => word !== '')
  return [...(ignore.includes('spaces') ? normalised.replace(WHITE_SPACE, '') : normalised)]
}
