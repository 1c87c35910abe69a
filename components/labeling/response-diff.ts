import { diffSentences, diffWordsWithSpace } from 'diff'

export interface ComparedPart {
  text: string
  /** Stands in this text only. */
  own: boolean
}

/** Longer texts are not compared: marking would take longer than reading. */
const longestText = 40_000
const budgetMs = 200

/** One text in parts, those that the other lacks marked: word by word, else by sentences; null where even that would hold up the page. */
export function compareWords(own: string, other: string): ComparedPart[] | null {
  if (own.length > longestText || other.length > longestText) return null
  const changes =
    diffWordsWithSpace(other, own, { timeout: budgetMs }) ?? diffSentences(other, own, { timeout: budgetMs })
  if (changes === undefined) return null
  return changes.flatMap(({ value, added, removed }) => (removed ? [] : [{ text: value, own: added }]))
}
