import type { Answer } from './schema'

const longest = 60

/** The beginning of the text, whole words where there are any; 'No speech' for an empty one. */
export function transcriptSummary(answer: Answer): string {
  const text = answer.text.trim().replace(/\s+/gu, ' ')
  if (text === '') return 'No speech'
  const characters = [...text]
  if (characters.length <= longest) return text
  const cut = characters.slice(0, longest).join('')
  const space = cut.lastIndexOf(' ')
  return `${space > longest / 2 ? cut.slice(0, space) : cut}…`
}
