import type { MirroredAnnotation } from './mirror'
import { refused } from './mirrored-rows'

/** Labels as an answer, in the form for one choice and in that for several. */
export function labelAnswer(annotator: string, labels: readonly unknown[]): MirroredAnnotation {
  const names = labels.map((label) => {
    if (typeof label === 'string' && label.trim() !== '') return label.trim()
    if (typeof label === 'number' || typeof label === 'boolean') return String(label)
    throw refused('label', 'Give each label as text.')
  })
  const [only, ...more] = names
  if (only === undefined) throw refused('label', 'There is no label here.')
  const several = { labels: names }
  if (more.length > 0) return { annotator, answer: several }
  return { annotator, answer: { label: only }, poorer: [{ answer: several, without: '' }] }
}
